import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../library/tf';
import { onCpu } from './delegateToCpu';
import { replaceKernel, runKernel, type KernelCall, type WasmBackend } from './kernels';

interface Attrs {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
  dataFormat: 'NHWC' | 'NCHW';
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  filterShape: [number, number, number, number];
}
type Call = KernelCall<{ x: TensorInfo; dy: TensorInfo }, Attrs>;

/** Numbers in one matrix of patches; more images than fit are taken in turns, so that memory stays bounded. */
const maxPatchNumbers = 4 * 1024 * 1024;

/**
 * The gradient of a convolution by its filter, which the wasm backend lacks: `patches(x)ᵀ · dy`, where a row of patches
 * holds what one output pixel sees. The product runs in XNNPACK, about a hundred times faster than the cpu backend's loops.
 */
export function patchConv2dBackpropFilter(tf: Tf): void {
  replaceKernel(tf, 'Conv2DBackpropFilter', 'wasm', () => (call: Call): TensorInfo => {
    const { inputs, attrs, backend } = call;
    const { x, dy } = inputs;
    if (attrs.dataFormat === 'NCHW') return onCpu(tf, 'Conv2DBackpropFilter', call) as TensorInfo;
    const info = tf.backend_util.computeConv2DInfo(
      x.shape as [number, number, number, number],
      attrs.filterShape,
      attrs.strides,
      1,
      attrs.pad,
      attrs.dimRoundingMode,
    );
    const columns = info.filterHeight * info.filterWidth * info.inChannels;
    const pixels = info.outHeight * info.outWidth;
    const perTurn = Math.max(1, Math.min(info.batchSize, Math.floor(maxPatchNumbers / (pixels * columns || 1))));
    let total: TensorInfo | null = null;
    for (let first = 0; first < info.batchSize; first += perTurn) {
      const images = Math.min(perTurn, info.batchSize - first);
      const part = filterGradient(tf, backend, x, dy, info, first, images);
      if (total === null) total = part;
      else {
        const sum = runKernel(tf, 'Add', backend, { a: total, b: part });
        backend.disposeData(total.dataId);
        backend.disposeData(part.dataId);
        total = sum;
      }
    }
    total ??= backend.makeOutput([columns, info.outChannels], 'float32', undefined, new Float32Array(columns * info.outChannels));
    const out = runKernel(tf, 'Reshape', backend, { x: total }, { shape: info.filterShape });
    backend.disposeData(total.dataId);
    return out;
  });
}

type ConvInfo = ReturnType<Tf['backend_util']['computeConv2DInfo']>;

/** The share of images `first … first + images - 1`, as a matrix of `columns` × `outChannels`. */
function filterGradient(
  tf: Tf,
  backend: WasmBackend,
  x: TensorInfo,
  dy: TensorInfo,
  info: ConvInfo,
  first: number,
  images: number,
): TensorInfo {
  const rows = images * info.outHeight * info.outWidth;
  const columns = info.filterHeight * info.filterWidth * info.inChannels;
  const patches = backend.makeOutput([rows, columns], 'float32');
  fillPatches(backend.typedArrayFromHeap(x) as Float32Array, backend.typedArrayFromHeap(patches) as Float32Array, info, first, images);
  const transposed = runKernel(tf, 'Transpose', backend, { x: patches }, { perm: [1, 0] });
  backend.disposeData(patches.dataId);
  const whole = images === info.batchSize;
  const dyPart = whole
    ? runKernel(tf, 'Reshape', backend, { x: dy }, { shape: [rows, info.outChannels] })
    : sliceImages(tf, backend, dy, first, images, rows, info.outChannels);
  const product = runKernel(tf, 'BatchMatMul', backend, { a: transposed, b: dyPart }, { transposeA: false, transposeB: false });
  backend.disposeData(transposed.dataId);
  backend.disposeData(dyPart.dataId);
  return product;
}

function sliceImages(
  tf: Tf,
  backend: WasmBackend,
  dy: TensorInfo,
  first: number,
  images: number,
  rows: number,
  channels: number,
): TensorInfo {
  const part = runKernel(tf, 'Slice', backend, { x: dy }, { begin: [first, 0, 0, 0], size: [images, ...dy.shape.slice(1)] });
  const matrix = runKernel(tf, 'Reshape', backend, { x: part }, { shape: [rows, channels] });
  backend.disposeData(part.dataId);
  return matrix;
}

/** In NHWC a filter row covers one unbroken run of numbers of an image, so a patch is copied run by run; what lies outside stays 0. */
function fillPatches(x: Float32Array, patches: Float32Array, info: ConvInfo, first: number, images: number): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = info;
  const run = filterWidth * inChannels;
  const imageRow = inWidth * inChannels;
  patches.fill(0);
  let to = 0;
  for (let image = first; image < first + images; image++) {
    const imageStart = image * inHeight * imageRow;
    for (let outRow = 0; outRow < outHeight; outRow++) {
      for (let outColumn = 0; outColumn < outWidth; outColumn++) {
        const column = outColumn * strideWidth - padInfo.left;
        const skipped = Math.max(0, -column) * inChannels;
        const length = Math.min(filterWidth, inWidth - column) * inChannels;
        for (let filterRow = 0; filterRow < filterHeight; filterRow++, to += run) {
          const row = outRow * strideHeight - padInfo.top + filterRow;
          if (row < 0 || row >= inHeight) continue;
          const from = imageStart + row * imageRow + column * inChannels;
          for (let i = skipped; i < length; i++) patches[to + i] = x[from + i]!;
        }
      }
    }
  }
}
