import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../library/tf';
import { replaceKernel, type KernelCall, type WasmBackend } from './kernels';

type Inputs = Record<string, TensorInfo | TensorInfo[]> | TensorInfo[];
type AnyCall = KernelCall<object, object>;

/** Kernels whose values the wasm backend cannot hold at all: complex numbers. */
const notForWasm = new Set(['Complex', 'ComplexAbs', 'FFT', 'IFFT', 'Imag', 'Real']);

/** Kernels that the wasm backend has, with wrong results: the input gradient always, the filter gradient with strides, the maximum of negative values. */
const wrongOnWasm = new Set(['Conv3DBackpropInputV2', 'Conv3DBackpropFilterV2', 'MaxPool3DGrad', 'AvgPool3DGrad']);

/** Gives the wasm backend every kernel that only the cpu backend has, or has right, by way of copies; slow, but it trains. */
export function lendKernels(tf: Tf): void {
  for (const { kernelName } of tf.getKernelsForBackend('cpu')) {
    if (notForWasm.has(kernelName) || (tf.getKernel(kernelName, 'wasm') && !wrongOnWasm.has(kernelName))) continue;
    replaceKernel(tf, kernelName, 'wasm', () => (call: AnyCall) => onCpu(tf, kernelName, call));
  }
}

/** Runs one kernel of the cpu backend on tensors of the wasm backend. */
export function onCpu(tf: Tf, kernelName: string, call: AnyCall): TensorInfo | TensorInfo[] {
  const cpu = tf.findBackend('cpu') as unknown as CpuBackend;
  const wasm = call.backend;
  const copies: TensorInfo[] = [];
  const toCpu = (tensor: TensorInfo): TensorInfo => {
    const copy = cpu.makeTensorInfo(tensor.shape, tensor.dtype, wasm.readSync(tensor.dataId));
    copies.push(copy);
    return copy;
  };
  const run = tf.getKernel(kernelName, 'cpu').kernelFunc as unknown as (call: object) => TensorInfo | TensorInfo[];
  const outs = run({ inputs: mapInputs(call.inputs as Inputs, toCpu), attrs: call.attrs, backend: cpu });
  const list = Array.isArray(outs) ? outs : [outs];
  const back = list.map((out) => toWasm(wasm, out, cpu));
  for (const tensor of [...list, ...copies]) cpu.disposeData(tensor.dataId);
  return Array.isArray(outs) ? back : back[0]!;
}

interface CpuBackend {
  makeTensorInfo(shape: number[], dtype: string, values: unknown): TensorInfo;
  readSync(dataId: object): ArrayBufferView;
  disposeData(dataId: object): boolean;
}

function toWasm(wasm: WasmBackend, out: TensorInfo, cpu: CpuBackend): TensorInfo {
  return wasm.makeOutput(out.shape, out.dtype, undefined, typed(out.dtype, cpu.readSync(out.dataId)));
}

/** Some cpu kernels give plain arrays or the array type of another dtype; the wasm heap takes bytes. */
function typed(dtype: string, values: ArrayBufferView | number[]): ArrayBufferView {
  if (dtype === 'string') return values as ArrayBufferView;
  const numbers = values as unknown as ArrayLike<number>;
  if (dtype === 'int32') return values instanceof Int32Array ? values : Int32Array.from(numbers);
  if (dtype === 'bool') return values instanceof Uint8Array ? values : Uint8Array.from(numbers);
  return values instanceof Float32Array ? values : Float32Array.from(numbers);
}

function mapInputs(inputs: Inputs, copy: (tensor: TensorInfo) => TensorInfo): Inputs {
  if (Array.isArray(inputs)) return inputs.map(copy);
  const mapped: Record<string, TensorInfo | TensorInfo[]> = {};
  for (const [name, value] of Object.entries(inputs)) {
    if (value) mapped[name] = Array.isArray(value) ? value.map(copy) : copy(value);
  }
  return mapped;
}
