import { randomBytes } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { RunMeta } from '../protocol/runs';
import { errorCode, metaFile, readJson, toJson, writeFileAtomic } from './runFiles';

/** Number of pairs of color and dash. */
const styleCount = 36;

/** What the user said about a run; empty when nothing was said or the file cannot be read. */
export async function readMeta(dir: string): Promise<RunMeta> {
  const json = (await readJson(path.join(dir, metaFile))) ?? {};
  const meta: RunMeta = { version: 1 };
  if (typeof json['name'] === 'string' && json['name'].trim()) meta.name = json['name'];
  if (typeof json['notes'] === 'string') meta.notes = json['notes'];
  if (Array.isArray(json['tags'])) meta.tags = json['tags'].filter((tag): tag is string => typeof tag === 'string');
  if (typeof json['pinned'] === 'boolean') meta.pinned = json['pinned'];
  if (typeof json['hidden'] === 'boolean') meta.hidden = json['hidden'];
  const style = json['style'];
  if (typeof style === 'number' && Number.isInteger(style) && style >= 0 && style < styleCount) meta.style = style;
  return meta;
}

/** Changes some of it and keeps the rest, also fields of a newer version. Gives what now stands. */
export async function writeMeta(dir: string, change: Partial<Omit<RunMeta, 'version'>>): Promise<RunMeta> {
  const file = path.join(dir, metaFile);
  await writeFileAtomic(file, toJson({ ...(await readJson(file)), version: 1, ...change }));
  return readMeta(dir);
}

/**
 * Gives a run its style for life. Of two windows that see a new run at once, the first to create the file decides;
 * the other takes what it finds.
 */
export async function assignStyle(dir: string, style: number): Promise<RunMeta> {
  const file = path.join(dir, metaFile);
  const temporary = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  await fs.writeFile(temporary, toJson({ version: 1, style }), { flag: 'wx' });
  try {
    await fs.link(temporary, file);
  } catch (error) {
    // Also for file systems without hard links: there two windows may rarely differ until the next look.
    const meta = await readMeta(dir);
    if (meta.style !== undefined) return meta;
    if (errorCode(error) === 'ENOENT') throw error;
    return await writeMeta(dir, { style });
  } finally {
    await fs.rm(temporary, { force: true });
  }
  return readMeta(dir);
}

/** The lowest style that no run has; when all are taken, the lowest of those that the fewest have. */
export function freeStyle(taken: Iterable<number>): number {
  const counts = new Array<number>(styleCount).fill(0);
  for (const style of taken) if (style >= 0 && style < styleCount) counts[style]!++;
  return counts.indexOf(Math.min(...counts));
}
