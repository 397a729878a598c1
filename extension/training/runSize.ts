import { promises as fs } from 'node:fs';
import path from 'node:path';
import { isMissing } from './runFiles';

/** Bytes of all files of a run, as their lengths; what links lead to does not count. `null` when the folder is not there. */
export async function runSize(dir: string): Promise<number | null> {
  try {
    return await sizeOf(dir);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  // One after the other: of a folder with many files that is hardly slower, and holds up nothing else.
  for (const entry of await fs.readdir(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) bytes += await sizeOf(full).catch(nothingOf);
    else if (entry.isFile()) bytes += await fs.lstat(full).then(({ size }) => size, nothingOf);
  }
  return bytes;
}

/** What was deleted meanwhile, or may not be read, is not counted. */
function nothingOf(): number {
  return 0;
}
