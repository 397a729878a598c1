import { compareDims } from '../../values/dim';
import type { MaybeShape, Shape } from '../../values/shape';
import { shapeOf } from '../../values/shape';
import { broadcastShapes } from './broadcast';

export type Product =
  { readonly fits: true; readonly shape: MaybeShape } | { readonly fits: false; readonly why: 'scalar' | 'inner' | 'batch' };

/**
 * The shape of a matrix product (`numpy.matmul`): a vector counts as a matrix of one row or column that is dropped afterwards, axes before
 * the last two are broadcast.
 */
export function matmulShape(a: MaybeShape, b: MaybeShape): Product {
  if (!a || !b) return { fits: true, shape: null };
  const isScalar = (s: Shape): boolean => s.dims.length === 0 && !s.hasPrefix;
  if (isScalar(a) || isScalar(b)) return { fits: false, why: 'scalar' };
  const last = a.dims.at(-1);
  const inner = b.dims.length >= 2 ? b.dims.at(-2) : b.hasPrefix ? undefined : b.dims[0];
  if (last !== undefined && inner !== undefined && compareDims(last, inner) === 'different') return { fits: false, why: 'inner' };
  if (a.hasPrefix || b.hasPrefix) return { fits: true, shape: null };
  if (a.dims.length === 1) return { fits: true, shape: shapeOf([...b.dims.slice(0, -2), ...(b.dims.length > 1 ? [b.dims.at(-1)!] : [])]) };
  if (b.dims.length === 1) return { fits: true, shape: shapeOf(a.dims.slice(0, -1)) };
  const batch = broadcastShapes(shapeOf(a.dims.slice(0, -2)), shapeOf(b.dims.slice(0, -2)));
  if (!batch.fits) return { fits: false, why: 'batch' };
  return { fits: true, shape: batch.shape && shapeOf([...batch.shape.dims, a.dims.at(-2)!, b.dims.at(-1)!]) };
}
