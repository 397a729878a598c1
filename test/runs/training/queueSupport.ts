import { buildSync } from 'esbuild';
import { execFile } from 'node:child_process';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { RunEvent } from '../../../extension/protocol/runs';
import { enqueueRun, type EnqueueOptions, type EnqueuedRun } from '../../../extension/training';
import { createPlace, fakeTrainer, kill, planOf, until, type Place } from './support';

export interface QueuePlace extends Place {
  /** Queues a run of the stand-in trainer with these orders. */
  enqueue(args?: string[], options?: EnqueueOptions): Promise<EnqueuedRun>;
}

/** Short enough for tests; in use they are seconds. */
export const quick = { pollMs: 100, adoptMs: 300 };

/** Like `createPlace`, with a trainer that has the real dispatcher beside the stand-in; nothing that belongs to it outlives `remove`. */
export async function createQueuePlace(): Promise<QueuePlace> {
  const place = await createPlace();
  const trainers = path.join(place.root, 'trainers');
  await fs.cp(fakeTrainer, trainers, { recursive: true });
  buildSync({
    entryPoints: [path.join(__dirname, '../../../extension/training/queue/dispatch.ts')],
    outfile: path.join(trainers, 'queue', 'dispatch.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
  });
  const home = { ...place.home, trainers };
  return {
    ...place,
    home,
    enqueue: (args = ['steps=3', 'ms=5'], options = {}) =>
      enqueueRun(planOf(place, args), place.runsDir, home, { parallel: 1, ...quick, ...options }),
    async remove() {
      // The dispatcher first: it would start what waits.
      for (const wanted of ['dispatch.cjs', place.root]) {
        for (const pid of await processesOf(place.root, wanted)) kill(pid);
      }
      await until('nothing runs any more', async () => (await processesOf(place.root)).length === 0);
      await place.remove();
    },
  };
}

/** Processes whose command line names a folder and, besides, a word. */
export async function processesOf(root: string, word = ''): Promise<number[]> {
  const pids: number[] = [];
  for (const name of await fs.readdir('/proc')) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    // That of a process that has ended is empty.
    const line = await fs.readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(root) && line.includes(word)) pids.push(Number(name));
  }
  return pids;
}

export async function dispatchersOf(place: Place): Promise<number[]> {
  return processesOf(place.root, 'dispatch.cjs');
}

/** What a run recorded, without what was cut off. */
export async function eventsOf(dir: string): Promise<RunEvent[]> {
  const text = await fs.readFile(path.join(dir, 'events', '0.0.jsonl'), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as RunEvent);
}

/** When a run began and ended to train by its own record, in Unix seconds. */
export async function spanOf(dir: string): Promise<{ begin: number; end: number }> {
  const events = await eventsOf(dir);
  const started = events.filter((event) => event.k === 'run-started');
  const ended = events.filter((event) => event.k === 'run-ended');
  if (started.length !== 1 || ended.length !== 1) throw new Error(`${dir} began ${started.length} times and ended ${ended.length} times`);
  return { begin: started[0]!.wall, end: started[0]!.wall + ended[0]!.t };
}

/** The largest number of spans at one time. */
export function mostAtOnce(spans: readonly { begin: number; end: number }[]): number {
  return Math.max(0, ...spans.map(({ begin }) => spans.filter((other) => other.begin <= begin && begin < other.end).length));
}

/** Queues runs from a process of its own, with more environment variables; resolves when it has ended. */
export async function enqueueElsewhere(place: QueuePlace, orders: string[][], env: Record<string, string> = {}): Promise<string[]> {
  const plans = orders.map((args) => planOf(place, args));
  const order = JSON.stringify({ plans, runsDir: place.runsDir, home: place.home, parallel: 1 });
  const args = ['--import=tsx', path.join(__dirname, 'fixtures', 'enqueuer.ts'), order];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...env } });
  return stdout
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { dir: string }).dir);
}
