import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { errorCode } from '../runFiles';

/** Files of a queue that belong to no single run. All may be deleted at any time: the tickets in the run directories are the truth. */

/** In the runs folder; the dot tells it from a run. */
export const queueFolder = '.queue';
/** Makes the folder of the queue, but never the runs folder: that was deleted on purpose. */
export async function makeQueueFolder(runsDir: string): Promise<string> {
  const folder = path.join(runsDir, queueFolder);
  await fs.mkdir(folder).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error;
  });
  return folder;
}

/** What a dispatcher that fails has to say. */
export const logFile = 'dispatcher.log';

/** Where a dispatcher says who it is; one a machine and environment. */
export function dispatcherFile(runsDir: string, environment: string): string {
  const host = createHash('sha256').update(os.hostname()).digest('hex').slice(0, 8);
  return path.join(runsDir, queueFolder, `dispatcher-${host}-${environment}.json`);
}

/** Its existence asks the dispatcher to start a run whatever the limits are. */
export function nowFile(runsDir: string, id: string): string {
  return path.join(runsDir, queueFolder, `now.${id}`);
}
