import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { ensurePythonFrameworks } from '../setup/pythonFrameworks.mjs';
import type { Measurement } from './measurement';

const run = promisify(execFile);
const here = path.join(__dirname, 'python');
const trainers = path.join(__dirname, '..', '..', 'extension', 'trainers', 'python');

/**
 * What a script prints, in microseconds of processor time: `us_per_step`, by kind or not, and `KIND_us_per_step` are the cost of our hooks a
 * step, `MODEL_step_us` or `plain_us` a whole step of a program without hooks.
 */
type Overhead = Record<string, unknown> & { plain_us?: Record<string, number> };

function costs({ us_per_step: main, ...others }: Overhead): [kind: string, us: number][] {
  const kinds = typeof main === 'object' && main !== null ? Object.entries(main as Record<string, number>) : [['', Number(main)] as const];
  return [...kinds, ...numbers(others, /^(.+)_us_per_step$/)].map(([kind, us]) => [kind && `, ${kind.replaceAll('_', ' ')}`, us]);
}

function plainSteps(overhead: Overhead): [model: string, us: number][] {
  return [...Object.entries(overhead.plain_us ?? {}), ...numbers(overhead, /^(.+)_step_us$/)];
}

function numbers(overhead: Overhead, pattern: RegExp): [string, number][] {
  return Object.entries(overhead).flatMap(([key, value]): [string, number][] => {
    const name = pattern.exec(key)?.[1];
    return name !== undefined && typeof value === 'number' ? [[name, value]] : [];
  });
}

/** Frameworks with the script that measures them and the environment that it needs. */
const scripts: readonly { framework: string; script: string; env: Record<string, string> }[] = [
  { framework: 'PyTorch', script: 'torch_overhead.py', env: {} },
  { framework: 'Keras on JAX', script: 'keras_overhead.py', env: { KERAS_BACKEND: 'jax' } },
  { framework: 'Keras on TensorFlow', script: 'keras_overhead.py', env: { KERAS_BACKEND: 'tensorflow', TF_CPP_MIN_LOG_LEVEL: '2' } },
];

/** 1 % of a step of 5 ms. */
const budgetUs = 50;

/**
 * What recording costs a step: the isolated sum of what our hooks do, since the noise of whole steps is larger than that. The reference is
 * a whole step of a tiny and of a realistic model in the same process.
 */
export async function measureTrainer(): Promise<Measurement[]> {
  const python = await ensurePythonFrameworks();
  const rows: Measurement[] = [];
  for (const { framework, script, env } of scripts) {
    const { stdout } = await run(python, [path.join(here, script), trainers], { env: { ...process.env, ...env }, maxBuffer: 1 << 26 });
    const overhead = JSON.parse(stdout.trim().split('\n').at(-1)!) as Overhead;
    for (const [kind, us] of costs(overhead)) {
      for (const [model, plain] of plainSteps(overhead)) {
        rows.push({
          what: `recording a step of ${framework}${kind}`,
          measured: `${us.toFixed(1)} µs`,
          budget: `${budgetUs} µs (1 % of 5 ms)`,
          reference: `a step of the ${model} model: ${(plain / 1000).toFixed(2)} ms`,
          ratio: (us / plain).toFixed(4),
        });
      }
    }
  }
  return rows;
}
