import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../library/tf';
import { onCpu } from './delegateToCpu';
import { replaceKernel, runKernel, type KernelCall } from './kernels';

type Call = KernelCall<{ a: TensorInfo; b: TensorInfo }, { transposeA: boolean; transposeB: boolean }>;

/**
 * The wasm kernel calls XNNPACK only for operands that are not transposed; otherwise it runs a plain loop, about eight times
 * slower. Transposing first is cheap in comparison. It also refuses integers. On both backends, batches that broadcast against each
 * other in more than one axis get too few products.
 */
export function patchBatchMatMul(tf: Tf): void {
  replaceKernel(tf, 'BatchMatMul', 'cpu', (original) => product(tf, original, false));
  replaceKernel(tf, 'BatchMatMul', 'wasm', (original) => {
    const floats = product(tf, original, true);
    return (call: Call) => {
      const { a, b } = call.inputs;
      return a.dtype === 'float32' && b.dtype === 'float32' ? floats(call) : onCpu(tf, 'BatchMatMul', call);
    };
  });
}

function product(tf: Tf, original: unknown, transposeFirst: boolean): (call: Call) => TensorInfo {
  return (call) => {
    const { backend } = call;
    let { transposeA, transposeB } = call.attrs;
    const temporary: TensorInfo[] = [];
    const keep = (tensor: TensorInfo): TensorInfo => {
      temporary.push(tensor);
      return tensor;
    };
    let { a, b } = call.inputs;
    if (transposeFirst) {
      if (transposeA) a = keep(swapLastAxes(tf, backend, a));
      if (transposeB) b = keep(swapLastAxes(tf, backend, b));
      transposeA = transposeB = false;
    }
    const outer = outerShape(tf, a, b);
    if (outer) {
      if (!sameShape(a.shape.slice(0, -2), outer)) a = keep(broadcastOuter(tf, backend, a, outer));
      if (!sameShape(b.shape.slice(0, -2), outer)) b = keep(broadcastOuter(tf, backend, b, outer));
    }
    const run = original as (call: Call) => TensorInfo;
    const out = run({ inputs: { a, b }, backend, attrs: { transposeA, transposeB } });
    for (const tensor of temporary) backend.disposeData(tensor.dataId);
    return out;
  };
}

/** The batch shape both operands must be brought to, or `null` when the kernel copes: equal batches, or a single matrix on one side. */
function outerShape(tf: Tf, a: TensorInfo, b: TensorInfo): number[] | null {
  const [outerA, outerB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const [sizeA, sizeB] = [tf.util.sizeFromShape(outerA), tf.util.sizeFromShape(outerB)];
  if (sizeA === 1 || sizeB === 1 || sameShape(outerA, outerB)) return null;
  return tf.broadcast_util.assertAndGetBroadcastShape(outerA, outerB);
}

function swapLastAxes(tf: Tf, backend: Call['backend'], x: TensorInfo): TensorInfo {
  const perm = x.shape.map((_, axis) => axis);
  perm.splice(-2, 2, x.shape.length - 1, x.shape.length - 2);
  return runKernel(tf, 'Transpose', backend, { x }, { perm });
}

function broadcastOuter(tf: Tf, backend: Call['backend'], x: TensorInfo, outer: number[]): TensorInfo {
  const full = [...Array<number>(outer.length + 2 - x.shape.length).fill(1), ...x.shape];
  const reshaped = runKernel(tf, 'Reshape', backend, { x }, { shape: full });
  const reps = full.map((dim, axis) => (axis < outer.length ? outer[axis]! / dim : 1));
  const tiled = runKernel(tf, 'Tile', backend, { x: reshaped }, { reps });
  backend.disposeData(reshaped.dataId);
  return tiled;
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((dim, axis) => dim === b[axis]);
}
