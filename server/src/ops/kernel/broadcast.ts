import type { Dim } from '../../values/dim';
import { compareDims, freeDim, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { shapeOf } from '../../values/shape';

export type Broadcast = { readonly fits: true; readonly shape: MaybeShape } | { readonly fits: false; readonly axis: number };

/**
 * The shape of an element-wise operation: axes are aligned at the last one, and an extent of 1 fits any (NumPy's rule, which all
 * frameworks follow). `fits` is false only where two extents certainly differ; `axis` counts from the end, from -1.
 */
export function broadcastShapes(a: MaybeShape, b: MaybeShape): Broadcast {
  if (!a || !b) return { fits: true, shape: null };
  const shared = Math.min(a.dims.length, b.dims.length);
  const dims: Dim[] = [];
  const longer = a.dims.length >= b.dims.length ? a : b;
  for (let i = 1; i <= longer.dims.length; i++) {
    const other = longer === a ? b : a;
    const x = longer.dims[longer.dims.length - i]!;
    // Behind a prefix of unknown length there may be any extent.
    const y = i <= shared ? other.dims[other.dims.length - i]! : other.hasPrefix ? unknownDim : 1;
    const merged = mergeDim(x, y);
    if (merged === null) return { fits: false, axis: -i };
    dims.unshift(merged);
  }
  return { fits: true, shape: shapeOf(dims, a.hasPrefix || b.hasPrefix) };
}

/** Several shapes at once. */
export function broadcastAll(shapes: readonly MaybeShape[]): Broadcast {
  let shape: MaybeShape = shapeOf([]);
  for (const next of shapes) {
    const merged = broadcastShapes(shape, next);
    if (!merged.fits) return merged;
    ({ shape } = merged);
  }
  return { fits: true, shape };
}

/** One extent of two that are broadcast; null when they certainly differ. */
export function mergeDim(x: Dim, y: Dim): Dim | null {
  if (x === 1) return y;
  if (y === 1) return x;
  const comparison = compareDims(x, y);
  if (comparison === 'equal') return x;
  if (comparison === 'different') return null;
  if (typeof x === 'number') return x;
  if (typeof y === 'number') return y;
  if (x === freeDim && y === freeDim) return freeDim;
  return unknownDim;
}
