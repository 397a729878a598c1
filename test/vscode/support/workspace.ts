import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './buildSuite';

/** A copy of a packed example, for one test; `remove` deletes it. */
export function exampleCopy(name: string): { folder: string; remove(): void } {
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright-workspace-'));
  const folder = path.join(parent, name);
  fs.cpSync(path.join(root, 'examples', name), folder, {
    recursive: true,
    filter: (source) => !/[\\/](\.tensorwright|node_modules)([\\/]|$)/.test(source),
  });
  return { folder, remove: () => fs.rmSync(parent, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) };
}
