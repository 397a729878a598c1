import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { msg, type Message } from '../protocol/localize';
import type { InterpreterSource, PythonEnvironmentKind } from '../protocol/runs';
import { TrainingError, type RunRequest } from './api';
import { inspectPython, oldestPython } from './inspectPython';
import { isEnvironmentFolder, pythonEnvironmentOf, pythonIn } from './pythonEnvironment';

/** Resolved choice of the Python that trains. */
export interface PythonChoice {
  path: string;
  version: string;
  source: InterpreterSource;
  environment: PythonEnvironmentKind;
  /** Folders that it imports from, in their order. */
  importFolders: string[];
}

type PythonRequest = Pick<RunRequest, 'file' | 'workspace' | 'python'>;

/**
 * Finds the Python that trains: the one that was named, else the environment in the workspace that is nearest to the file, else the first
 * good one on PATH. One that was named, and an environment of the workspace, are taken or refused, never silently replaced.
 */
export async function findPython(request: PythonRequest, searchPath = process.env['PATH'] ?? ''): Promise<PythonChoice> {
  const { workspace } = request;
  if (request.python) {
    const { path: named, source } = request.python;
    return examined(await interpreterAt(expandHome(named), workspace), source, workspace);
  }
  const environment = await environmentNear(path.dirname(path.resolve(workspace, request.file)), workspace);
  if (environment) return examined(environment, 'workspace', workspace);
  return onPath(searchPath, workspace);
}

/** An environment's folder may stand for its interpreter, as in the settings of the Python extension. */
async function interpreterAt(named: string, workspace: string): Promise<string> {
  const file = path.resolve(workspace, named);
  if (!(await fs.stat(file).catch(() => undefined))?.isDirectory()) return file;
  const python = await pythonIn(file);
  if (python) return python;
  throw new TrainingError(msg('There is no Python in the environment {0}. Install one there, or select another environment.', file), {
    code: 'interpreter',
  });
}

async function examined(file: string, source: InterpreterSource, cwd: string): Promise<PythonChoice> {
  const found = await inspectPython(file, cwd);
  if ('problem' in found) throw new TrainingError(refusal(source, found.problem), { code: 'interpreter' });
  const { version, importFolders } = found;
  return { path: file, version, source, environment: (await pythonEnvironmentOf(file)).kind, importFolders };
}

function refusal(source: InterpreterSource, problem: Message): Message {
  switch (source) {
    case 'environments':
    case 'python-extension':
      return msg('The Python interpreter that is selected in the editor cannot be used. {0} Select another one.', problem);
    case 'setting':
      return msg('The Python that was asked for cannot be used. {0}', problem);
    case 'workspace':
      return msg('The Python environment of the workspace cannot be used. {0}', problem);
    default:
      return msg('This Python cannot be used. {0}', problem);
  }
}

/** Looks for an environment's folder beside the file, then in each folder above up to the workspace folder. */
export async function environmentNear(folder: string, workspace: string): Promise<string | undefined> {
  const relative = path.relative(workspace, folder);
  const isOutside = relative.startsWith('..') || path.isAbsolute(relative);
  for (let current = folder; ; current = path.dirname(current)) {
    const found = await environmentIn(current);
    if (found || isOutside || current === workspace || path.dirname(current) === current) return found;
  }
}

const usualNames = ['.venv', 'venv', 'env', '.conda'];

async function environmentIn(folder: string): Promise<string | undefined> {
  const entries = await fs.readdir(folder, { withFileTypes: true }).catch(() => []);
  const rank = (name: string): number => (usualNames.includes(name) ? usualNames.indexOf(name) : usualNames.length);
  const names = entries
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map((entry) => entry.name)
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  for (const name of names) {
    const prefix = path.join(folder, name);
    if (!(await isEnvironmentFolder(prefix))) continue;
    const python = await pythonIn(prefix);
    if (python) return python;
  }
  return undefined;
}

async function onPath(searchPath: string, cwd: string): Promise<PythonChoice> {
  let problem: Message | undefined;
  for await (const { file, args } of pythonsOn(searchPath)) {
    const found = await inspectPython(file, cwd, args);
    if ('problem' in found) {
      problem ??= found.problem;
      continue;
    }
    // A shim stands for another program in another folder; the run names the real one.
    const { executable, version, importFolders } = found;
    const real = path.isAbsolute(executable) ? executable : file;
    return { path: real, version, source: 'path', environment: (await pythonEnvironmentOf(real)).kind, importFolders };
  }
  const oldest = oldestPython.join('.');
  throw new TrainingError(
    problem
      ? msg('No usable Python was found. {0}', problem)
      : msg('Python was not found. Install Python {0} or newer, or select an interpreter.', oldest),
    { code: 'interpreter' },
  );
}

/** The interpreters in the folders of PATH, in their order; each is looked for when it is asked for. */
export async function* pythonsOn(searchPath: string): AsyncGenerator<{ file: string; args: string[] }> {
  const windows = process.platform === 'win32';
  const found = new Set<string>();
  const names = windows ? ['python.exe', 'python3.exe'] : ['python3', 'python'];
  // An empty or relative entry means the current folder: a file of the workspace, which nobody chose.
  const folders = searchPath.split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const isNew = async (file: string): Promise<boolean> => {
    try {
      await fs.access(file, windows ? fs.constants.F_OK : fs.constants.X_OK);
      return (await fs.stat(file)).isFile() && found.size < found.add(file).size;
    } catch {
      // Not there; most folders of PATH have none.
      return false;
    }
  };
  for (const folder of folders)
    for (const name of names) {
      const file = path.join(folder, name);
      if (await isNew(file)) yield { file, args: [] };
    }
  // The launcher knows of installations that are not on PATH.
  if (windows)
    for (const folder of folders) {
      const file = path.join(folder, 'py.exe');
      if (await isNew(file)) yield { file, args: ['-3'] };
    }
}

export function expandHome(file: string): string {
  return /^~[\\/]/.test(file) ? path.join(os.homedir(), file.slice(2)) : file;
}
