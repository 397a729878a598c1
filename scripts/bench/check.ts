import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Measurement } from './measurement';
import { time, timed } from './measurement';
import { pythonProgram, typescriptProgram } from './programs';

const root = path.resolve(__dirname, '../..');

/** Whole processes, as a person or a hook starts them; the reference is Node doing nothing. */
export function measureCheck(): Promise<Measurement[]> {
  const cli = path.join(root, 'dist/cli.js');
  if (!fs.existsSync(cli)) throw new Error('dist/cli.js is missing: npm run build');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright-bench-'));
  try {
    const files = { Python: path.join(folder, 'main.py'), TypeScript: path.join(folder, 'main.ts') };
    fs.writeFileSync(files.Python, pythonProgram(300));
    fs.writeFileSync(files.TypeScript, typescriptProgram(300));
    return Promise.resolve(
      Object.entries(files).map(([label, file]) => {
        const times: number[] = [];
        const nothing: number[] = [];
        for (let i = 0; i < 12; i++) {
          nothing.push(run(['-e', '0']));
          times.push(run([cli, 'check', '--format', 'json', file]));
        }
        return timed(`tensorwright check, 300 lines, ${label}`, times.slice(2), '150 ms', 'node -e 0', nothing.slice(2));
      }),
    );
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function run(args: readonly string[]): number {
  return time(() => {
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`exit ${status}: ${stderr}`);
  });
}
