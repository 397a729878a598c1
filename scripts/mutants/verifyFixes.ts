// Applies the first fix of each reported mutant and runs the result on the real framework: `npm run mutants:fixes`, or
// `… -- --each N` for every Nth one. Says how many then run, by code, and shows those that do not.
import { spawn } from 'node:child_process';
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
  readonly code: string;
  readonly cells: readonly string[];
}

const here = path.dirname(fileURLToPath(import.meta.url));
const each = Number(process.argv[process.argv.indexOf('--each') + 1] ?? 1) || 1;

async function main(): Promise<void> {
  const judged = groups().flatMap(replayMutants);
  const reported = judged.filter(({ verdict }) => verdict === 'exact' || verdict === 'elsewhere');
  const jobs: Job[] = [];
  for (const { mutant, errors } of reported) {
    const first = errors.find(({ fixes }) => fixes.length > 0);
    if (!first) continue;
    const cells = applied(mutated(sourceOf(mutant.p), mutant).chunks, first.fixes[0]!);
    const change = `${JSON.stringify(mutant.old)} → ${JSON.stringify(mutant.new)}`;
    jobs.push({ id: `${mutant.p} ${change}: “${first.fixes[0]!.title}”`, code: first.code, cells });
  }
  const chosen = jobs.filter((_, i) => i % each === 0);
  const ends = await run(chosen);
  const good = ends.filter(({ ends: end }) => end === 'runs').length;
  console.log(`reported mutants with a fix: ${share(jobs.length, reported.length)}`);
  console.log(`of ${chosen.length} fixes that were tried, the program then runs: ${share(good, chosen.length)}`);
  console.log(
    `reported mutants that run after the first fix, about: ${share(Math.round((good / Math.max(1, chosen.length)) * jobs.length), reported.length)}`,
  );
  chosen.forEach(({ id, code }, i) => {
    const end = ends[i]!;
    if (end.ends !== 'runs') console.log(`  [${code}] ${id}\n      ${end.ends}: ${end.message ?? ''} (line ${(end.line ?? -1) + 1})`);
  });
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

async function run(jobs: readonly Job[]): Promise<End[]> {
  const python = await ensurePythonFrameworks();
  const child = spawn(python, [path.join(here, 'run_programs.py')], { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.end(jobs.map(({ id, cells }) => `${JSON.stringify({ id, cells })}\n`).join(''));
  const ends: End[] = [];
  for await (const line of createInterface({ input: child.stdout })) if (line.startsWith('{')) ends.push(JSON.parse(line) as End);
  return ends;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
