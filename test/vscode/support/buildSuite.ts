import fs from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';

export const root = path.resolve(__dirname, '../../..');

/** Bundles the suite for an extension host. Resolves to the module that exports `run()`. */
export async function buildSuite(): Promise<string> {
  const source = path.join(root, 'test/vscode/suite');
  const outdir = path.join(root, 'out/vscode-suite');
  const tests = fs.readdirSync(source).filter((file) => file.endsWith('.test.ts'));
  fs.rmSync(outdir, { recursive: true, force: true });
  await esbuild.build({
    entryPoints: ['index.ts', ...tests].map((file) => path.join(source, file)),
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return path.join(outdir, 'index.js');
}
