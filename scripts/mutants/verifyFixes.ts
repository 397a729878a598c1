// Applies the first fix of each reported mutant and runs the result on the real framework: `npm run mutants:fixes`, with
// `--only TEXT` for some programs, `--each N` for every Nth mutant, `--minutes N` to end after a while. What ran once is kept in
// `out/mutants/fixes.jsonl` by its text, so that it goes on where it ended. Says how many then run, by code, and shows those that do not.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { RenderedFix } from '../../server/src/diagnostics/renderDiagnostics';
import { ensurePythonFrameworks } from '../setup/pythonFrameworks.mjs';
import { groups, mutated, sourceOf } from '../../test/mutants/support/mutant';
import { replayMutants } from '../../test/mutants/support/replayMutants';
import { share } from '../../test/mutants/support/summary';

interface Job {
  readonly id: string;
  readonly key: string;
  readonly code: string;
  readonly cells: readonly string[];
}

const here = path.dirname(fileURLToPath(import.meta.url));
const keptFile = path.resolve(here, '../../out/mutants/fixes.jsonl');

function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

async function main(): Promise<void> {
  const until = Date.now() + Number(option('minutes') ?? Infinity) * 60_000;
  const [only, each] = [option('only') ?? '', Number(option('each') ?? 1)];
  const judged = groups().flatMap((group) => replayMutants(group, true, ({ p }, i) => p.includes(only) && i % each === 0));
  const reported = judged.filter(({ verdict }) => verdict === 'exact' || verdict === 'elsewhere');
  const jobs: Job[] = [];
  for (const { mutant, errors } of reported) {
    const first = errors.find(({ fixes }) => fixes.length > 0);
    if (!first) continue;
    const cells = applied(mutated(sourceOf(mutant.p), mutant).chunks, first.fixes[0]!);
    const change = `${JSON.stringify(mutant.old)} → ${JSON.stringify(mutant.new)}`;
    const key = createHash('sha256').update(cells.join('\0')).digest('hex').slice(0, 16);
    jobs.push({ id: `${mutant.p} ${change}: “${first.fixes[0]!.title}”`, key, code: first.code, cells });
  }
  console.log(`reported mutants with a fix: ${share(jobs.length, reported.length)}`);
  const kept = readKept();
  const waiting = jobs.filter(({ key }, i) => !kept.has(key) && jobs.findIndex((other) => other.key === key) === i);
  await run(waiting, until, (job, end) => {
    kept.set(job.key, end);
    fs.appendFileSync(keptFile, `${JSON.stringify({ key: job.key, ...end })}\n`);
  });
  const tried = jobs.filter(({ key }) => kept.has(key));
  const isGood = ({ key }: Job): boolean => kept.get(key)!.ends === 'runs';
  const good = tried.filter(isGood).length;
  console.log(`of ${tried.length} fixes that were tried, the program then runs: ${share(good, tried.length)}`);
  const about = Math.round((good / Math.max(1, tried.length)) * jobs.length);
  console.log(
    `reported mutants that run after the first fix${tried.length < jobs.length ? ', about' : ''}: ${share(about, reported.length)}`,
  );
  for (const code of new Set(tried.map((job) => job.code))) {
    const own = tried.filter((job) => job.code === code);
    console.log(`  ${code}: ${share(own.filter(isGood).length, own.length)}`);
  }
  for (const job of tried) {
    const end = kept.get(job.key)!;
    if (end.ends !== 'runs')
      console.log(`  [${job.code}] ${job.id}\n      ${end.ends}: ${end.message ?? ''} (line ${(end.line ?? -1) + 1})`);
  }
}

function applied(chunks: readonly { readonly uri: string; readonly text: string }[], fix: RenderedFix): string[] {
  return chunks.map(({ uri, text }) => {
    const starts = [0];
    for (const found of text.matchAll(/\n/g)) starts.push(found.index + 1);
    const offset = ({ line, character }: { line: number; character: number }): number => starts[line]! + character;
    const edits = fix.edits.filter((edit) => edit.uri === uri).sort((a, b) => offset(b.range.start) - offset(a.range.start));
    return edits.reduce((now, { range, newText }) => now.slice(0, offset(range.start)) + newText + now.slice(offset(range.end)), text);
  });
}

interface End {
  readonly ends: string;
  readonly message?: string;
  readonly line?: number;
}

function readKept(): Map<string, End> {
  fs.mkdirSync(path.dirname(keptFile), { recursive: true });
  const lines = fs.existsSync(keptFile) ? fs.readFileSync(keptFile, 'utf8').split('\n').filter(Boolean) : [];
  return new Map(lines.map((line) => JSON.parse(line) as End & { key: string }).map(({ key, ...end }) => [key, end]));
}

async function run(jobs: readonly Job[], until: number, ended: (job: Job, end: End) => void): Promise<void> {
  if (!jobs.length || Date.now() >= until) return;
  const python = await ensurePythonFrameworks();
  const child = spawn(python, [path.join(here, 'run_programs.py')], { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.on('error', () => undefined);
  child.stdin.end(jobs.map(({ id, cells }) => `${JSON.stringify({ id, cells })}\n`).join(''));
  let at = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{')) continue;
    ended(jobs[at++]!, JSON.parse(line) as End);
    if (Date.now() >= until) break;
  }
  child.kill();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
