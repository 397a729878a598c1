import { promises as fs } from 'node:fs';
import path from 'node:path';
import { readJson } from './runFiles';
import type { PythonEnvironment } from './pythonEnvironment';

/**
 * What activating a Python environment in a shell would have changed: the programs of the environment come first on PATH, so
 * that what the trained program starts (`pip`, `accelerate`, a compiler of conda) is the environment's own. The shell scripts that
 * conda packages bring (`activate.d`) are not run.
 */
export async function activated(env: NodeJS.ProcessEnv, { prefix, kind, isVirtual }: PythonEnvironment): Promise<NodeJS.ProcessEnv> {
  const result = { ...env };
  // The editor may have been started from a shell with another environment.
  delete result['VIRTUAL_ENV'];
  delete result['VIRTUAL_ENV_PROMPT'];
  if (prefix === undefined) return result;
  if (isVirtual) {
    result['VIRTUAL_ENV'] = prefix;
    delete result['PYTHONHOME'];
    return withFirstOnPath(result, [path.join(prefix, process.platform === 'win32' ? 'Scripts' : 'bin')]);
  }
  if (kind !== 'conda') return withFirstOnPath(result, [path.join(prefix, process.platform === 'win32' ? '' : 'bin')]);
  delete result['PYTHONHOME'];
  result['CONDA_PREFIX'] = prefix;
  result['CONDA_DEFAULT_ENV'] = await condaName(prefix);
  Object.assign(result, await condaVariables(prefix));
  return withFirstOnPath(result, condaFolders(prefix));
}

/** PATH under whatever name it has: on Windows it is often `Path`. */
export function pathVariable(env: NodeJS.ProcessEnv): string {
  return Object.keys(env).find((name) => name === 'PATH' || (process.platform === 'win32' && name.toUpperCase() === 'PATH')) ?? 'PATH';
}

function withFirstOnPath(env: NodeJS.ProcessEnv, folders: readonly string[]): NodeJS.ProcessEnv {
  const name = pathVariable(env);
  const others = (env[name] ?? '').split(path.delimiter).filter((folder) => folder && !folders.includes(folder));
  return { ...env, [name]: [...folders, ...others].join(path.delimiter) };
}

/** Libraries of an environment of Windows lie in several folders; without them, importing NumPy of conda fails there. */
function condaFolders(prefix: string): string[] {
  if (process.platform !== 'win32') return [path.join(prefix, 'bin')];
  return ['', 'Library/mingw-w64/bin', 'Library/usr/bin', 'Library/bin', 'Scripts', 'bin'].map((name) => path.join(prefix, name));
}

/** As conda names it: `base`, the folder's name among other environments, or its path. */
async function condaName(prefix: string): Promise<string> {
  if (path.basename(path.dirname(prefix)) === 'envs') return path.basename(prefix);
  const isBase = await fs.stat(path.join(prefix, 'condabin')).then(
    () => true,
    () => false,
  );
  return isBase ? 'base' : prefix;
}

/** Variables that `conda env config vars set` keeps with the environment. */
async function condaVariables(prefix: string): Promise<Record<string, string>> {
  const state = await readJson(path.join(prefix, 'conda-meta', 'state'));
  const variables = Object.entries((state?.['env_vars'] as Record<string, unknown> | undefined) ?? {});
  return Object.fromEntries(variables.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
