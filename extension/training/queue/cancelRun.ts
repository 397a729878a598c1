import { promises as fs } from 'node:fs';
import path from 'node:path';
import { readProcessRecord } from '../processIdentity';
import { withLock } from './lock';
import { makeQueueFolder, nowFile } from './queueFiles';
import { moveTicket, ticketState } from './ticket';

/** A start takes milliseconds. */
const startMs = 5000;

/**
 * Takes a run out of the queue. `false` when it is not in it: then it was started, or never queued. One that is being started
 * just now is waited for, so that afterwards there is a process that can be ended.
 */
export async function cancelQueuedRun(dir: string): Promise<boolean> {
  const state = ticketState(await fs.readdir(dir).catch(() => []));
  if (state === null) return false;
  const runsDir = path.dirname(dir);
  if (await moveTicket(dir, 'waiting', 'cancelled')) {
    await fs.rm(nowFile(runsDir, path.basename(dir)), { force: true }).catch(() => undefined);
    return true;
  }
  if (state === 'cancelled' || state === 'failed' || (await readProcessRecord(dir))) return false;
  // Under the lock nobody is at work: without a process by then, whoever claimed it was killed in the middle.
  const done = await withLock(await makeQueueFolder(runsDir), startMs, async () =>
    (await readProcessRecord(dir))
      ? false
      : (await moveTicket(dir, 'started', 'cancelled')) || (await moveTicket(dir, 'waiting', 'cancelled')),
  );
  return done?.value ?? false;
}
