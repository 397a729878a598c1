import { spawn } from 'node:child_process';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { msg, type Message } from '../protocol/localize';
import type { RunPlan } from '../protocol/runs';
import { TrainingError } from './api';
import { childCommand, type ChildCommand } from './childCommand';
import { recordUse } from './installTrainer';
import { identifyProcess, readProcessRecord } from './processIdentity';
import { processFile, toJson, writeFileExclusive } from './runFiles';

export interface StartedProcess {
  pid: number;
  /** What was odd but did not keep it from starting. */
  warnings: Message[];
}

/**
 * Starts the child of a prepared run directory; it outlives this process. Of two that are started for one run, be it that who started
 * the first was killed before it could say so, only the one in `process.json` goes on: the child looks before it does anything.
 * @param copy the copy of the trainers that runs
 * @throws TrainingError when the program cannot be started, and errors of the file system; then no process is left
 */
export async function startRun(plan: RunPlan, dir: string, copy: string): Promise<StartedProcess> {
  const command = await childCommand(plan, dir, copy);
  const pid = await start(command, dir);
  try {
    const record = await identifyProcess(pid);
    if (!(await writeFileExclusive(path.join(dir, processFile), toJson(record)))) {
      const owner = await readProcessRecord(dir);
      if (owner && owner.pid !== pid) {
        killTree(pid);
        return { pid: owner.pid, warnings: [] };
      }
    }
    // Without it the worst that can happen is that an old copy is removed while it is still in use.
    await recordUse(copy, plan.id, record).catch(() => undefined);
  } catch (error) {
    killTree(pid);
    // The child may have been the first to say who it is.
    if ((await readProcessRecord(dir))?.pid === pid) await fs.rm(path.join(dir, processFile), { force: true });
    throw error;
  }
  return { pid, warnings: command.warnings };
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
