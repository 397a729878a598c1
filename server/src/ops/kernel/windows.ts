import type { Dim } from '../../values/dim';
import { addDims, ceilDivDims, floorDivDims, freeDim, isKnown, mulDims, subDims, unknownDim } from '../../values/dim';

/** What a convolution or pooling does along one spatial axis. */
export interface Window {
  readonly size: Dim;
  readonly stride: Dim;
  readonly dilation: Dim;
}

export type Padding = 'valid' | 'same' | null;

/**
 * The extent after sliding a window: `ceil(n / stride)` with `same`, `floor((n − dilation·(size − 1) − 1) / stride) + 1`
 * with `valid` (TensorFlow's convention, `tf.nn.convolution`).
 */
export function windowOutput(n: Dim, window: Window, padding: Padding): Dim {
  if (n === freeDim) return freeDim;
  if (padding === null) return unknownDim;
  if (padding === 'same') return isKnown(window.stride) && window.stride !== 0 ? ceilDivDims(n, window.stride) : unknownDim;
  const reach = addDims(mulDims(window.dilation, subDims(window.size, 1)), 1);
  if (!isKnown(window.stride) || window.stride === 0) return unknownDim;
  return addDims(floorDivDims(subDims(n, reach), window.stride), 1);
}

/** The axes that windows slide over, between the batch and the channels. */
export function spatialAxes(rank: number, dataFormat: string | null): number[] | null {
  if (dataFormat === null) return null;
  const first = dataFormat === 'channels_first' || dataFormat === 'channelsfirst' ? 2 : 1;
  return Array.from({ length: rank - 2 }, (_, i) => first + i);
}

export function channelAxis(rank: number, dataFormat: string | null): number | null {
  if (dataFormat === null) return null;
  return dataFormat === 'channels_first' || dataFormat === 'channelsfirst' ? 1 : rank - 1;
}
