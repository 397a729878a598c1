import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Build from '../../../scripts/buildTfjsTrainer.mjs';

let built: Promise<string> | undefined;

/** A freshly built trainer in a folder without any node_modules around it, made once for all suites of a process. */
export function trainerFolder(): Promise<string> {
  built ??= build();
  return built;
}

async function build(): Promise<string> {
  const root = path.resolve(__dirname, '../../..');
  const script = pathToFileURL(path.join(root, 'scripts/buildTfjsTrainer.mjs')).href;
  const { buildTfjsTrainer } = (await import(script)) as typeof Build;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright-trainer-'));
  process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  const outdir = path.join(folder, 'tfjs');
  const node = {
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
    define: { TENSORWRIGHT_VERSION: '"0.0.0-test"' },
  };
  await buildTfjsTrainer({ dev: false, node, outdir });
  return outdir;
}
