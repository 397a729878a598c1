import type { Dim } from '../../../values/dim';
import { freeDim } from '../../../values/dim';
import type { MaybeShape } from '../../../values/shape';
import { shapeOf } from '../../../values/shape';

/** A shape with the batch's own extent in front: an unknown one stays open. */
export function withBatchOf(shape: MaybeShape, batch: Dim | null): MaybeShape {
  if (!shape || shape.hasPrefix || !shape.dims.length) return shape;
  return shapeOf([batch ?? freeDim, ...shape.dims.slice(1)]);
}
