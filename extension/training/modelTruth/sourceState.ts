import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunPlan } from '../../protocol/runs';
import { sourceFolder } from '../runFiles';

/** Whether the program lies on the disk as it was when the run started. */
export async function isProgramUnchanged(plan: RunPlan, dir: string): Promise<boolean> {
  const now = await fs.readFile(plan.file).catch(() => undefined);
  if (!now) return false;
  // A run that waited in a queue trained what the file said when its turn came: the copy has that.
  const copy = await copyOf(plan.file, plan, dir);
  return copy ? copy.equals(now) : createHash('sha256').update(now).digest('hex') === plan.sourceHash;
}

/** Whether the files that the program imports are as they were. Those that nobody copied are judged by the time of their last change. */
export async function areImportsUnchanged(plan: RunPlan, dir: string, dependencies: readonly string[]): Promise<boolean> {
  const planned = Date.parse(plan.createdAt);
  for (const uri of dependencies) {
    if (!uri.startsWith('file:')) return false;
    const file = fileURLToPath(uri);
    if (file === plan.file) continue;
    const stat = await fs.stat(file).catch(() => undefined);
    if (!stat?.isFile()) continue;
    const copy = await copyOf(file, plan, dir);
    if (copy ? !copy.equals(await fs.readFile(file)) : !(stat.mtimeMs <= planned)) return false;
  }
  return true;
}

/** The copy of a file of the workspace in the run directory. */
export async function copyOf(file: string, plan: RunPlan, dir: string): Promise<Buffer | undefined> {
  const inside = path.relative(plan.workspace, file);
  if (!inside || inside.startsWith('..') || path.isAbsolute(inside)) return undefined;
  return fs.readFile(path.join(dir, sourceFolder, inside)).catch(() => undefined);
}
