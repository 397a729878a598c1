import type { Tf } from '../library/tf';
import { patchBatchMatMul } from './batchMatMul';
import { patchClipByValue } from './clipByValue';
import { patchConv2dBackpropFilter } from './conv2dBackpropFilter';
import { lendKernels } from './delegateToCpu';
import { patchPoolGradients } from './poolGradients';
import { patchResizeBilinearGrad } from './resizeBilinearGrad';
import { patchResizeNearestNeighborGrad } from './resizeNearestNeighborGrad';
import { patchUnsortedSegmentSum } from './unsortedSegmentSum';
import { patchXnnpackWindows } from './xnnpackWindows';

/** Mends what TensorFlow.js 4.22 gets wrong, refuses or does slowly in training. Called once, before a backend is set. */
export function patchKernels(tf: Tf): void {
  patchResizeNearestNeighborGrad(tf);
  patchResizeBilinearGrad(tf);
  patchPoolGradients(tf);
  patchXnnpackWindows(tf);
  patchBatchMatMul(tf);
  patchConv2dBackpropFilter(tf);
  patchUnsortedSegmentSum(tf);
  patchClipByValue(tf);
  lendKernels(tf);
}
