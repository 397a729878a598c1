import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { msg, type Message } from '../protocol/localize';
import type { RunPlan } from '../protocol/runs';
import { TrainingError, type LaunchedRun, type TrainingHome } from './api';
import { childCommand, type ChildCommand } from './childCommand';
import { installTrainer, recordUse } from './installTrainer';
import { identifyProcess } from './processIdentity';
import { errorCode, makeFolder, planFile, processFile, sourceFolder, toJson, writeFileAtomic } from './runFiles';
import { createRunId } from './runId';

/** Sources are kept to be read again; data that a program imports is not. */
const largestSource = 4 << 20;

/**
 * Writes the run directory and starts the child, which outlives this process. Either a whole run stands there
 * afterwards, or nothing does and a `TrainingError` says why.
 * @param sources absolute paths of the user's files that the program imports
 */
export async function launchRun(plan: RunPlan, runsDir: string, home: TrainingHome, sources: readonly string[] = []): Promise<LaunchedRun> {
  const copy = await installTrainer(home);
  const prepared = await prepareDirectory(plan, path.resolve(runsDir), sources);
  try {
    const command = await childCommand(prepared.plan, prepared.dir, copy);
    const pid = await start(command, prepared.dir);
    try {
      const record = await identifyProcess(pid);
      await writeFileAtomic(path.join(prepared.dir, processFile), toJson(record));
      // Without it the worst that can happen is that an old copy is removed while it is still in use.
      await recordUse(home, copy, prepared.plan.id, record).catch(() => undefined);
    } catch (error) {
      killTree(pid);
      throw error;
    }
    return { plan: prepared.plan, dir: prepared.dir, pid, warnings: command.warnings };
  } catch (error) {
    await removeQuietly(prepared.dir);
    throw asTrainingError(error, runsDir);
  }
}

/** Everything is written beside and then renamed, so that no follower ever sees a part of it. */
async function prepareDirectory(plan: RunPlan, runsDir: string, sources: readonly string[]): Promise<{ plan: RunPlan; dir: string }> {
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

function placeOf(file: string, workspace: string): string {
  const relative = path.relative(workspace, file);
  if (relative && !relative.startsWith('..') && !path.isAbsolute(relative)) return relative;
  const folder = createHash('sha256').update(path.dirname(file)).digest('hex').slice(0, 8);
  return path.join('outside', folder, path.basename(file));
}

async function start({ file, args, cwd, env }: ChildCommand, dir: string): Promise<number> {
  const out = await fs.open(path.join(dir, 'stdout.log'), 'a');
  const err = await fs.open(path.join(dir, 'stderr.log'), 'a');
  try {
    return await new Promise<number>((resolve, reject) => {
      const process = spawn(file, args, { cwd, env, detached: true, stdio: ['ignore', out.fd, err.fd], windowsHide: true });
      process.once('error', reject);
      process.once('spawn', () => {
        process.unref();
        resolve(process.pid!);
      });
    });
  } catch (error) {
    throw new TrainingError(msg('{0} cannot be started: {1}', file, (error as Error).message), { cause: error });
  } finally {
    await Promise.all([out.close(), err.close()]);
  }
}

function killTree(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

async function removeQuietly(dir: string): Promise<void> {
  await fs.rm(dir, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 }).catch(() => undefined);
}

function asTrainingError(error: unknown, runsDir: string): TrainingError {
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
