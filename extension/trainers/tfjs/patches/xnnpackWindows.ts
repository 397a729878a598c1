import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../library/tf';
import { onCpu } from './delegateToCpu';
import { replaceKernel, type KernelCall } from './kernels';

type Sides = number | readonly number[];
interface Attrs {
  pad: unknown;
  strides: Sides;
  dilations?: Sides;
  filterSize?: Sides;
}
type Call = KernelCall<{ x?: TensorInfo; filter?: TensorInfo }, Attrs>;

const kernels = ['Conv2D', 'FusedConv2D', 'Conv2DBackpropInput', 'DepthwiseConv2dNative', 'FusedDepthwiseConv2D', 'MaxPool', 'AvgPool'];

/**
 * Sends to the cpu backend the few windows that XNNPACK gets wrong:
 *
 * - Padding as a number: the library sizes the output by the window's height and the vertical stride in both directions. When the two
 *   sides differ, XNNPACK writes past the end of the output and breaks the heap; the cpu backend keeps to the size it is given.
 * - `same` padding with a window so much smaller than the stride that the last pixels are never looked at: XNNPACK refuses the
 *   negative padding, and the output stays 0.
 */
export function patchXnnpackWindows(tf: Tf): void {
  for (const name of kernels) {
    replaceKernel(tf, name, 'wasm', (original) => (call: Call) => {
      const run = original as unknown as (call: Call) => TensorInfo;
      return isMishandled(call) ? onCpu(tf, name, call) : run(call);
    });
  }
}

function isMishandled({ inputs, attrs }: Call): boolean {
  const window = both(inputs.filter?.shape ?? attrs.filterSize ?? 1);
  const strides = both(attrs.strides);
  if (typeof attrs.pad === 'number') return strides[0] !== strides[1] || window[0] !== window[1];
  if (attrs.pad !== 'same' || !inputs.x || (window[0] === 1 && window[1] === 1)) return false;
  const dilations = both(attrs.dilations ?? 1);
  return [0, 1].some((axis) => {
    const size = inputs.x!.shape[axis + 1]!;
    const seen = (Math.ceil(size / strides[axis]!) - 1) * strides[axis]! + (window[axis]! - 1) * dilations[axis]! + 1;
    return seen < size;
  });
}

function both(value: Sides): readonly number[] {
  return typeof value === 'number' ? [value, value] : value;
}
