import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../library/tf';
import { replaceKernel, type KernelCall } from './kernels';

type Call = KernelCall<{ x: TensorInfo }, { clipValueMin: number; clipValueMax: number }>;

/** XNNPACK's clamp turns NaN into a bound, and the losses clip their input: training that has diverged would look healthy. */
export function patchClipByValue(tf: Tf): void {
  replaceKernel(tf, 'ClipByValue', 'wasm', () => ({ inputs: { x }, attrs: { clipValueMin, clipValueMax }, backend }: Call) => {
    const out = backend.makeOutput(x.shape, x.dtype);
    const from = backend.typedArrayFromHeap(x);
    const to = backend.typedArrayFromHeap(out);
    for (let i = 0; i < from.length; i++) {
      const value = from[i]!;
      to[i] = value < clipValueMin ? clipValueMin : value > clipValueMax ? clipValueMax : value;
    }
    return out;
  });
}
