import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../library/tf';
import { onCpu } from './delegateToCpu';
import { replaceKernel, type KernelCall } from './kernels';

interface Attrs {
  pad: unknown;
  strides: number | [number, number];
  filterSize?: number | [number, number];
}
type Call = KernelCall<{ filter?: TensorInfo }, Attrs>;

const kernels = ['Conv2D', 'FusedConv2D', 'Conv2DBackpropInput', 'DepthwiseConv2dNative', 'FusedDepthwiseConv2D', 'MaxPool', 'AvgPool'];

/**
 * For padding given as a number, the library sizes the output by the filter's height and the vertical stride in both directions.
 * With windows that are not square, XNNPACK then writes past the end of the output and breaks the heap. The cpu backend keeps to the
 * size it is given.
 */
export function patchNumericPadding(tf: Tf): void {
  for (const name of kernels) {
    replaceKernel(tf, name, 'wasm', (original) => (call: Call) => {
      const run = original as unknown as (call: Call) => TensorInfo;
      return typeof call.attrs.pad === 'number' && !isSquare(call) ? onCpu(tf, name, call) : run(call);
    });
  }
}

function isSquare({ inputs, attrs }: Call): boolean {
  const filter = inputs.filter?.shape ?? attrs.filterSize ?? 1;
  return equalSides(attrs.strides) && equalSides(filter);
}

function equalSides(value: number | readonly number[]): boolean {
  return typeof value === 'number' || value[0] === value[1];
}
