import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { patchKernels } from '../patches/patchKernels';
import type { Tf } from './tf';

export interface LoadedTfjs {
  tf: Tf;
  /** The backend that really runs, which is compared with what was asked for. */
  backend: string;
  device: string;
}

/** Loads the bundle from a folder, patched and set to a backend. Rejects when that backend does not come up. */
export async function loadTfjs(backend: string, folder: string = __dirname): Promise<LoadedTfjs> {
  const tf = (library ??= openLibrary(folder));
  if (backend === 'wasm') {
    // With threads on, Node refuses the worker's URL and the library falls back to cpu without a word.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    tf.setWasmPaths(folder + path.sep);
  }
  const before = new Set([...process.listeners('uncaughtException'), ...process.listeners('unhandledRejection')]);
  if (!tf.engine().registryFactory[backend]) throw new Error(`There is no backend called ${backend}.`);
  const ready = await tf.setBackend(backend);
  // The wasm module installs process-wide handlers that would hide the user's errors from Node.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (!before.has(listener)) process.removeListener(event, listener);
    }
  }
  if (!ready || tf.getBackend() !== backend) throw new Error(`The ${backend} backend did not start.`);
  if (backend === 'wasm') refuseFailedAllocations(tf);
  return { tf, backend, device: await describeDevice(tf, backend) };
}

let library: Tf | undefined;

function openLibrary(folder: string): Tf {
  const tf = createRequire(__filename)(path.join(folder, 'tfjs.js')) as Tf;
  restoreClassNames(tf);
  patchKernels(tf);
  silenceGreeting(tf);
  return tf;
}

async function describeDevice(tf: Tf, backend: string): Promise<string> {
  const cpu = os.cpus()[0]?.model.trim() || os.arch();
  if (backend !== 'wasm') return cpu;
  return `${cpu}, ${(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) ? 'WebAssembly SIMD' : 'WebAssembly'}`;
}

/** Bundling marks classes whose names are taken or used inside them (`Conv2D2`, `_Sequential`); people see names in errors and in `constructor.name`. */
function restoreClassNames(tf: Tf): void {
  const types = tf.serialization.SerializationMap.getMap().classNameMap;
  const named: [string, unknown][] = [
    ...Object.entries(types).map(([name, [type]]): [string, unknown] => [name, type]),
    ...Object.entries(tf),
  ];
  for (const [name, value] of named) {
    if (typeof value === 'function' && value.name !== name && value.name.replace(/^_|\d+$/g, '') === name) {
      Object.defineProperty(value, 'name', { value: name });
    }
  }
}

/** The cpu backend advertises the native one at its first use. A run says which backend it has, and why, in its record. */
function silenceGreeting(tf: Tf): void {
  (tf.findBackend('cpu') as unknown as { firstUse: boolean }).firstUse = false;
}

/** When its memory cannot grow, the module's `malloc` gives 0, and kernels would go on to write there. */
function refuseFailedAllocations(tf: Tf): void {
  const { wasm } = tf.backend() as unknown as { wasm: { _malloc: (size: number) => number } };
  const malloc = wasm._malloc;
  wasm._malloc = (size) => {
    const address = malloc(size);
    if (address === 0 && size > 0) throw new RangeError(`WebAssembly is out of memory: ${size} bytes could not be had.`);
    return address;
  };
}
