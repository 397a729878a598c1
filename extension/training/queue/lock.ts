import { promises as fs } from 'node:fs';
import path from 'node:path';
import { identifyProcess, processLiveness, toProcessRecord } from '../processIdentity';
import { isMissing, parseJson, toJson, writeFileExclusive } from '../runFiles';

/**
 * Mutual exclusion between processes that share a folder, which a holder that is killed does not block.
 *
 * Locks are numbered files, and the highest number counts. Whoever finds it free, or its holder dead, creates the next number, which only
 * one can do. A number is never used again: the file of the highest stays when its holder is done, so that somebody who looked long ago
 * cannot take what has changed hands since.
 */

/** A lock is held for milliseconds; of a holder on another machine, say, nobody here knows whether it lives. */
const unsureMs = 60_000;
/** Where a file cannot be created together with its content, it is empty for a moment. */
const emptyMs = 10_000;
const free = 'free';

/**
 * Does work that nobody else may do in this folder at the same time. `undefined` when others held the lock for `waitMs`.
 * @throws what `work` throws, and errors of the file system: ENOENT when the folder is gone, ENOSPC when the disk is full
 */
export async function withLock<T>(folder: string, waitMs: number, work: () => Promise<T>): Promise<{ value: T } | undefined> {
  const until = Date.now() + waitMs;
  let file: string | undefined;
  for (let pause = 5; ; pause = Math.min(2 * pause, 100)) {
    file = await take(folder);
    if (file) break;
    if (Date.now() >= until) return undefined;
    // Those who wait do not come back all at once.
    await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
  }
  try {
    return { value: await work() };
  } finally {
    await release(file);
  }
}

async function take(folder: string): Promise<string | undefined> {
  const newest = await newestLock(folder);
  if (newest > 0 && (await isHeld(path.join(folder, nameOf(newest))))) return undefined;
  const mine = newest + 1;
  const file = path.join(folder, nameOf(mine));
  if (!(await writeFileExclusive(file, toJson(await identifyProcess(process.pid))))) return undefined;
  // Those who came later may have been done already, and removed the files between.
  if ((await newestLock(folder)) > mine) {
    await fs.rm(file, { force: true });
    return undefined;
  }
  for (const number of await lockNumbers(folder)) {
    if (number < mine) await fs.rm(path.join(folder, nameOf(number)), { force: true }).catch(() => undefined);
  }
  return file;
}

/** Written over what is there, which needs no room on a full disk. */
async function release(file: string): Promise<void> {
  try {
    const handle = await fs.open(file, 'r+');
    try {
      await handle.write(free, 0);
    } finally {
      await handle.close();
    }
  } catch (error) {
    // A lock that cannot be given back must not block everyone as long as this process lives.
    if (!isMissing(error)) await fs.rm(file, { force: true }).catch(() => undefined);
  }
}

async function isHeld(file: string): Promise<boolean> {
  let text: string;
  let writtenAt: number;
  try {
    text = await fs.readFile(file, 'utf8');
    writtenAt = (await fs.stat(file)).mtimeMs;
  } catch (error) {
    // Removed by a later holder: look again.
    if (isMissing(error)) return true;
    throw error;
  }
  if (text.startsWith(free)) return false;
  const record = toProcessRecord(parseJson(text));
  if (!record) return Date.now() - writtenAt < emptyMs;
  const liveness = await processLiveness(record, writtenAt);
  // Where the start time cannot be read, another process may have got the number by now.
  const isSure = liveness === 'alive' && record.startTime !== '';
  return isSure || (liveness !== 'dead' && Date.now() - writtenAt < unsureMs);
}

async function newestLock(folder: string): Promise<number> {
  return Math.max(0, ...(await lockNumbers(folder)));
}

async function lockNumbers(folder: string): Promise<number[]> {
  return (await fs.readdir(folder)).flatMap((name) => (/^lock\.\d+$/.test(name) ? [Number(name.slice(5))] : []));
}

function nameOf(number: number): string {
  return `lock.${number}`;
}
