// Asks the real frameworks and writes their answers to test/oracles: `npm run oracle:record`, or `… -- keras` for one of them.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePythonFrameworks } from '../setup/pythonFrameworks.mjs';
import { cached } from '../setup/cache.mjs';
import { recordTfjs } from './tfjs/record';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');

async function main(wanted: readonly string[]): Promise<void> {
  const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
  if (isWanted('tfjs')) await recordTfjs(root, answersOf('tfjs'));
  await recordExpressions(wanted);
  if (isWanted('keras')) run(await kerasPython(), [path.join(here, 'keras/record.py'), answersOf('keras')]);
}

/** Programs of a few lines, asked of the frameworks that the tests install; `… -- numpy_creation` for one of the generators. */
async function recordExpressions(wanted: readonly string[]): Promise<void> {
  const folder = path.join(here, 'expressions');
  const generators = fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.py') && file !== 'expressions.py' && !file.startsWith('_'))
    .map((file) => path.basename(file, '.py'))
    .filter((name) => wanted.length === 0 || wanted.includes(name));
  if (!generators.length) return;
  const python = await ensurePythonFrameworks();
  // One process each: some choose a backend of Keras.
  for (const generator of generators) run(python, [path.join(folder, 'expressions.py'), answersOf('expressions'), generator]);
}

function answersOf(framework: string): string {
  const folder = path.join(root, 'test/oracles', framework);
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}

/** The interpreter of an environment with the pinned Keras, made once under the user's cache folder. */
async function kerasPython(): Promise<string> {
  const requirements = path.join(here, 'keras/requirements.txt');
  const hash = createHash('sha256').update(fs.readFileSync(requirements)).digest('hex').slice(0, 12);
  const bin = process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python';
  const folder = await cached(`keras-${hash}`, (half) => {
    run(process.env.PYTHON ?? (process.platform === 'win32' ? 'python' : 'python3'), ['-m', 'venv', half]);
    run(path.join(half, bin), ['-m', 'pip', 'install', '--quiet', '--requirement', requirements]);
    return Promise.resolve();
  });
  return path.join(folder, bin);
}

function run(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ended with ${status ?? 'a signal'}`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
