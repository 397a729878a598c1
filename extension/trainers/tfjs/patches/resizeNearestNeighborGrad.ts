import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../library/tf';
import { replaceKernel, type KernelCall } from './kernels';

interface Backend {
  makeTensorInfo(shape: number[], dtype: string, values: Float32Array): TensorInfo;
  data: { get(dataId: object): { values: Float32Array } };
  disposeData(dataId: object): boolean;
}
type Call = KernelCall<{ images: TensorInfo; dy: TensorInfo }, { alignCorners: boolean }, Backend>;

/** The cpu kernel steps through `dy` with the stride of `images` between batches, so it is right for one image only: it gets them one by one. */
export function patchResizeNearestNeighborGrad(tf: Tf): void {
  replaceKernel(tf, 'ResizeNearestNeighborGrad', 'cpu', (original) => (call: Call): TensorInfo => {
    const run = original as KernelFunc as unknown as (call: Call) => TensorInfo;
    const { images, dy } = call.inputs;
    const batch = images.shape[0]!;
    if (batch <= 1) return run(call);
    const { backend, attrs } = call;
    const result = new Float32Array(tf.util.sizeFromShape(images.shape));
    const size = result.length / batch;
    for (let i = 0; i < batch; i++) {
      const inputs = { images: oneImage(backend, images, i), dy: oneImage(backend, dy, i) };
      const part = run({ inputs, backend, attrs });
      result.set(backend.data.get(part.dataId).values, i * size);
      for (const tensor of [inputs.images, inputs.dy, part]) backend.disposeData(tensor.dataId);
    }
    return backend.makeTensorInfo(images.shape, 'float32', result);
  });
}

function oneImage(backend: Backend, tensor: TensorInfo, index: number): TensorInfo {
  const shape = [1, ...tensor.shape.slice(1)];
  const size = shape.reduce((a, b) => a * b, 1);
  const { values } = backend.data.get(tensor.dataId);
  return backend.makeTensorInfo(shape, tensor.dtype, values.slice(index * size, (index + 1) * size));
}
