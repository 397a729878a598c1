import { createHash, randomBytes } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { msg } from '../protocol/localize';
import type { ProcessRecord } from '../protocol/runs';
import { TrainingError, type TrainingHome } from './api';
import { processLiveness, toProcessRecord } from './processIdentity';
import { ticketState } from './queue/ticket';
import { isMissing, makeFolder, readJson, toJson, writeFileAtomic } from './runFiles';

/** A copy that somebody took less than this ago may be about to be launched, by another window. */
const freshMs = 24 * 3600 * 1000;
const usesFolder = 'uses';

/**
 * Copies the built trainer to a folder named by its content, and gives that folder: an update of the extension
 * never pulls the trainer from under a run. Two windows may do it at once.
 */
export async function installTrainer(home: TrainingHome): Promise<string> {
  const files = await trainerFiles(home);
  const hash = files.hash;
  const copy = path.join(home.copies, hash);
  try {
    if (await isComplete(copy, files.sizes)) {
      await fs.utimes(copy, new Date(), new Date());
      return copy;
    }
    const temporary = path.join(home.copies, `.new-${randomBytes(6).toString('hex')}`);
    try {
      for (const name of files.sizes.keys()) {
        await makeFolder(path.dirname(path.join(temporary, name)));
        await fs.copyFile(path.join(home.trainers, name), path.join(temporary, name));
      }
      await moveInto(temporary, copy, files.sizes);
    } finally {
      await fs.rm(temporary, { recursive: true, force: true });
    }
  } catch (error) {
    throw new TrainingError(msg('The trainer cannot be copied to {0}: {1}', home.copies, (error as Error).message), { cause: error });
  }
  await pruneCopies(home, hash);
  return copy;
}

/** Remembers that a copy is used under this name, by a process or by a run that waits, so that it is not pruned before the end. */
export async function recordUse(copy: string, name: string, user: ProcessRecord | { waiting: string }): Promise<void> {
  const folder = path.join(path.dirname(copy), usesFolder);
  await makeFolder(folder);
  await writeFileAtomic(path.join(folder, `${path.basename(copy)}-${name}.json`), toJson(user));
}

/** Removes copies other than the kept one that no live process uses. What cannot be removed stays; it only costs space. */
async function pruneCopies(home: TrainingHome, keep: string): Promise<void> {
  const used = await copiesInUse(home);
  for (const name of await fs.readdir(home.copies).catch(() => [])) {
    if (name === keep || used.has(name) || !/^(\.new-)?[0-9a-f]{12,}$/.test(name)) continue;
    const folder = path.join(home.copies, name);
    try {
      if (Date.now() - (await fs.stat(folder)).mtimeMs < freshMs) continue;
      await fs.rm(folder, { recursive: true });
    } catch {
      // Another window was faster, or a file is open.
    }
  }
}

async function copiesInUse(home: TrainingHome): Promise<Set<string>> {
  const folder = path.join(home.copies, usesFolder);
  const used = new Set<string>();
  for (const name of await fs.readdir(folder).catch(() => [])) {
    const file = path.join(folder, name);
    if (await isUser(file)) used.add(name.slice(0, name.indexOf('-')));
    else await fs.rm(file, { force: true }).catch(() => undefined);
  }
  return used;
}

async function isUser(file: string): Promise<boolean> {
  const json = await readJson(file);
  const since = (await fs.stat(file).catch(() => undefined))?.mtimeMs;
  const waiting = json?.['waiting'];
  if (typeof waiting === 'string') return ticketState(await fs.readdir(waiting).catch(() => [])) === 'waiting';
  const record = toProcessRecord(json);
  return record !== undefined && (await processLiveness(record, since)) !== 'dead';
}

async function trainerFiles(home: TrainingHome): Promise<{ hash: string; sizes: Map<string, number> }> {
  const digest = createHash('sha256');
  const sizes = new Map<string, number>();
  const walk = async (folder: string): Promise<void> => {
    const entries = await fs.readdir(path.join(home.trainers, folder), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isDirectory()) await walk(name);
      else {
        const content = await fs.readFile(path.join(home.trainers, name));
        digest.update(`${name}\0${content.length}\0`).update(content);
        sizes.set(name, content.length);
      }
    }
  };
  try {
    await walk('');
  } catch (error) {
    if (!isMissing(error)) throw new TrainingError(msg('The trainer cannot be read: {0}', (error as Error).message), { cause: error });
  }
  if (!sizes.size) throw new TrainingError(msg('The trainer is missing from this installation: {0} is empty.', home.trainers));
  return { hash: digest.digest('hex').slice(0, 16), sizes };
}

async function isComplete(copy: string, sizes: Map<string, number>): Promise<boolean> {
  for (const [name, size] of sizes) {
    const stat = await fs.stat(path.join(copy, name)).catch(() => undefined);
    if (stat?.size !== size) return false;
  }
  return true;
}

async function moveInto(temporary: string, copy: string, sizes: Map<string, number>): Promise<void> {
  try {
    await fs.rename(temporary, copy);
  } catch (error) {
    // Another window made it meanwhile, which is as good; else somebody removed files from it, and it is replaced.
    if (await isComplete(copy, sizes)) return;
    if (!(await fs.stat(copy).catch(() => undefined))) throw error;
    await fs.rm(copy, { recursive: true });
    await fs.rename(temporary, copy);
  }
}
