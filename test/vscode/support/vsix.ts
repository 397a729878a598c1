import fs from 'node:fs';
import path from 'node:path';
import { packageExtension } from '../../../scripts/package.mjs';
import type { VSCode } from '../../support/vscode';

let packed: Promise<string> | undefined;

/** The packaged extension: the one that `npm test` made, else one of what is built. */
export function vsixFile(): Promise<string> {
  const made = process.env['TENSORWRIGHT_VSIX'];
  return (packed ??= made ? Promise.resolve(made) : packageExtension({ build: false }));
}

/** Folder in which the server installed the packaged extension. */
export function installedFolder(vscode: VSCode): string {
  const folder = path.join(vscode.workbench.data, 'extensions');
  const name = fs.readdirSync(folder).find((entry) => entry.startsWith('tensorwright.tensorwright-'));
  if (!name) throw new Error(`the extension was not installed: ${fs.readdirSync(folder).join(', ')}`);
  return path.join(folder, name);
}
