import { watch } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { recordUse } from '../installTrainer';
import { identifyProcess } from '../processIdentity';
import { announceDispatcher, retireDispatcher, type Dispatcher } from './dispatchers';
import { environmentId } from './environmentId';
import { queueFolder } from './queueFiles';
import { isDiskFull, QueueRunner } from './queueRunner';

// The dispatcher: `dispatch.cjs --runs DIRECTORY` starts the queued runs of a folder one after the other, with its own environment
// variables, and ends when none waits any more. It outlives whoever started it.

const { values } = parseArgs({ options: { runs: { type: 'string' }, poll: { type: 'string' }, adopt: { type: 'string' } } });
const runsDir = path.resolve(values.runs ?? '.');
const pollMs = Number(values.poll ?? 1000);
const adoptMs = Number(values.adopt ?? 10_000);
const troubleMs = 5000;
const mostFailures = 60;
/** The copy of the trainers that this file belongs to. */
const copy = path.dirname(__dirname);

async function main(): Promise<void> {
  const environment = environmentId();
  const own: Dispatcher = { process: await identifyProcess(process.pid), waits: {} };
  if (!(await announceDispatcher(runsDir, environment, own))) return;
  await recordUse(copy, `dispatcher-${process.pid}`, own.process).catch(() => undefined);
  const runner = new QueueRunner(runsDir, { environment, trainer: copy, adoptMs });
  const changes = new Changes([runsDir, path.join(runsDir, queueFolder)]);
  let isRetired = false;
  let nFailures = 0;
  for (;;) {
    let waitMs = pollMs;
    try {
      const pass = await runner.pass(pollMs);
      if (pass.isGone) return;
      if (pass.hasWork) {
        // Somebody else may have taken the place while there was nothing to do.
        own.waits = Object.fromEntries(pass.waits);
        if (!(await announceDispatcher(runsDir, environment, own))) return;
        isRetired = false;
      } else {
        // Whoever queued a run after the look still saw this process at work, so there is another look.
        if (isRetired) return;
        await retireDispatcher(runsDir, environment, own);
        isRetired = true;
        continue;
      }
      nFailures = 0;
    } catch (error) {
      // A disk that is full, or a drive that is away for a moment, costs time and nothing else.
      if (!isDiskFull(error) && ++nFailures > mostFailures) throw error;
      waitMs = troubleMs;
    }
    await changes.next(waitMs);
  }
}

/** Waits for what may concern the queue: files that come and go, a child of this process that ends, or time. */
class Changes {
  #wake: (() => void) | undefined;
  #isPending = false;

  constructor(folders: readonly string[]) {
    for (const folder of folders) {
      try {
        watch(folder, { persistent: false }, () => this.#notify()).on('error', () => undefined);
      } catch {
        // Where watching does not work, time does.
      }
    }
    if (process.platform !== 'win32') process.on('SIGCHLD', () => this.#notify());
  }

  async next(withinMs: number): Promise<void> {
    if (!this.#isPending) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, withinMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    // Files come in bunches.
    await new Promise((resolve) => setTimeout(resolve, 10));
    this.#wake = undefined;
    this.#isPending = false;
  }

  #notify(): void {
    this.#isPending = true;
    this.#wake?.();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
