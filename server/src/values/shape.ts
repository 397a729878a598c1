import type { Dim } from './dim';
import { formatDim, joinDims, unknownDim } from './dim';

/**
 * A list of extents, the last ones known, with or without an unknown number of axes before them: `(*, 128)` has
 * `hasPrefix`. A shape of unknown rank is `null` everywhere.
 */
export interface Shape {
  readonly dims: readonly Dim[];
  readonly hasPrefix: boolean;
}

export type MaybeShape = Shape | null;

export function shapeOf(dims: readonly Dim[], hasPrefix = false): Shape {
  return { dims, hasPrefix };
}

/** Number of axes, or null when it is unknown. */
export function rankOf(shape: MaybeShape): number | null {
  return shape && !shape.hasPrefix ? shape.dims.length : null;
}

/** The extent at an axis (negative counts from the end); unknown where the shape does not tell. */
export function dimAt(shape: MaybeShape, axis: number): Dim {
  if (!shape) return unknownDim;
  if (axis < 0) return shape.dims[shape.dims.length + axis] ?? unknownDim;
  return shape.hasPrefix ? unknownDim : (shape.dims[axis] ?? unknownDim);
}

/** The same shape with another last extent. */
export function withLast(shape: MaybeShape, dim: Dim): MaybeShape {
  if (!shape) return shapeOf([dim], true);
  return { ...shape, dims: [...shape.dims.slice(0, -1), dim] };
}

export function joinShapes(a: MaybeShape, b: MaybeShape): MaybeShape {
  if (a === b) return a;
  if (!a || !b || a.hasPrefix || b.hasPrefix || a.dims.length !== b.dims.length) return null;
  return shapeOf(a.dims.map((dim, i) => joinDims(dim, b.dims[i]!)));
}

/** `(None, 32, 32, 3)`, `(8,)`, `(*, 128)`; `?` for an unknown rank. */
export function formatShape(shape: MaybeShape): string {
  if (!shape) return '?';
  const parts = shape.dims.map(formatDim);
  if (shape.hasPrefix) parts.unshift('*');
  return parts.length === 1 ? `(${parts[0]},)` : `(${parts.join(', ')})`;
}
