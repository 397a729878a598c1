import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../library/tf';
import { replaceKernel, type KernelCall } from './kernels';

type Call = KernelCall<{ images: TensorInfo; dy: TensorInfo }, object, object>;

/** The cpu kernel computes the right numbers and then swaps height and width in the shape it gives them, so only square images pass. */
export function patchResizeBilinearGrad(tf: Tf): void {
  replaceKernel(tf, 'ResizeBilinearGrad', 'cpu', (original) => (call: Call): TensorInfo => {
    const run = original as unknown as (call: Call) => TensorInfo;
    return { ...run(call), shape: call.inputs.images.shape };
  });
}
