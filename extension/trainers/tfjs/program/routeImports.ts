import Module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { facadeOf, type Facades } from '../library/facade';

interface ResolveContext {
  conditions?: string[];
}
type Resolved = { url: string; shortCircuit?: boolean };
interface HookedModule {
  _resolveFilename: (this: unknown, request: string, ...rest: unknown[]) => string;
  registerHooks?(hooks: {
    resolve(specifier: string, context: ResolveContext, next: (s: string, c: ResolveContext) => Resolved): Resolved;
  }): void;
}

/** File that stands for the library, for `require` or for `import`. */
export function facadeFile(facade: keyof Facades, kind: 'cjs' | 'mjs'): string {
  return path.join(__dirname, 'facades', `${facade}.${kind}`);
}

/** Packages in node_modules are not bundled: their imports of the library are sent to the one that this run has. */
export function routeLibraryImports(): void {
  const hooked = Module as unknown as HookedModule;
  const resolveFilename = hooked._resolveFilename;
  hooked._resolveFilename = function (request, ...rest) {
    const facade = facadeOf(request);
    return facade ? facadeFile(facade, 'cjs') : resolveFilename.call(this, request, ...rest);
  };
  if (hooked.registerHooks) {
    hooked.registerHooks({
      resolve(specifier, context, next) {
        const facade = facadeOf(specifier);
        if (!facade || context.conditions?.includes('require')) return next(specifier, context);
        return { url: pathToFileURL(facadeFile(facade, 'mjs')).href, shortCircuit: true };
      },
    });
  } else {
    Module.register(`data:text/javascript,${encodeURIComponent(asynchronousHook())}`);
  }
}

/** Older Node runs such hooks in a thread of their own, so the code travels as text. */
function asynchronousHook(): string {
  const urls = Object.fromEntries((['union', 'node', 'data'] as const).map((name) => [name, pathToFileURL(facadeFile(name, 'mjs')).href]));
  return `const urls = ${JSON.stringify(urls)};
const facadeOf = ${facadeOf.toString()};
export async function resolve(specifier, context, next) {
  const facade = facadeOf(specifier);
  return facade ? { url: urls[facade], shortCircuit: true } : next(specifier, context);
}`;
}
