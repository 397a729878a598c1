import type { CallContext } from '../kernel';
import { maxData, msg } from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import { made } from './torchOp';

/*
 * What shows the elements of a tensor in another order or only some of them: where they are known, they are found by the steps that each
 * axis of the result takes through them.
 */

/** The extents of a tensor of known rank. */
export function dimsOf({ shape }: TensorValue): readonly Dim[] | null {
  return shape && !shape.hasPrefix ? shape.dims : null;
}

/** How many elements lie between neighbors on each axis; null where an extent is not known. */
export function stridesOf(dims: readonly Dim[]): readonly number[] | null {
  if (!dims.every(isLiteral)) return null;
  const strides: number[] = [];
  let step = 1;
  for (const d of [...dims].reverse()) {
    strides.unshift(step);
    step *= d;
  }
  return strides;
}

/** The elements at the places that the axes of `dims` step through from `offset` on. */
export function elementsAt(
  data: readonly number[] | null | undefined,
  dims: readonly Dim[],
  strides: readonly number[] | null,
  offset = 0,
): readonly number[] | null {
  if (!data || !strides || !dims.every(isLiteral)) return null;
  const size = dims.reduce<number>((n, d) => n * d, 1);
  if (size > maxData) return null;
  const out: number[] = [];
  for (let n = 0; n < size; n++) {
    let [left, at] = [n, offset];
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      at += (left % dims[axis]!) * strides[axis]!;
      left = Math.floor(left / dims[axis]!);
    }
    const element = data[at];
    if (element === undefined) return null;
    out.push(element);
  }
  return out;
}

/** All elements of `x`, in another order or shape; without `strides` in the same order. */
export function rearranged(
  cx: CallContext,
  x: TensorValue,
  shape: MaybeShape,
  strides?: readonly number[] | null,
  offset = 0,
): TensorValue {
  const data = strides === undefined ? x.data : shape && elementsAt(x.data, shape.dims, strides, offset);
  return made(cx, [x], shape, x.dtype, { data: data ?? null, range: x.range ?? null });
}

/** Some elements of `x`. */
export function selected(
  cx: CallContext,
  x: TensorValue,
  shape: MaybeShape,
  strides: readonly number[] | null = null,
  offset = 0,
): TensorValue {
  const data = shape && elementsAt(x.data, shape.dims, strides, offset);
  return made(cx, [x], shape, x.dtype, { data, range: x.range ? { ...x.range, isLoose: true } : null });
}

/**
 * An axis counted from 0; null when it is not known or was reported. A tensor without axes takes 0 and -1 for one, which `none` stands
 * for.
 */
export function axisIn(x: TensorValue, axis: Dim, cx: CallContext, at = 'dim', rank = rankOf(x.shape)): number | 'none' | null {
  if (!isLiteral(axis) || rank === null) return null;
  const most = Math.max(rank, 1);
  if (axis >= -most && axis < most) return rank === 0 ? 'none' : axis < 0 ? axis + rank : axis;
  cx.report('axis-out-of-range', msg('{0}: there is no axis {1} among {2}: {3}', cx.label, axis, rank, formatShape(x.shape)), {
    at,
    from: [x],
  });
  return null;
}

/** The same of several axes, each of which may be named once; null when one is not known or was reported. */
export function axesIn(x: TensorValue, axes: readonly Dim[] | null, cx: CallContext, at = 'dims'): readonly number[] | null {
  if (!axes) return null;
  const found: number[] = [];
  for (const axis of axes) {
    const one = axisIn(x, axis, cx, at);
    if (one === null) return null;
    if (one === 'none') continue;
    if (found.includes(one)) {
      cx.report('axis-out-of-range', msg('{0}: axis {1} is named twice', cx.label, one), { at, from: [x] });
      return null;
    }
    found.push(one);
  }
  return found;
}

/** The shape with one extent replaced; null where it is not known which. */
export function replaced(dims: readonly Dim[], axis: number, dim: Dim): MaybeShape {
  return shapeOf(dims.map((d, i) => (i === axis ? dim : d)));
}

/** The elements along the axes by other steps, where a negative one begins at the end of its axis. */
export function inSteps(cx: CallContext, x: TensorValue, own: readonly Dim[], change: (axis: number, step: number) => number): TensorValue {
  const strides = stridesOf(own);
  const steps = strides?.map((step, axis) => change(axis, step)) ?? null;
  const offset = steps?.reduce((sum, step, axis) => sum + (step < 0 ? -step * ((own[axis] as number) - 1) : 0), 0) ?? 0;
  return rearranged(cx, x, shapeOf(own), steps, offset);
}
