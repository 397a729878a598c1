import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runInExtensionHost } from '../../test/support/extensionHost';
import { buildSuite, root } from '../../test/vscode/support/buildSuite';
import type { Measurement } from './measurement';
import { timed } from './measurement';

/** Loading and activating in a real extension host, a fresh one each time; the reference is a small extension that comes with VS Code. */
export async function measureActivation(): Promise<Measurement[]> {
  const tests = await buildSuite('bench');
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let i = 0; i < 5; i++) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright-bench-'));
    const file = path.join(folder, 'times.json');
    try {
      const results = await runInExtensionHost({ ext: () => root, tests, folder, env: { TENSORWRIGHT_BENCH: file } });
      if (results.failed.length) throw new Error(results.failed.map((f) => f.error).join('\n'));
      const times = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, number>;
      ours.push(times['ours']!);
      theirs.push(times['reference']!);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }
  return [timed('activate() in VS Code', ours, '50 ms', 'a small extension of VS Code', theirs)];
}
