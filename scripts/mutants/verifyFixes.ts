// Applies the first fix of each reported mutant and runs the result on the real framework: `npm run mutants:fixes`, with
// `--only TEXT` for some programs, `--each N` for every Nth mutant, `--minutes N` to end after a while. What ran once is kept in
// `test/mutants/fixes.jsonl` by the program that it makes, so that it goes on where it ended, and `npm test` holds today's fixes to it.
// Says how many then run, by code, and shows those that do not.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ensurePythonFrameworks } from '../setup/pythonFrameworks.mjs';
import { groups } from '../../test/mutants/support/mutant';
import type { RepairEnd as End } from '../../test/mutants/support/repairedMutants';
import { isReported, readRepairs, repairedMutant, repairsFile } from '../../test/mutants/support/repairedMutants';
import { replayMutants } from '../../test/mutants/support/replayMutants';
import { share } from '../../test/mutants/support/summary';

interface Job {
  readonly id: string;
  readonly key: string;
  readonly code: string;
  readonly cells: readonly string[];
}

const here = path.dirname(fileURLToPath(import.meta.url));

function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

async function main(): Promise<void> {
  const until = Date.now() + Number(option('minutes') ?? Infinity) * 60_000;
  const [only, each] = [option('only') ?? '', Number(option('each') ?? 1)];
  const judged = groups().flatMap((group) => replayMutants(group, true, ({ p }, i) => p.includes(only) && i % each === 0));
  const reported = judged.filter(isReported);
  const jobs: Job[] = [];
  for (const one of reported) {
    const repaired = repairedMutant(one);
    if (!repaired) continue;
    const { p, old, new: now } = one.mutant;
    jobs.push({ ...repaired, id: `${p} ${JSON.stringify(old)} → ${JSON.stringify(now)}: “${repaired.title}”` });
  }
  console.log(`reported mutants with a fix: ${share(jobs.length, reported.length)}`);
  const kept = readRepairs();
  const waiting = jobs.filter(({ key }, i) => !kept.has(key) && jobs.findIndex((other) => other.key === key) === i);
  const keep = (job: Job, end: End): void => {
    kept.set(job.key, end);
    // An end for lack of time or memory says nothing of the fix.
    if (end.ends !== 'late' && end.ends !== 'killed')
      fs.appendFileSync(repairsFile, `${JSON.stringify({ key: job.key, ends: end.ends })}\n`);
  };
  for (const framework of ['keras', 'torch'] as const)
    await run(
      waiting.filter(({ id }) => id.startsWith('torch') === (framework === 'torch')),
      framework,
      until,
      keep,
    );
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

/** A process imports the frameworks of one kind of programs. */
async function run(jobs: readonly Job[], framework: 'keras' | 'torch', until: number, ended: (job: Job, end: End) => void): Promise<void> {
  if (!jobs.length || Date.now() >= until) return;
  const python = await ensurePythonFrameworks();
  const child = spawn(python, [path.join(here, 'run_programs.py')], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, MUTANT_FRAMEWORK: framework },
  });
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
