import { promises as fs } from 'node:fs';
import path from 'node:path';
import { msg } from '../protocol/localize';
import { TrainingError } from './api';
import { FollowedRun } from './followedRun';
import { pidExists, processLiveness, readProcessRecord } from './processIdentity';
import { cancelQueuedRun } from './queue/cancelRun';
import { errorCode, eventsFolder, isMissing, planFile, processFile } from './runFiles';

/** Removes a run directory for good; one that waits leaves the queue first. Refuses one that is running, and a folder that is none. */
export async function deleteRun(dir: string): Promise<void> {
  if (!(await prepareDelete(dir))) return;
  // Followers see it disappear at once, not file by file.
  const doomed = path.join(path.dirname(dir), `.deleted-${path.basename(dir)}-${process.pid}`);
  try {
    const isMine = await fs.rename(dir, doomed).then(
      () => true,
      (error: unknown) => {
        if (!isMissing(error)) throw error;
        // Another window was faster.
        return false;
      },
    );
    if (isMine) await removeFolder(doomed);
    await sweep(path.dirname(dir));
  } catch (error) {
    throw new TrainingError(msg('{0} cannot be deleted: {1}', dir, (error as Error).message), { cause: error });
  }
}

/**
 * Sees to it that a run directory may go, however that is done then: one that waits leaves the queue. Throws for one that is running and for a
 * folder that is none; `false` when there is nothing any more.
 */
export async function prepareDelete(dir: string): Promise<boolean> {
  const names = await fs.readdir(dir).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw new TrainingError(msg('{0} cannot be deleted: {1}', dir, (error as Error).message), { cause: error });
  });
  if (!names) return false;
  if (![planFile, processFile, eventsFolder].some((name) => names.includes(name))) {
    throw new TrainingError(msg('{0} is not a run and is left alone.', dir));
  }
  await cancelQueuedRun(dir);
  if (await mayRun(dir)) throw new TrainingError(msg('The run is still running. Stop it first.'));
  return true;
}

async function mayRun(dir: string): Promise<boolean> {
  const record = await readProcessRecord(dir);
  const liveness = record && (await processLiveness(record));
  if (liveness === 'alive' || liveness === 'dead') return liveness === 'alive';
  // On another machine, or just being started: its files tell.
  const run = new FollowedRun(path.basename(dir), dir);
  return (await run.update()) !== 'gone' && run.isActive;
}

/** What a process that was killed in the middle of deleting left behind. */
async function sweep(runsDir: string): Promise<void> {
  for (const name of await fs.readdir(runsDir).catch(() => [])) {
    const pid = /^\.deleted-.+-(\d+)$/.exec(name)?.[1];
    if (pid && !pidExists(Number(pid))) await removeFolder(path.join(runsDir, name)).catch(() => undefined);
  }
}

async function removeFolder(folder: string): Promise<void> {
  const remove = (): Promise<void> => fs.rm(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
  try {
    await remove();
  } catch (error) {
    if (!['EACCES', 'EPERM'].includes(errorCode(error))) throw error;
    // A program may have left folders without the permission to change them.
    await makeWritable(folder);
    await remove();
  }
}

/** What goes away meanwhile is no fault: the removal that failed on one folder may still be at work on others. */
async function makeWritable(folder: string): Promise<void> {
  try {
    await fs.chmod(folder, 0o700);
    for (const entry of await fs.readdir(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) await makeWritable(path.join(folder, entry.name));
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}
