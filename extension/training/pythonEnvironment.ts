import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { PythonEnvironmentKind } from '../protocol/runs';

/** What lies around an interpreter, read off the disk alone. */
export interface PythonEnvironment {
  kind: PythonEnvironmentKind;
  /** Root folder of the environment; absent for a Python of the system, which has none of its own. */
  prefix?: string;
  /** Whether it is one that `pyvenv.cfg` makes, whatever tool did that. */
  isVirtual: boolean;
}

/** Folder of a virtual environment, and the one with the Python that it was made from. */
export interface VirtualEnvironment {
  prefix: string;
  home?: string;
  /** Text of `pyvenv.cfg`. */
  config: string;
}

type Variables = Record<string, string | undefined>;

/** The virtual environment that an interpreter belongs to; the interpreter itself may be gone. */
export async function virtualEnvironmentOf(python: string): Promise<VirtualEnvironment | undefined> {
  for (const prefix of prefixes(python)) {
    const config = await fs.readFile(path.join(prefix, 'pyvenv.cfg'), 'utf8').catch(() => undefined);
    if (config === undefined) continue;
    const home = /^\s*home\s*=\s*(.+?)\s*$/m.exec(config)?.[1];
    return { prefix, config, ...(home ? { home } : {}) };
  }
  return undefined;
}

/** Tells what kind of environment an interpreter belongs to. */
export async function pythonEnvironmentOf(python: string, env: Variables = process.env): Promise<PythonEnvironment> {
  const virtual = await virtualEnvironmentOf(python);
  if (virtual) return { kind: await virtualKind(virtual, env), prefix: virtual.prefix, isVirtual: true };
  for (const prefix of prefixes(python)) {
    if (await exists(path.join(prefix, 'conda-meta'))) return { kind: 'conda', prefix, isVirtual: false };
  }
  const versions = path.join(env['PYENV_ROOT'] || path.join(os.homedir(), '.pyenv'), 'versions');
  if (isInside(python, versions) || /[\\/](\.pyenv|pyenv-win)[\\/]versions[\\/]/.test(python)) {
    return { kind: 'pyenv', prefix: path.dirname(path.dirname(python)), isVirtual: false };
  }
  return { kind: 'system', isVirtual: false };
}

/** Where the interpreter of an environment's folder is; `undefined` when there is none. */
export async function pythonIn(prefix: string): Promise<string | undefined> {
  const names = process.platform === 'win32' ? ['Scripts/python.exe', 'python.exe', 'bin/python.exe'] : ['bin/python', 'bin/python3'];
  for (const name of names) {
    const file = path.join(prefix, name);
    // A link whose target is gone counts: it belongs to a broken environment, which is not silently passed over.
    if (await fs.lstat(file).catch(() => undefined)) return file;
  }
  return undefined;
}

/** Whether a folder is the root of a virtual or conda environment. */
export async function isEnvironmentFolder(folder: string): Promise<boolean> {
  return (await exists(path.join(folder, 'pyvenv.cfg'))) || exists(path.join(folder, 'conda-meta'));
}

/** Roots that an environment with this interpreter may have: `bin` or `Scripts` lie in it, on Windows `python.exe` may do so itself. */
function prefixes(python: string): string[] {
  const folder = path.dirname(python);
  return process.platform === 'win32' ? [path.dirname(folder), folder] : [path.dirname(folder)];
}

async function virtualKind({ prefix, config }: VirtualEnvironment, env: Variables): Promise<PythonEnvironmentKind> {
  if (/^\s*uv\s*=/m.test(config)) return 'uv';
  const poetryFolder = env['POETRY_VIRTUALENVS_PATH'];
  if (/[\\/]pypoetry([\\/]Cache)?[\\/]virtualenvs[\\/]/i.test(prefix) || (poetryFolder && isInside(prefix, poetryFolder))) return 'poetry';
  const project = await fs.readFile(path.join(path.dirname(prefix), 'pyproject.toml'), 'utf8').catch(() => '');
  return /^\s*\[tool\.poetry[.\]]/m.test(project) ? 'poetry' : 'venv';
}

function isInside(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}

async function exists(file: string): Promise<boolean> {
  return fs.stat(file).then(
    () => true,
    () => false,
  );
}
