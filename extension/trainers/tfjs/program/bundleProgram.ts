import fs from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Esbuild from 'esbuild-wasm';
import { facadeOf } from '../library/facade';
import { definitions, prepareSource } from './prepareSource';
import { facadeFile } from './routeImports';

export interface BundledProgram {
  code: string;
  /** Absolute paths of the user's files in it. */
  files: Set<string>;
  /** How far the first line of a file was moved to the right. */
  shifts: Map<string, number>;
  /** What esbuild had to remark, ready to print. */
  warnings: string[];
}

/** The program could not be bundled: its messages, and the same as text for a terminal. */
export class BundleFailure extends Error {
  override name = 'BundleFailure';
  constructor(
    readonly messages: Esbuild.Message[],
    readonly text: string,
    /** The folder that the messages' paths are relative to. */
    readonly folder: string,
    readonly shifts: Map<string, number>,
  ) {
    super(messages[0]?.text ?? 'The program could not be bundled.');
  }
}

/**
 * Bundles the user's own files into one ES module with a source map. What lies in node_modules stays outside: CommonJS
 * packages are reached by `require`, so that named imports work as TypeScript compiles them, ES modules by their URL.
 */
export async function bundleProgram(file: string): Promise<BundledProgram> {
  const esbuild = createRequire(__filename)('./esbuild/lib/main.js') as typeof Esbuild;
  const shifts = new Map<string, number>();
  const format = (messages: Esbuild.Message[], kind: 'error' | 'warning'): Promise<string[]> =>
    esbuild.formatMessages(messages, { kind, color: process.env.NO_COLOR === undefined });
  try {
    const result = await esbuild.build({
      entryPoints: [file],
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'node',
      target: `node${process.versions.node}`,
      mainFields: ['main'],
      conditions: [],
      sourcemap: 'external',
      sourcesContent: false,
      absWorkingDir: path.dirname(file),
      outfile: path.join(path.dirname(file), 'program.mjs'),
      logLevel: 'silent',
      define: definitions,
      plugins: [userFilesOnly(file, shifts)],
    });
    const folder = path.dirname(file);
    const files = new Set(Object.keys(result.metafile.inputs).map((input) => path.resolve(folder, input)));
    const [map, code] = ['.map', '.mjs'].map((end) => result.outputFiles.find((output) => output.path.endsWith(end))?.text ?? '');
    const warnings = await format(result.warnings, 'warning');
    return { code: `${code}\n//# sourceMappingURL=${inlineMap(map!, folder)}\n`, files, shifts, warnings };
  } catch (error) {
    const messages = (error as Partial<Esbuild.BuildFailure>).errors;
    if (!messages) throw error;
    for (const message of messages) message.notes = message.notes.filter(({ text }) => !/mark the path ".*" as external/.test(text));
    throw new BundleFailure(messages, (await format(messages, 'error')).join('\n'), path.dirname(file), shifts);
  } finally {
    await esbuild.stop();
  }
}

/** The bundle runs from another folder than it was made in, so its map names the sources by absolute URLs. */
function inlineMap(text: string, folder: string): string {
  const map = JSON.parse(text) as { sources: string[] };
  map.sources = map.sources.map((source) => (source.startsWith(`${outside}:`) ? source : pathToFileURL(path.resolve(folder, source)).href));
  return `data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
}

const outside = 'outside';

function userFilesOnly(entry: string, shifts: Map<string, number>): Esbuild.Plugin {
  return {
    name: 'user-files-only',
    setup(build) {
      build.onResolve({ filter: /.*/ }, async (args) => {
        if (args.kind === 'entry-point' || (args.pluginData as object | undefined) === guard) return undefined;
        if (args.namespace === outside) return { path: args.path, external: true };
        const facade = facadeOf(args.path);
        if (facade) return { path: facadeFile(facade, 'cjs'), namespace: outside };
        if (isBuiltin(args.path)) return { path: args.path, external: true };
        const resolved = await build.resolve(args.path, {
          importer: args.importer,
          kind: args.kind,
          resolveDir: args.resolveDir,
          with: args.with,
          pluginData: guard,
        });
        // Left to esbuild, which knows that a `require` inside `try` may fail.
        if (resolved.errors.length || resolved.external || resolved.namespace !== 'file') return undefined;
        const inPackage = /[\\/]node_modules[\\/]/.test(resolved.path) && !/\.(json|[cm]?tsx?)$/.test(resolved.path);
        if (!inPackage && !resolved.path.endsWith('.node')) return undefined;
        if (args.kind === 'require-call' || isCommonJs(resolved.path)) return { path: resolved.path, namespace: outside };
        return { path: pathToFileURL(resolved.path).href, external: true };
      });
      build.onLoad({ filter: /.*/, namespace: outside }, ({ path: target }) => ({
        contents: `module.exports = require(${JSON.stringify(target)})`,
        loader: 'js',
      }));
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, async ({ path: file }) => {
        const { text, shift } = prepareSource(await fs.promises.readFile(file, 'utf8'), file, file === entry);
        if (shift) shifts.set(file, shift);
        return { contents: text, loader: loaderOf(file) };
      });
    },
  };
}

const guard = {};

function loaderOf(file: string): Esbuild.Loader {
  const extension = path.extname(file).replace(/^\.[cm]?/, '');
  return extension === 'js' ? 'jsx' : (extension as Esbuild.Loader);
}

function isCommonJs(file: string): boolean {
  if (/\.(cjs|json|node)$/.test(file)) return true;
  if (file.endsWith('.mjs')) return false;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    try {
      const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as { type?: string };
      return manifest.type !== 'module';
    } catch {
      if (path.basename(folder) === 'node_modules' || folder === path.dirname(folder)) return true;
    }
  }
}
