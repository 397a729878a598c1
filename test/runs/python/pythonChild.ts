import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { RecordedChild } from '../../support/recordedChild';

const source = path.resolve(__dirname, '../../../extension/trainers/python');

let copied: string | undefined;

/** A copy of the runner, as runs have it, in a folder whose name holds what breaks careless code. */
function runnerFolder(): string {
  if (!copied) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), `tensorwright "runner" it's ü `));
    process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
    fs.cpSync(source, folder, { recursive: true, filter: (file) => !/__pycache__|[\\/]pycache$/.test(file) });
    copied = path.join(folder, 'tensorwright_runner');
  }
  return copied;
}

/** A real Python training child, of the plain Python on PATH: nothing is installed in it. */
export class PythonChild extends RecordedChild {
  readonly python = process.env.TENSORWRIGHT_PLAIN_PYTHON ?? 'python3';
  protected readonly planBase = {
    kind: 'python' as const,
    interpreter: { path: this.python },
    backend: { requested: 'auto', picked: '', refused: [] },
  };

  command(): Promise<[string, ...string[]]> {
    return Promise.resolve([this.python, '-u', runnerFolder()]);
  }
}
