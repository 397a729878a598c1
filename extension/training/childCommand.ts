import { promises as fs } from 'node:fs';
import path from 'node:path';
import { msg, type Message } from '../protocol/localize';
import type { RunPlan } from '../protocol/runs';
import { activated } from './activation';
import { TrainingError } from './api';
import { childEnvironment } from './childEnvironment';
import { withEnvFiles } from './envFile';
import { gpuVariables } from './gpuChoice';
import { pythonEnvironmentOf } from './pythonEnvironment';

/** How the process of a run is started. */
export interface ChildCommand {
  file: string;
  args: string[];
  cwd: string;
  /** The whole environment. Its values are never recorded. */
  env: NodeJS.ProcessEnv;
  /** What was odd but does not keep the run from starting. */
  warnings: Message[];
}

/**
 * The command that runs a plan, looked up anew at each start: the interpreter and the files with environment variables may have
 * changed or gone since it was planned.
 * @param dir the run directory
 * @param copy the copy of the trainer that runs
 */
export async function childCommand(plan: RunPlan, dir: string, copy: string): Promise<ChildCommand> {
  await checkStart(plan);
  return plan.kind === 'python' ? pythonCommand(plan, dir, copy) : tfjsCommand(plan, dir, copy);
}

async function pythonCommand(plan: RunPlan, dir: string, copy: string): Promise<ChildCommand> {
  const { interpreter, envFiles = [], device, seed } = plan;
  const environment = await pythonEnvironmentOf(interpreter.path);
  const { env, warnings } = await withEnvFiles(await activated(childEnvironment(), environment), envFiles);
  return {
    file: interpreter.path,
    // Output must not wait for a full buffer; as an option this holds for the program alone, not for what it starts.
    args: ['-u', path.join(copy, 'python', 'tensorwright_runner'), '--run', dir],
    cwd: plan.cwd,
    env: { ...env, ...gpuVariables(device), ...hashSeed(seed), ...pythonVariables },
    warnings,
  };
}

const pythonVariables = {
  // The logs are UTF-8 on every system and in every locale. Files that the program opens keep the encoding of the user's machine, which
  // Python's UTF-8 mode would change.
  PYTHONIOENCODING: 'utf-8:backslashreplace',
  // A crash in native code leaves a trace.
  PYTHONFAULTHANDLER: '1',
};

/** Only what stands in the environment before the start decides the order of sets. */
function hashSeed(seed: number | undefined): Record<string, string> {
  return seed === undefined ? {} : { PYTHONHASHSEED: String(((seed % 2 ** 32) + 2 ** 32) % 2 ** 32) };
}

async function tfjsCommand(plan: RunPlan, dir: string, copy: string): Promise<ChildCommand> {
  const { env, warnings } = await withEnvFiles(childEnvironment(), plan.envFiles ?? []);
  const editor = plan.interpreter.source === 'editor' ? { ELECTRON_RUN_AS_NODE: '1' } : {};
  return {
    file: plan.interpreter.path,
    args: [path.join(copy, 'tfjs', 'child.js'), '--run', dir],
    cwd: plan.cwd,
    env: { ...env, ...editor },
    warnings,
  };
}

/** Starting in a folder that is gone fails with an error that names the interpreter; what is missing is told apart here. */
async function checkStart({ kind, cwd, interpreter }: RunPlan): Promise<void> {
  if (!(await fs.stat(cwd).catch(() => undefined))?.isDirectory()) throw new TrainingError(msg('There is no folder {0} to start in.', cwd));
  if (kind === 'python' && !(await fs.stat(interpreter.path).catch(() => undefined))) {
    throw new TrainingError(msg('The Python interpreter {0} is not there any more. Select another one.', interpreter.path), {
      code: 'interpreter',
    });
  }
}
