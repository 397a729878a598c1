// Builds the TensorFlow.js trainer: a folder that works from anywhere, without node_modules.
import * as esbuild from 'esbuild';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const source = path.join(root, 'extension/trainers/tfjs');
const modules = path.join(root, 'node_modules');

/** `dev` leaves the code readable; `node` is the shared esbuild configuration of Node bundles; `outdir` may be any empty or older folder. */
export async function buildTfjsTrainer({ dev, node, outdir = path.join(root, 'dist/trainers/tfjs') }) {
  fs.rmSync(outdir, { recursive: true, force: true });
  fs.mkdirSync(outdir, { recursive: true });
  // The user sees names of the library's classes and functions in stack traces and `constructor.name`: identifiers stay as they are.
  const settings = { ...node, absWorkingDir: root, legalComments: 'none', metafile: true, minifyIdentifiers: false };
  const builds = await Promise.all([
    esbuild.build({
      ...settings,
      minify: false,
      minifyWhitespace: !dev,
      minifySyntax: !dev,
      sourcemap: false,
      mainFields: ['module', 'main'],
      entryPoints: [path.join(source, 'library/bundle.ts')],
      outfile: path.join(outdir, 'tfjs.js'),
      plugins: [mendedSources()],
    }),
    esbuild.build({ ...settings, entryPoints: [path.join(source, 'child.ts')], outfile: path.join(outdir, 'child.js') }),
  ]);
  for (const file of ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm']) {
    fs.copyFileSync(path.join(modules, '@tensorflow/tfjs-backend-wasm/wasm-out', file), path.join(outdir, file));
  }
  // What `run.json` says of the library that trains.
  const { version } = JSON.parse(fs.readFileSync(path.join(modules, '@tensorflow/tfjs/package.json'), 'utf8'));
  fs.writeFileSync(path.join(outdir, 'versions.json'), `${JSON.stringify({ tfjs: version })}\n`);
  copyBundler(outdir);
  writeFacades(outdir);
  writeLicenses(
    outdir,
    builds.flatMap((build) => Object.keys(build.metafile.inputs)),
  );
}

/** Changes to the library's own sources. Each must apply exactly once, so that a new version cannot slip through. */
function mendedSources() {
  const randomSeed = ['seed || tf.util.now().toString()', 'seed || Math.random().toString()'];
  const mends = {
    // Shuffles seed themselves by the clock; like everything else they follow `Math.random`, which a run's seed controls.
    'tfjs-data/dist/dataset.js': randomSeed,
    'tfjs-data/dist/iterators/lazy_iterator.js': randomSeed,
  };
  return {
    name: 'mended-sources',
    setup(build) {
      build.onLoad({ filter: /tfjs-data[\\/]dist[\\/](dataset|iterators[\\/]lazy_iterator)\.js$/ }, ({ path: file }) => {
        const key = Object.keys(mends).find((name) => file.split(path.sep).join('/').endsWith(name));
        const [from, to] = mends[key];
        const parts = fs.readFileSync(file, 'utf8').split(from);
        if (parts.length !== 2) throw new Error(`${key} was expected to contain ${from} once`);
        return { contents: parts.join(to), loader: 'js' };
      });
      // Every supported Node has `fetch`; the library's fallback is never reached.
      build.onResolve({ filter: /^node-fetch$/ }, () => ({ path: 'node-fetch', namespace: 'absent' }));
      build.onLoad({ filter: /.*/, namespace: 'absent' }, () => ({ contents: 'module.exports = globalThis.fetch;', loader: 'js' }));
    },
  };
}

/** esbuild-wasm starts `node` from the PATH; here it must be the Node that runs, which may be the editor's own executable. */
function copyBundler(outdir) {
  const from = path.join(modules, 'esbuild-wasm');
  const to = path.join(outdir, 'esbuild');
  for (const folder of ['lib', 'bin']) fs.mkdirSync(path.join(to, folder), { recursive: true });
  for (const file of ['bin/esbuild', 'esbuild.wasm', 'wasm_exec.js', 'wasm_exec_node.js']) {
    fs.copyFileSync(path.join(from, file), path.join(to, file));
  }
  const parts = fs.readFileSync(path.join(from, 'lib/main.js'), 'utf8').split('return ["node", [path2');
  if (parts.length !== 2) throw new Error('esbuild-wasm no longer starts its service as expected');
  fs.writeFileSync(path.join(to, 'lib/main.js'), parts.join('return [process.execPath, [path2'));
  // Without it, a `package.json` with "type": "module" in a folder above would turn these files into ES modules.
  fs.writeFileSync(path.join(outdir, 'package.json'), '{ "type": "commonjs" }\n');
}

/**
 * What `@tensorflow/tfjs*` resolves to. The child fills the global before user code runs; `.mjs` lists the names, because an ES
 * module must know them before it runs.
 */
function writeFacades(outdir) {
  const tfjs = require(path.join(outdir, 'tfjs.js'));
  const names = { union: Object.keys(tfjs), node: [...Object.keys(tfjs), 'node'], data: Object.keys(tfjs.data) };
  fs.mkdirSync(path.join(outdir, 'facades'));
  for (const [facade, keys] of Object.entries(names)) {
    const value = `globalThis[Symbol.for('tensorwright.tfjs')].${facade}`;
    fs.writeFileSync(path.join(outdir, 'facades', `${facade}.cjs`), `module.exports = ${value};\n`);
    const list = keys.filter((key) => key !== 'default').map((key) => `export const ${key} = tf.${key};\n`);
    fs.writeFileSync(path.join(outdir, 'facades', `${facade}.mjs`), `const tf = ${value};\nexport default tf;\n${list.join('')}`);
  }
}

/** License texts of everything that is bundled. Some packages name their licenses without carrying the texts; these come from packages that do. */
function writeLicenses(outdir, inputs) {
  const names = new Set(['esbuild-wasm']);
  for (const input of inputs) {
    const match = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (match) names.add(match[1]);
  }
  const standard = {
    'Apache-2.0': fs.readFileSync(path.join(modules, 'typescript/LICENSE.txt'), 'utf8'),
    MIT: fs
      .readFileSync(path.join(modules, 'esbuild-wasm/LICENSE.md'), 'utf8')
      .replace(/^Copyright.*$/m, 'Copyright the authors named in the sources'),
  };
  const parts = [...names].sort().map((name) => {
    const folder = path.join(modules, name);
    const { version, license } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const file = fs.readdirSync(folder).find((entry) => /^licen[sc]e/i.test(entry));
    const texts = file
      ? [fs.readFileSync(path.join(folder, file), 'utf8')]
      : String(license)
          .split(' AND ')
          .map((id) => standard[id]);
    if (texts.includes(undefined)) throw new Error(`${name} has no license text`);
    return `${name} ${version} (${license})\n\n${texts.join('\n')}`;
  });
  fs.writeFileSync(path.join(outdir, 'licenses.txt'), parts.join(`\n${'-'.repeat(80)}\n\n`));
}
