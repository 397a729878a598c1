import type { KernelConfig, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../library/tf';

/** The parts of the wasm backend that kernels use; `BackendWasm` keeps some of them private in its types. */
export interface WasmBackend {
  readSync(dataId: object): Float32Array | Int32Array | Uint8Array | Uint8Array[];
  makeOutput(shape: number[], dtype: string, memoryOffset?: number, values?: ArrayBufferView): TensorInfo;
  typedArrayFromHeap(tensor: TensorInfo): Float32Array | Int32Array | Uint8Array;
  disposeData(dataId: object, force?: boolean): boolean;
}

/** A kernel with its inputs and attributes as the registry passes them, less strictly typed. */
export interface KernelCall<Inputs, Attrs, Backend = WasmBackend> {
  inputs: Inputs;
  attrs: Attrs;
  backend: Backend;
}

/** Runs a registered kernel that gives one tensor. */
export function runKernel(tf: Tf, name: string, backend: object, inputs: object, attrs: object = {}): TensorInfo {
  const config = tf.getKernel(name, backendNameOf(tf, backend));
  const call = { inputs, attrs, backend } as Parameters<KernelFunc>[0];
  return config.kernelFunc(call) as TensorInfo;
}

/**
 * Replaces a kernel, or adds one that is missing. The replaced one's `setupFunc` is kept, because it binds the
 * function of the wasm module. Must be called before the backend is set.
 */
export function replaceKernel(tf: Tf, name: string, backendName: string, make: (original: KernelFunc | undefined) => unknown): void {
  const original = tf.getKernel(name, backendName) as KernelConfig | undefined;
  if (original) tf.unregisterKernel(name, backendName);
  tf.registerKernel({ ...original, kernelName: name, backendName, kernelFunc: make(original?.kernelFunc) as KernelFunc });
}

function backendNameOf(tf: Tf, backend: object): string {
  return backend === tf.findBackend('cpu') ? 'cpu' : 'wasm';
}
