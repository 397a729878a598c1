// Builds every bundle with esbuild. `node scripts/build.mjs` builds all, `node scripts/build.mjs cli server` those only,
// `--watch` keeps going, `--dev` leaves the code readable.
import * as esbuild from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildEngine, engineBeside, engineFile, engineLoaded } from './engineBundle.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const flags = new Set(process.argv.slice(2).filter((a) => a.startsWith('--')));
const names = process.argv.slice(2).filter((a) => !a.startsWith('--'));
const dev = flags.has('--dev') || flags.has('--watch');
const version = JSON.parse(fs.readFileSync('package.json', 'utf8')).version;

const common = {
  bundle: true,
  minify: !dev,
  sourcemap: dev ? 'linked' : false,
  target: 'es2022',
  logLevel: 'warning',
  legalComments: 'linked',
  define: { TENSORWRIGHT_VERSION: JSON.stringify(version) },
  loader: { '.json': 'json' },
};
const node = { ...common, platform: 'node', format: 'cjs', target: 'node20' };
const besideEngine = { ...node, plugins: [engineBeside()], external: [engineFile] };
const serverEntry = 'server/src/main.ts';
const browserServerEntry = 'server/src/browserMain.ts';
const cliEntry = 'extension/cli/main.ts';
const engineUsers = [serverEntry, browserServerEntry, cliEntry];
const webview = (name) => ({
  ...common,
  platform: 'browser',
  format: 'iife',
  entryPoints: { [name]: `webviews/${name}/main.ts` },
  outdir: 'dist/webviews',
  loader: { ...common.loader, '.ttf': 'file', '.woff': 'file', '.svg': 'text' },
  assetNames: '[name]',
});

/** Every bundle by name. A value may be an esbuild configuration or an asynchronous function for what esbuild does not do alone. */
const targets = {
  extension: { ...node, entryPoints: ['extension/src/node/main.ts'], outfile: 'dist/extension.js', external: ['vscode'] },
  browserExtension: {
    ...common,
    platform: 'browser',
    format: 'cjs',
    entryPoints: ['extension/src/browserMain.ts'],
    outfile: 'dist/browser/extension.js',
    external: ['vscode'],
  },
  engine: () => buildEngine(common, engineUsers),
  server: { ...besideEngine, entryPoints: [serverEntry], outfile: 'dist/server.js' },
  browserServer: {
    ...common,
    platform: 'browser',
    format: 'iife',
    entryPoints: [browserServerEntry],
    plugins: [engineLoaded()],
    outfile: 'dist/browser/server.js',
  },
  browserWorker: {
    ...common,
    platform: 'browser',
    format: 'iife',
    entryPoints: ['server/src/browserWorker.ts'],
    outfile: 'dist/browser/worker.js',
  },
  cli: { ...node, entryPoints: ['extension/cli/start.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } },
  cliProgram: { ...besideEngine, entryPoints: [cliEntry], outfile: 'dist/cliProgram.js' },
  live: webview('live'),
  curves: webview('curves'),
  architecture: webview('architecture'),
  elkWorker: {
    ...webview('architecture'),
    entryPoints: { 'elk-worker': 'webviews/architecture/layout/elkWorkerSource.ts' },
    loader: { '.min.js': 'text' },
    legalComments: 'inline',
  },
  // Beside the trainers, so that it is copied with them: it outlives an update as they do.
  dispatcher: { ...node, entryPoints: ['extension/training/queue/dispatch.ts'], outfile: 'dist/trainers/queue/dispatch.cjs' },
  pythonTrainer: () => {
    const to = 'dist/trainers/python';
    fs.rmSync(to, { recursive: true, force: true });
    // What Python left behind where the sources were run is not part of them.
    fs.cpSync('extension/trainers/python', to, { recursive: true, filter: (file) => !/[\\/](__)?pycache(__)?$|\.pyc$/.test(file) });
  },
  tfjsTrainer: async () => (await import('./buildTfjsTrainer.mjs')).buildTfjsTrainer({ dev, common, node }),
};

for (const name of names)
  if (!(name in targets)) throw new Error(`no bundle is called ${name}; there are ${Object.keys(targets).join(', ')}`);
const wanted = names.length ? names : Object.keys(targets);
if (!names.length) fs.rmSync('dist', { recursive: true, force: true });
for (const name of wanted) {
  const target = targets[name];
  const started = performance.now();
  if (typeof target === 'function') await target();
  else if (flags.has('--watch')) await (await esbuild.context(target)).watch();
  else await esbuild.build(target);
  console.log(`built ${name} in ${Math.round(performance.now() - started)} ms`);
}
