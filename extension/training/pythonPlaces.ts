import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isEnvironmentFolder, pythonIn } from './pythonEnvironment';

/*
 * Where interpreters lie. Nothing here starts one: `check` looks here for the versions of libraries, and must not wait for the code
 * that trains.
 */

const usualNames = ['.venv', 'venv', 'env', '.conda'];

/** Looks for an environment's folder beside the file, then in each folder above up to the workspace folder. */
export async function environmentNear(folder: string, workspace: string): Promise<string | undefined> {
  const relative = path.relative(workspace, folder);
  const isOutside = relative.startsWith('..') || path.isAbsolute(relative);
  for (let current = folder; ; current = path.dirname(current)) {
    const found = await environmentIn(current);
    if (found || isOutside || current === workspace || path.dirname(current) === current) return found;
  }
}

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
  const places = folders.flatMap((folder) => names.map((name) => ({ file: path.join(folder, name), args: [] as string[] })));
  // The launcher knows of installations that are not on PATH.
  if (windows) places.push(...folders.map((folder) => ({ file: path.join(folder, 'py.exe'), args: ['-3'] })));
  for (const place of places) if (await isNew(place.file)) yield place;
}

export function expandHome(file: string): string {
  return /^~[\\/]/.test(file) ? path.join(os.homedir(), file.slice(2)) : file;
}
