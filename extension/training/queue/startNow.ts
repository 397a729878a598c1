import { promises as fs } from 'node:fs';
import path from 'node:path';
import { msg } from '../../protocol/localize';
import { TrainingError, type TrainingHome } from '../api';
import { installTrainer } from '../installTrainer';
import { livingDispatchers } from './dispatchers';
import { environmentId } from './environmentId';
import { makeQueueFolder, nowFile } from './queueFiles';
import { QueueRunner } from './queueRunner';
import { readTicket, ticketState } from './ticket';

/** How long the dispatcher of another environment may take. */
const dispatcherMs = 5000;
const lockMs = 5000;

/**
 * Starts a run that waits, whatever the limits are.
 * @throws TrainingError when it does not wait any more, or cannot be started
 */
export async function startNow(dir: string, home: TrainingHome): Promise<void> {
  const runsDir = path.dirname(dir);
  const id = path.basename(dir);
  const ticket = await readTicket(dir, 'waiting');
  if (!ticket) throw new TrainingError(msg('The run does not wait any more.'));
  const environment = environmentId();
  await makeQueueFolder(runsDir);
  await fs.writeFile(nowFile(runsDir, id), '');
  // Its own dispatcher has the environment variables that it was queued with.
  if (ticket.environment !== environment && (await livingDispatchers(runsDir)).has(ticket.environment)) {
    for (let waited = 0; waited < dispatcherMs && (await isWaiting(dir)); waited += 50)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (await isWaiting(dir)) {
    const runner = new QueueRunner(runsDir, { environment, trainer: await installTrainer(home), adoptMs: 0, only: id });
    const failure = (await runner.pass(lockMs)).failed.get(id);
    if (failure) throw failure;
  }
  const failed = await readTicket(dir, 'failed');
  if (failed?.failure) throw new TrainingError(failed.failure);
}

async function isWaiting(dir: string): Promise<boolean> {
  return ticketState(await fs.readdir(dir).catch(() => [])) === 'waiting';
}
