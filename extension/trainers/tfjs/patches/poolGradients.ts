import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../library/tf';
import { replaceKernel, type KernelCall, type WasmBackend } from './kernels';

interface Attrs {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}
interface CpuBackend {
  makeTensorInfo(shape: number[], dtype: string, values: Float32Array): TensorInfo;
  data: { get(dataId: object): { values: Float32Array } };
}
type Call<Backend> = KernelCall<{ dy: TensorInfo; input: TensorInfo }, Attrs, Backend>;
type PoolInfo = ReturnType<Tf['backend_util']['computePool2DInfo']>;

/**
 * Gradients of pooling. The wasm kernel for the maximum starts its search at the smallest positive number, so windows of negative
 * values get no gradient; every backend's kernel for the average divides by the whole window, although the forward pass divides by
 * what of it lies inside the image.
 */
export function patchPoolGradients(tf: Tf): void {
  const infoOf = ({ inputs, attrs }: Call<unknown>): PoolInfo =>
    tf.backend_util.computePool2DInfo(
      inputs.input.shape as [number, number, number, number],
      attrs.filterSize,
      attrs.strides,
      1,
      attrs.pad,
      attrs.dimRoundingMode,
    );
  const onWasm = (gradient: Gradient) => (call: Call<WasmBackend>) => {
    const { inputs, backend } = call;
    const out = backend.makeOutput(inputs.input.shape, 'float32');
    const [dx, x, dy] = [out, inputs.input, inputs.dy].map((tensor) => backend.typedArrayFromHeap(tensor) as Float32Array);
    gradient(dx!.fill(0), x!, dy!, infoOf(call));
    return out;
  };
  const onCpu = (gradient: Gradient) => (call: Call<CpuBackend>) => {
    const { inputs, backend } = call;
    const [x, dy] = [inputs.input, inputs.dy].map(({ dataId }) => backend.data.get(dataId).values);
    const dx = new Float32Array(x!.length);
    gradient(dx, x!, dy!, infoOf(call));
    return backend.makeTensorInfo(inputs.input.shape, 'float32', dx);
  };
  replaceKernel(tf, 'MaxPoolGrad', 'wasm', () => onWasm(maxGradient));
  replaceKernel(tf, 'AvgPoolGrad', 'wasm', () => onWasm(averageGradient));
  replaceKernel(tf, 'AvgPoolGrad', 'cpu', () => onCpu(averageGradient));
}

/** Adds to `dx`, which comes filled with zeros. */
type Gradient = (dx: Float32Array, x: Float32Array, dy: Float32Array, info: PoolInfo) => void;

/** All of a window's gradient goes to its first largest value. */
const maxGradient: Gradient = (dx, x, dy, info) => {
  const { inWidth, inChannels } = info;
  eachWindow(info, (image, top, bottom, left, right, at) => {
    for (let channel = 0; channel < inChannels; channel++) {
      let best = image + (top * inWidth + left) * inChannels + channel;
      for (let row = top; row < bottom; row++) {
        const start = image + row * inWidth * inChannels + channel;
        for (let column = left; column < right; column++) {
          const position = start + column * inChannels;
          if (x[position]! > x[best]!) best = position;
        }
      }
      dx[best]! += dy[at + channel]!;
    }
  });
};

/** Each value inside a window gets an equal share. */
const averageGradient: Gradient = (dx, _x, dy, info) => {
  const { inWidth, inChannels } = info;
  eachWindow(info, (image, top, bottom, left, right, at) => {
    const share = 1 / ((bottom - top) * (right - left));
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        const to = image + (row * inWidth + column) * inChannels;
        for (let channel = 0; channel < inChannels; channel++) dx[to + channel]! += dy[at + channel]! * share;
      }
    }
  });
};

/** Visits every window, cut to the image: where its image starts, its edges, and where its gradient starts in `dy`. */
function eachWindow(
  info: PoolInfo,
  visit: (image: number, top: number, bottom: number, left: number, right: number, at: number) => void,
): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, strideHeight, strideWidth, filterHeight, filterWidth, padInfo } =
    info;
  let at = 0;
  for (let b = 0; b < batchSize; b++) {
    const image = b * inHeight * inWidth * inChannels;
    for (let outRow = 0; outRow < outHeight; outRow++) {
      const row = outRow * strideHeight - padInfo.top;
      for (let outColumn = 0; outColumn < outWidth; outColumn++, at += inChannels) {
        const column = outColumn * strideWidth - padInfo.left;
        const [top, bottom] = [Math.max(0, row), Math.min(inHeight, row + filterHeight)];
        const [left, right] = [Math.max(0, column), Math.min(inWidth, column + filterWidth)];
        if (top < bottom && left < right) visit(image, top, bottom, left, right, at);
      }
    }
  }
}
