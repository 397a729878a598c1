import { execFile } from 'node:child_process';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { frameworksPython } from './frameworks';

const runner = path.join(__dirname, '..', '..', '..', 'extension', 'trainers', 'python');
const run = promisify(execFile);

/** Runs Python code that may import the parts of the runner, and gives what its last line of output says as JSON. */
export async function evaluatePython<T>(code: string, env: Record<string, string> = {}): Promise<T> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'tensorwright-python-'));
  try {
    const { stdout } = await run(frameworksPython(), ['-c', code], {
      cwd: folder,
      env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', PYTHONPATH: runner, PYTHONDONTWRITEBYTECODE: '1', ...env },
      maxBuffer: 64 << 20,
    });
    return JSON.parse(stdout.trim().split('\n').at(-1)!) as T;
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

/** Runs a program as Python alone would, and gives a file that it wrote into its folder. */
export async function runPlainly(file: string, wrote: string, env: Record<string, string> = {}): Promise<string> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'tensorwright-python-'));
  try {
    await run(frameworksPython(), [file], { cwd: folder, env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', ...env }, maxBuffer: 64 << 20 });
    return await fs.readFile(path.join(folder, wrote), 'utf8');
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}
