import path from 'node:path';
import { readJson, toJson, writeFileAtomic } from '../runFiles';
import { makeQueueFolder, queueFolder } from './queueFiles';

/** What a queue goes by. One for the whole runs folder: what a person said last holds, also for what waits already. */
export interface QueueLimits {
  /** How many runs of the folder may run at a time; 0 for any number. */
  parallel: number;
}

/** Two runs can be compared while they run; more only slow each other down on most machines. */
export const defaultLimits: QueueLimits = { parallel: 2 };

export async function readLimits(runsDir: string): Promise<QueueLimits> {
  const parallel = (await readJson(fileOf(runsDir)))?.['parallel'];
  return Number.isSafeInteger(parallel) && Number(parallel) >= 0 ? { parallel: Number(parallel) } : defaultLimits;
}

/** Sets what is given, when it is another limit than now. The folder must exist. */
export async function setLimits(runsDir: string, limits: Partial<QueueLimits>): Promise<void> {
  const now = await readLimits(runsDir);
  if (limits.parallel === undefined || limits.parallel === now.parallel) return;
  await makeQueueFolder(runsDir);
  await writeFileAtomic(fileOf(runsDir), toJson({ version: 1, ...limits }));
}

function fileOf(runsDir: string): string {
  return path.join(runsDir, queueFolder, 'limits.json');
}
