import { promises as fs } from 'node:fs';
import path from 'node:path';
import { msg } from '../protocol/localize';
import { TrainingError } from './api';
import { processLiveness, readProcessRecord } from './processIdentity';
import { eventsFolder, isMissing, planFile, processFile } from './runFiles';

/** Removes a run directory for good. Refuses one that is running, and a folder that is none. */
export async function deleteRun(dir: string): Promise<void> {
  const names = await fs.readdir(dir).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (!names) return;
  if (![planFile, processFile, eventsFolder].some((name) => names.includes(name))) {
    throw new TrainingError(msg('{0} is not a run and is left alone.', dir));
  }
  const record = await readProcessRecord(dir);
  if (record && (await processLiveness(record)) === 'alive') throw new TrainingError(msg('The run is still running. Stop it first.'));
  // Followers see it disappear at once, not file by file.
  const doomed = path.join(path.dirname(dir), `.deleted-${path.basename(dir)}-${process.pid}`);
  try {
    await fs.rename(dir, doomed);
    await fs.rm(doomed, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
  } catch (error) {
    throw new TrainingError(msg('{0} cannot be deleted: {1}', dir, (error as Error).message), { cause: error });
  }
}
