import type { Tf } from '../library/tf';
import { patchBatchMatMul } from './batchMatMul';
import { patchClipByValue } from './clipByValue';
import { patchConv2dBackpropFilter } from './conv2dBackpropFilter';
import { delegateMissingKernels } from './delegateToCpu';
import { patchNumericPadding } from './numericPadding';
import { patchResizeNearestNeighborGrad } from './resizeNearestNeighborGrad';
import { patchUnsortedSegmentSum } from './unsortedSegmentSum';

/** Mends what TensorFlow.js 4.22 gets wrong, refuses or does slowly in training. Called once, before a backend is set. */
export function patchKernels(tf: Tf): void {
  patchResizeNearestNeighborGrad(tf);
  patchNumericPadding(tf);
  patchBatchMatMul(tf);
  patchConv2dBackpropFilter(tf);
  patchUnsortedSegmentSum(tf);
  patchClipByValue(tf);
  delegateMissingKernels(tf);
}
