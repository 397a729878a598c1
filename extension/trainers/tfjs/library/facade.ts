import type { Tf } from './tf';
import { fileSystemHandler } from './fileRouters';

/** What `@tensorflow/tfjs*` imports give user code: see `facades/` in the built folder. */
export interface Facades {
  union: Record<string, unknown>;
  node: Record<string, unknown>;
  data: Record<string, unknown>;
}

/** Plain copies, so that what is hooked here, and what a program replaces itself, is seen by every importer. */
export function installFacades(tf: Tf): Facades {
  const union: Record<string, unknown> = { ...tf };
  // The paths are set; a program's own would point to files that its backend does not read any more.
  union.setWasmPaths = () => undefined;
  union.setWasmPath = () => undefined;
  const io = { ...tf.io, fileSystem: fileSystemHandler(tf) };
  const node = { ...union, io, node: absentNode() };
  const facades: Facades = { union, node, data: { ...tf.data } };
  Object.assign(globalThis, { [Symbol.for('tensorwright.tfjs')]: facades });
  return facades;
}

/** `tf.node` exists in the native binding only; using it must say so instead of failing on `undefined`. */
function absentNode(): object {
  return new Proxy(
    {},
    {
      get(_, name) {
        if (typeof name === 'symbol' || name === 'then' || name === 'default' || name === '__esModule') return undefined;
        throw new Error(`tf.node.${name} needs the native @tensorflow/tfjs-node, and this run has another backend.`);
      },
    },
  );
}

/** Which facade an import is given, or `null` when the specifier is not the library's. */
export function facadeOf(specifier: string): keyof Facades | null {
  const match = /^@tensorflow\/tfjs(?:-(core|layers|data|converter|node|node-gpu|backend-(?:cpu|wasm|webgl|webgpu)))?(?:\/.*)?$/.exec(
    specifier,
  );
  if (!match) return null;
  if (match[1] === 'data') return 'data';
  return match[1] === 'node' || match[1] === 'node-gpu' ? 'node' : 'union';
}
