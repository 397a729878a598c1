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

/** Loads the bundle beside the child, patched and set to a backend. Rejects when that backend does not come up. */
export async function loadTfjs(backend: string): Promise<LoadedTfjs> {
  const tf = createRequire(__filename)('./tfjs.js') as Tf;
  restoreClassNames(tf);
  patchKernels(tf);
  silenceGreeting(tf);
  if (backend === 'wasm') {
    // With threads on, Node refuses the worker's URL and the library falls back to cpu without a word.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    tf.setWasmPaths(__dirname + path.sep);
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

async function describeDevice(tf: Tf, backend: string): Promise<string> {
  const cpu = os.cpus()[0]?.model.trim() || os.arch();
  if (backend !== 'wasm') return cpu;
  return `${cpu}, ${(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) ? 'WebAssembly SIMD' : 'WebAssembly'}`;
}

/** Bundling numbers classes whose names collide (`Conv2D2`); people see them in errors and in `constructor.name`. */
function restoreClassNames(tf: Tf): void {
  for (const [className, [type]] of Object.entries(tf.serialization.SerializationMap.getMap().classNameMap)) {
    if (type.name !== className && type.name.replace(/\d+$/, '') === className) Object.defineProperty(type, 'name', { value: className });
  }
  for (const [name, value] of Object.entries(tf)) {
    if (typeof value === 'function' && value.name !== name && value.name.replace(/\d+$/, '') === name) {
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
  const { wasm } = tf.backend() as unknown as { wasm: { _malloc(size: number): number } };
  const malloc = wasm._malloc;
  wasm._malloc = (size) => {
    const address = malloc(size);
    if (address === 0 && size > 0) throw new RangeError(`WebAssembly is out of memory: ${size} bytes could not be had.`);
    return address;
  };
}
