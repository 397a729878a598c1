// The analysis is most of the code of the server, of the browser's server and of the command line. It is built once, as
// `dist/engine.js`, and what uses it finds its modules there.
import * as esbuild from 'esbuild';
import path from 'node:path';

const server = path.resolve('server/src');
/** What of the server's sources is not the analysis: the language server protocol, and the entries. */
const outside = [path.join(server, 'lsp') + path.sep, ...['main.ts', 'browserMain.ts'].map((file) => path.join(server, file))];
/** The variable that holds the modules where there is no `require`, as in a web worker. */
const globalName = 'tensorwrightEngine';

const isEngine = (file) => file.startsWith(server + path.sep) && !outside.some((start) => file.startsWith(start));
/** Name of a module of the engine among what the bundle exports: its path from `server/src`, without the extension. */
const moduleName = (file) => path.relative(server, file).replace(/\.ts$/, '').split(path.sep).join('/');

/**
 * Leaves the modules of the engine out of a bundle.
 * @param modules expression that gives the modules by name
 * @param found is told the name of each module that the bundle wants
 */
function engineElsewhere(modules, found = () => {}) {
  return {
    name: 'engine-elsewhere',
    setup(build) {
      build.onResolve({ filter: /^\.\.?\// }, async ({ path: wanted, importer, resolveDir, kind, pluginData }) => {
        if (pluginData === 'resolving' || kind === 'entry-point' || isEngine(importer)) return undefined;
        const resolved = await build.resolve(wanted, { importer, resolveDir, kind, pluginData: 'resolving' });
        if (resolved.errors.length || !isEngine(resolved.path)) return resolved;
        found(moduleName(resolved.path));
        return { path: moduleName(resolved.path), namespace: 'engine' };
      });
      build.onLoad({ filter: /.*/, namespace: 'engine' }, ({ path: name }) => ({
        contents: `module.exports = ${modules}[${JSON.stringify(name)}];`,
      }));
    },
  };
}

/** What a bundle beside the engine requires; none of its own files, so it is external to it. */
export const engineFile = './engine.js';

/** Plugin for a bundle that lies beside `engine.js` and runs under Node. */
export const engineBeside = (found) => engineElsewhere(`require('${engineFile}')`, found);
/** Plugin for a bundle that runs in a worker which has loaded `engine.js` before it. */
export const engineLoaded = () => engineElsewhere(globalName);

/**
 * Builds the engine with the modules that the bundles of `users` want.
 * @param options what all bundles share
 * @param users entry files
 */
export async function buildEngine(options, users) {
  const names = new Set();
  await esbuild.build({
    ...options,
    platform: 'node',
    format: 'cjs',
    entryPoints: users,
    outdir: 'dist',
    write: false,
    sourcemap: false,
    minify: false,
    external: [engineFile],
    plugins: [engineBeside((name) => names.add(name))],
  });
  const sorted = [...names].sort();
  const contents = [
    ...sorted.map((name, i) => `import * as m${i} from './${name}';`),
    `export { ${sorted.map((name, i) => `m${i} as ${JSON.stringify(name)}`).join(', ')} };`,
  ].join('\n');
  await esbuild.build({
    ...options,
    platform: 'browser',
    format: 'iife',
    globalName,
    footer: { js: `if(typeof module==="object")module.exports=${globalName};` },
    stdin: { contents, resolveDir: server, sourcefile: 'engine.ts', loader: 'ts' },
    outfile: 'dist/engine.js',
  });
}
