import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { Message } from '../protocol/localize';
import type { RunPlan } from '../protocol/runs';
import type { TrainingHome } from './api';
import { childCommand } from './childCommand';
import { installTrainer, recordUse } from './installTrainer';
import { asTrainingError, prepareRun, removeQuietly, type PreparedRun } from './prepareRun';
import { identifyProcess } from './processIdentity';
import { processFile, stopFile } from './runFiles';

/** A run that a debugger is to start: what its launch configuration needs. */
export interface PreparedDebug extends PreparedRun {
  /** The interpreter. */
  python: string;
  /** What it runs: a folder, as `python FOLDER` takes it. */
  program: string;
  args: string[];
  cwd: string;
  /** Environment variables that differ from this process's; `null` for one that must not be there. */
  env: Record<string, string | null>;
  /** Folder of the runner, which is no code of the user's. */
  runner: string;
  warnings: Message[];
}

/**
 * Writes the run directory of a Python program that a debugger starts. The process itself records who it is and copies its output,
 * since no launcher stands in for that.
 * @throws TrainingError when nothing can be started; then no directory is left
 */
export async function prepareDebug(
  plan: RunPlan,
  runsDir: string,
  home: TrainingHome,
  sources: readonly string[] = [],
): Promise<PreparedDebug> {
  const copy = await installTrainer(home);
  const prepared = await prepareRun({ ...plan, debug: true }, path.resolve(runsDir), sources);
  try {
    const { file, args, cwd, env, warnings } = await childCommand(prepared.plan, prepared.dir, copy);
    // The debugger's session ends with the window, so the copy is in use as long as this process lives.
    await recordUse(copy, prepared.plan.id, await identifyProcess(process.pid)).catch(() => undefined);
    const program = path.join(copy, 'python', 'tensorwright_runner');
    return {
      ...prepared,
      python: file,
      program,
      args: [...args.slice(args.indexOf(program) + 1), '--record-process'],
      cwd,
      env: differences(process.env, env),
      runner: path.dirname(program),
      warnings,
    };
  } catch (error) {
    await removeQuietly(prepared.dir);
    throw asTrainingError(error, runsDir);
  }
}

/** Marks a run as asked to end. */
export async function askToStop(dir: string): Promise<void> {
  // On a full disk, or when the run was deleted meanwhile, there is nothing to mark.
  await fs.writeFile(path.join(dir, stopFile), '').catch(() => undefined);
}

/** Removes the directory of a run of which no process ever began. */
export async function removeUnbegun(dir: string): Promise<void> {
  const began = await fs.stat(path.join(dir, processFile)).then(
    () => true,
    () => false,
  );
  if (!began) await removeQuietly(dir);
}

/** `VSCODE_` and its like are taken out of every child's environment; a debugger's terminal has its own. */
function differences(from: NodeJS.ProcessEnv, to: NodeJS.ProcessEnv): Record<string, string | null> {
  const changes: Record<string, string | null> = {};
  for (const [name, value] of Object.entries(to)) if (value !== undefined && from[name] !== value) changes[name] = value;
  for (const name of Object.keys(from)) {
    if (to[name] === undefined && !/^(VSCODE_|ELECTRON_)/i.test(name)) changes[name] = null;
  }
  return changes;
}
