import fs from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';

export const root = path.resolve(__dirname, '../../..');

/** Bundles a suite for an extension host: the tests of one folder. Resolves to the module that exports `run()`. */
export async function buildSuite(name: 'trusted' | 'restricted' | 'interpreter' | 'bench'): Promise<string> {
  const source = path.join(root, 'test/vscode/suite');
  const outdir = path.join(root, 'out/vscode-suite', name);
  const tests = fs.readdirSync(path.join(source, name)).filter((file) => file.endsWith('.test.ts'));
  fs.rmSync(outdir, { recursive: true, force: true });
  await esbuild.build({
    entryPoints: [path.join(source, 'index.ts'), ...tests.map((file) => path.join(source, name, file))],
    outdir,
    entryNames: '[name]',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return path.join(outdir, 'index.js');
}
