import path from 'node:path';
import { msg } from '../protocol/localize';
import type { RunMeta } from '../protocol/runs';
import type { RunSummary } from '../protocol/runViews';
import { TrainingError } from './api';
import { isMissing, planFile, readJson } from './runFiles';
import { writeMeta } from './runMeta';

type NamedRun = Pick<RunSummary, 'id' | 'dir' | 'name'>;

/** Longer names are in the way everywhere. */
const longestName = 200;

/**
 * Gives a run another name, on one line and without spaces at its ends. An empty one takes it away, and the run is called as its plan says.
 * @returns the name that it has now
 */
export async function renameRun(run: NamedRun, wanted: string): Promise<string> {
  const name = [...wanted.replace(/\s+/g, ' ').trim()].slice(0, longestName).join('');
  await change(run, { name: name || undefined });
  if (name) return name;
  const planned = (await readJson(path.join(run.dir, planFile)))?.['name'];
  return typeof planned === 'string' ? planned : run.id;
}

/** A pinned run is never removed by itself. */
export async function pinRun(run: NamedRun, pinned: boolean): Promise<void> {
  await change(run, { pinned });
}

async function change(run: NamedRun, meta: Partial<RunMeta>): Promise<void> {
  try {
    await writeMeta(run.dir, meta);
  } catch (error) {
    if (isMissing(error)) throw new TrainingError(msg('The run {0} is not there any more.', run.name), { cause: error });
    throw new TrainingError(msg('{0} cannot be changed: {1}', run.name, (error as Error).message), { cause: error });
  }
}
