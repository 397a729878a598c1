import { promises as fs } from 'node:fs';
import path from 'node:path';
import { msg, type Message } from '../protocol/localize';
import type { InterpreterSource, PythonEnvironmentKind } from '../protocol/runs';
import { TrainingError, type RunRequest } from './api';
import { inspectPython, oldestPython } from './inspectPython';
import { pythonEnvironmentOf, pythonIn } from './pythonEnvironment';
import { environmentNear, expandHome, pythonsOn } from './pythonPlaces';

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
