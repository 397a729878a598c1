import { execFile } from 'node:child_process';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A folder whose name has what breaks naive quoting. */
export async function awkwardFolder(): Promise<string> {
  const root = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), 'tensorwright-python-')));
  const folder = path.join(root, `a b 'c' "d" $e 世界`);
  await fs.mkdir(folder);
  return folder;
}

let systemPython: Promise<string> | undefined;

/** The real program behind the `python3` on PATH, which may be a shim. */
export function realPython(): Promise<string> {
  systemPython ??= run('python3', ['-c', 'import sys; print(sys.executable)']).then(({ stdout }) => stdout.trim());
  return systemPython;
}

/** Makes a real virtual environment and gives its interpreter. */
export async function makeVenv(folder: string): Promise<string> {
  await run(await realPython(), ['-m', 'venv', '--without-pip', folder]);
  return path.join(folder, 'bin', 'python');
}

/** A conda environment as far as it can be told from others: `conda-meta` beside `bin`, and an interpreter there. */
export async function makeConda(prefix: string): Promise<string> {
  await fs.mkdir(path.join(prefix, 'conda-meta'), { recursive: true });
  await fs.writeFile(path.join(prefix, 'conda-meta', 'history'), '');
  await fs.mkdir(path.join(prefix, 'bin'));
  return writeProgram(path.join(prefix, 'bin', 'python'), `exec "${await realPython()}" "$@"`);
}

/** A shell script at a path that stands for some other program. */
export async function writeProgram(file: string, script: string): Promise<string> {
  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.writeFile(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return file;
}
