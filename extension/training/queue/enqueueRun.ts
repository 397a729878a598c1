import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { msg, type Message } from '../../protocol/localize';
import type { RunPlan, RunTicket } from '../../protocol/runs';
import { TrainingError, type TrainingHome } from '../api';
import { installTrainer, recordUse } from '../installTrainer';
import { asTrainingError, prepareRun, removeQuietly } from '../prepareRun';
import { readProcessRecord } from '../processIdentity';
import { environmentId } from './environmentId';
import { setLimits } from './limits';
import { QueueRunner } from './queueRunner';
import { ensureDispatcher, type DispatcherOptions } from './startDispatcher';
import { moveTicket, ticketState } from './ticket';

export interface EnqueueOptions extends DispatcherOptions {
  /** Absolute paths of the user's files that the program imports. */
  sources?: readonly string[];
  /** How many runs of the folder may run at a time from now on, 0 for any number; absent: as before. */
  parallel?: number;
}

export interface EnqueuedRun {
  plan: RunPlan;
  dir: string;
  /** `null` when it waits. */
  pid: number | null;
  /** What was odd but did not keep it from starting, for the log. */
  warnings: Message[];
}

/** A start takes milliseconds; somebody else may be about to make several. */
const lockMs = 5000;

/**
 * Writes the run directory and starts the child when it is its turn: at once where the limits allow it, else later by a dispatcher, which outlives
 * this process and starts it with the environment variables that this process has now. Either a whole run stands there afterwards, or
 * nothing does and a `TrainingError` says why.
 */
export async function enqueueRun(plan: RunPlan, runsDir: string, home: TrainingHome, options: EnqueueOptions = {}): Promise<EnqueuedRun> {
  const folder = path.resolve(runsDir);
  const environment = environmentId();
  const trainer = await installTrainer(home);
  const ticket: RunTicket = { version: 1, order: now(), host: os.hostname(), environment, trainer };
  const prepared = await prepareRun(plan, folder, options.sources ?? [], ticket);
  const { id } = prepared.plan;
  try {
    await recordUse(trainer, id, { waiting: prepared.dir }).catch(() => undefined);
    await setLimits(folder, options);
    const pass = await new QueueRunner(folder, { environment, trainer, adoptMs: Infinity }).pass(lockMs);
    const failure = pass.failed.get(id);
    if (failure) throw failure;
    const started = pass.started.get(id);
    if (started) return started;
    if (pass.isGone) throw new TrainingError(msg('The folder of the runs was deleted: {0}', folder));
    await ensureDispatcher(folder, home, options);
  } catch (error) {
    if (await withdraw(prepared.dir)) throw asTrainingError(error, folder);
  }
  // A dispatcher may have been faster than this process.
  return { ...prepared, pid: (await readProcessRecord(prepared.dir))?.pid ?? null, warnings: [] };
}

/** Removes a run that was not started; `false` when somebody has started it after all. */
async function withdraw(dir: string): Promise<boolean> {
  const isOut = await moveTicket(dir, 'waiting', 'cancelled');
  if (!isOut && ticketState(await fs.readdir(dir).catch(() => [])) === 'started') return false;
  await removeQuietly(dir);
  return true;
}

/** Runs of one process keep their order, however fast they come. */
function now(): number {
  return performance.timeOrigin + performance.now();
}
