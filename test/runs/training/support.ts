import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TrainingHome } from '../../../extension/training';
import type { RunPlan } from '../../../extension/protocol/runs';
import { createRunId } from '../../../extension/training/runId';

/** Folders of one test, removed afterwards; what runs in them is killed first. */
export interface Place {
  root: string;
  runsDir: string;
  home: TrainingHome;
  program: string;
  pids: number[];
  remove(): Promise<void>;
}

export const fakeTrainer = path.join(__dirname, 'fixtures', 'trainer');

export async function createPlace(): Promise<Place> {
  const root = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), 'tensorwright-training-')));
  const program = path.join(root, 'work', 'train.ts');
  await fs.mkdir(path.dirname(program));
  await fs.writeFile(program, 'export const answer: number = 42;\n');
  const pids: number[] = [];
  return {
    root,
    runsDir: path.join(root, 'work', '.tensorwright', 'runs'),
    home: { trainers: fakeTrainer, copies: path.join(root, 'copies') },
    program,
    pids,
    async remove() {
      for (const pid of pids) kill(pid);
      await fs.rm(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };
}

/** A plan for the fake trainer, which takes its orders from the arguments. */
export function planOf(place: Place, args: string[] = [], change: Partial<RunPlan> = {}): RunPlan {
  const id = createRunId();
  return {
    version: 1,
    id,
    name: `train-${id.slice(-4)}`,
    file: place.program,
    args,
    cwd: path.dirname(place.program),
    workspace: path.dirname(place.program),
    kind: 'tfjs',
    interpreter: { path: process.execPath, version: process.versions.node, source: 'path' },
    backend: { requested: 'auto', picked: 'wasm', refused: [] },
    sourceHash: '',
    versions: {},
    createdAt: new Date().toISOString(),
    ...change,
  };
}

export function kill(pid: number): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
}

/** Whether a process exists and has not ended (a zombie has). */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return stat === undefined ? process.platform !== 'linux' : !/\) [ZX] /.test(stat);
}

/** Waits until something holds; the limit only keeps a broken test from hanging. */
export async function until<T>(what: string, look: () => T | Promise<T>, limitMs = 30_000): Promise<NonNullable<T>> {
  for (let waited = 0; waited < limitMs; waited += 20) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited in vain until ${what}`);
}
