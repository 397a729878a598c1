import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { msg, type Message } from '../protocol/localize';
import type { RunPlan, RunTicket } from '../protocol/runs';
import { TrainingError } from './api';
import { ticketFiles } from './queue/ticket';
import { errorCode, makeFolder, planFile, sourceFolder, toJson, writeFileAtomic } from './runFiles';
import { createRunId } from './runId';

/** Sources are kept to be read again; data that a program imports is not. */
const largestSource = 4 << 20;
const outsideFolder = 'outside';

export interface PreparedRun {
  plan: RunPlan;
  dir: string;
}

/**
 * Writes a run directory that lacks nothing but the process. Everything is written beside and then renamed, so that no follower ever sees
 * a part of it. The plan gets another id when its own is taken.
 * @param sources absolute paths of the user's files that the program imports
 * @param ticket with which the run waits for its turn; without one, the caller starts it
 */
export async function prepareRun(plan: RunPlan, runsDir: string, sources: readonly string[], ticket?: RunTicket): Promise<PreparedRun> {
  let temporary: string | undefined;
  try {
    await makeFolder(runsDir);
    await ignoreInGit(runsDir);
    for (let current = plan; ; current = { ...plan, id: createRunId() }) {
      const dir = path.join(runsDir, current.id);
      temporary = path.join(runsDir, `.new-${current.id}`);
      await fs.mkdir(temporary);
      await fs.writeFile(path.join(temporary, planFile), toJson(current), { flag: 'wx' });
      await copySources(current, temporary, sources);
      if (ticket) await fs.writeFile(path.join(temporary, ticketFiles.waiting), toJson(ticket), { flag: 'wx' });
      for (const name of ['stdout.log', 'stderr.log']) await fs.writeFile(path.join(temporary, name), '', { flag: 'wx' });
      // Renaming onto an existing empty folder would succeed on some systems.
      const taken = await fs.stat(dir).then(
        () => true,
        () => false,
      );
      if (!taken) {
        await fs.rename(temporary, dir);
        return { plan: current, dir };
      }
      await fs.rm(temporary, { recursive: true });
    }
  } catch (error) {
    if (temporary) await removeQuietly(temporary);
    throw asTrainingError(error, runsDir);
  }
}

/** Runs are no part of the user's repository; only our own folder is touched for that. */
async function ignoreInGit(runsDir: string): Promise<void> {
  const parent = path.dirname(runsDir);
  if (path.basename(parent) !== '.tensorwright') return;
  await fs.writeFile(path.join(parent, '.gitignore'), '*\n', { flag: 'wx' }).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error;
  });
}

async function copySources(plan: RunPlan, dir: string, sources: readonly string[]): Promise<void> {
  for (const file of new Set([plan.file, ...sources.map((source) => path.resolve(source))])) {
    const target = path.join(dir, sourceFolder, placeOf(file, plan.workspace));
    const stat = await fs.stat(file).catch(() => undefined);
    // The program itself was read when it was planned; an imported file that is gone is the child's to report.
    if (!stat?.isFile() || stat.size > largestSource) continue;
    await makeFolder(path.dirname(target));
    await fs.copyFile(file, target);
  }
}

/**
 * Brings `source/` up to what will be trained: the program runs where it lies, so edits made while it waited take part.
 * Gives the files that were edited, relative to the workspace folder.
 */
export async function refreshSources(plan: RunPlan, dir: string): Promise<string[]> {
  const edited: string[] = [];
  const folder = path.join(dir, sourceFolder);
  const names = await fs.readdir(folder, { recursive: true }).catch(() => []);
  for (const name of names.sort()) {
    const file = path.join(plan.workspace, name);
    // Files from elsewhere are kept under a name that does not lead back to them.
    if (name.split(path.sep)[0] === outsideFolder || !(await fs.stat(path.join(folder, name))).isFile()) continue;
    const [kept, now] = await Promise.all([path.join(folder, name), file].map((each) => fs.readFile(each).catch(() => undefined)));
    if (!kept || !now || kept.equals(now)) continue;
    await writeFileAtomic(path.join(folder, name), now);
    edited.push(name);
  }
  return edited;
}

function placeOf(file: string, workspace: string): string {
  const relative = path.relative(workspace, file);
  if (relative && !relative.startsWith('..') && !path.isAbsolute(relative)) return relative;
  const folder = createHash('sha256').update(path.dirname(file)).digest('hex').slice(0, 8);
  return path.join(outsideFolder, folder, path.basename(file));
}

/** Removes what is left of a run that could not be started; a rest does no harm. */
export async function removeQuietly(dir: string): Promise<void> {
  await fs.rm(dir, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 }).catch(() => undefined);
}

/** What a person is told when the disk does not do as it should. */
export function asTrainingError(error: unknown, runsDir: string): TrainingError {
  return error instanceof TrainingError ? error : new TrainingError(explain(error as Error, runsDir), { cause: error });
}

function explain(error: Error, runsDir: string): Message {
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return msg('The disk is full: the run cannot be recorded in {0}.', runsDir);
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return msg('The run cannot be recorded: {0} is not writable.', runsDir);
    case 'EEXIST':
    case 'ENOTDIR':
      return msg('The run cannot be recorded: {0} is not a folder.', runsDir);
    default:
      return msg('The run cannot be recorded in {0}: {1}', runsDir, error.message);
  }
}
