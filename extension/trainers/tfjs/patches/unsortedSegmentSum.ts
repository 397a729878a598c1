import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../library/tf';
import { replaceKernel, type KernelCall } from './kernels';

type Call = KernelCall<{ x: TensorInfo; segmentIds: TensorInfo }, { numSegments: number }>;

/** The gradient of `gather`, and so of every embedding: adds rows of `x` into the segments that their ids name. wasm has no such kernel. */
export function patchUnsortedSegmentSum(tf: Tf): void {
  replaceKernel(tf, 'UnsortedSegmentSum', 'wasm', () => ({ inputs: { x, segmentIds }, attrs: { numSegments }, backend }: Call) => {
    const out = backend.makeOutput([numSegments, ...x.shape.slice(segmentIds.shape.length)], x.dtype);
    // The views are taken after the allocation, which may move the heap.
    const sums = backend.typedArrayFromHeap(out);
    const values = backend.typedArrayFromHeap(x);
    const ids = backend.typedArrayFromHeap(segmentIds);
    const width = ids.length === 0 ? 0 : values.length / ids.length;
    sums.fill(0);
    for (let row = 0; row < ids.length; row++) {
      const id = ids[row]!;
      if (id < 0 || id >= numSegments) continue;
      const [from, to] = [row * width, id * width];
      for (let i = 0; i < width; i++) sums[to + i]! += values[from + i]!;
    }
    return out;
  });
}
