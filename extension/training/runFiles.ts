import { randomBytes } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';

/** Names and habits of files in a runs folder. */

export const eventsFolder = 'events';
export const planFile = 'run.json';
export const processFile = 'process.json';
export const metaFile = 'meta.json';
export const stopFile = 'stop';
export const sourceFolder = 'source';

/** The runs folder of a workspace folder when no other is asked for. */
export function defaultRunsDir(workspace: string): string {
  return path.join(workspace, '.tensorwright', 'runs');
}

/** Folders whose names begin with a dot are being made or deleted; `groups` holds plans of comparisons. */
export function isRunFolder(name: string): boolean {
  return !name.startsWith('.') && name !== 'groups';
}

export function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && typeof (error as { code?: unknown }).code === 'string'
    ? (error as { code: string }).code
    : '';
}

/** Whether an error says that the thing is not there, which for a run directory means: deleted. */
export function isMissing(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** Makes a folder and those above it. Node's own `recursive` answers ENOENT on a disk that is full or read-only. */
export async function makeFolder(folder: string, mayLackParent = true): Promise<void> {
  try {
    await fs.mkdir(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' && mayLackParent && path.dirname(folder) !== folder) {
      await makeFolder(path.dirname(folder));
      return makeFolder(folder, false);
    }
    if (!(await fs.stat(folder).catch(() => undefined))?.isDirectory()) throw error;
  }
}

/** Reads JSON; `undefined` when there is no such file or it is not JSON of an object. */
export async function readJson(file: string): Promise<Record<string, unknown> | undefined> {
  try {
    return parseJson(await fs.readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The object that a text says as JSON; `undefined` when it says none. */
export function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Readers see the old content or the new one, never a part. */
export async function writeFileAtomic(file: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await fs.writeFile(temporary, content, { flag: 'wx' });
    await replaceFile(temporary, file);
  } catch (error) {
    await fs.rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/**
 * Creates a file together with its content; `false` when there is one already. Of many that try, one does it.
 * Where the file system has no hard links, readers may find it empty for a moment.
 */
export async function writeFileExclusive(file: string, content: string): Promise<boolean> {
  const temporary = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await fs.writeFile(temporary, content, { flag: 'wx' });
    await fs.link(temporary, file).catch(async (error: unknown) => {
      if (['EEXIST', 'ENOENT', 'ENOSPC', 'EDQUOT', 'EROFS'].includes(errorCode(error))) throw error;
      await fs.writeFile(file, content, { flag: 'wx' }).catch(async (problem: unknown) => {
        // What could not be written whole must not stand in the way.
        if (errorCode(problem) !== 'EEXIST') await fs.rm(file, { force: true });
        throw problem;
      });
    });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await fs.rm(temporary, { force: true }).catch(() => undefined);
  }
}

/** Windows refuses to replace a file that someone has open just now; a moment later it does not. */
async function replaceFile(from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await fs.rename(from, to);
      return;
    } catch (error) {
      if (attempt >= 5 || !['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 << attempt));
    }
  }
}

export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
