import type { GraphShape, ShapeDim } from '../../../extension/protocol/graph';
import type { Dim } from '../values/dim';
import { formatDim } from '../values/dim';
import type { MaybeShape } from '../values/shape';

/** A shape as the contracts carry it. Axes of unknown number before the known ones are one `*`. */
export function graphShape(shape: MaybeShape): GraphShape {
  if (!shape) return null;
  const dims = shape.dims.map(graphDim);
  return shape.hasPrefix ? ['*', ...dims] : dims;
}

/** A count as the contracts carry it; `null` when it is not a plain number. */
export function graphCount(count: Dim): number | null {
  return typeof count === 'number' ? count : null;
}

/** `N×3×32×32`, as nodes and edges show it; `?` for an unknown rank. */
export function shortShape(shape: GraphShape): string {
  if (!shape) return '?';
  if (shape.length === 0) return '()';
  return shape.map((dim, i) => (dim === null ? (i === 0 ? 'N' : '?') : String(dim))).join('×');
}

function graphDim(dim: Dim): ShapeDim {
  if (typeof dim === 'number') return dim;
  return dim.kind === 'symbolic' ? formatDim(dim) : null;
}
