import { msg } from '../../../../extension/protocol/localize';
import type { Dim } from '../../values/dim';
import { compareDims, isLiteral } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import type { RuleContext } from './axes';
import { axesOf } from './axes';
import { broadcastAll } from './broadcast';
import { shapesText } from './joining';
import { matmulShape } from './matmul';

/** The shape of an element-wise operation on several tensors; reports where they do not fit. */
export function fitShapes(xs: readonly TensorValue[], cx: RuleContext, at?: string): MaybeShape {
  const merged = broadcastAll(xs.map((x) => x.shape));
  if (merged.fits) return merged.shape;
  cx.report(
    'broadcast-mismatch',
    msg('{0}: the shapes do not fit each other, they differ on axis {1}: {2}', cx.label, merged.axis, shapesText(xs)),
    {
      from: xs,
      ...(at !== undefined && { at }),
    },
  );
  return null;
}

/** A matrix product; reports what does not fit. */
export function productShape(a: TensorValue, b: TensorValue, cx: RuleContext): MaybeShape {
  const product = matmulShape(a.shape, b.shape);
  if (product.fits) return product.shape;
  const shapes = [formatShape(a.shape), formatShape(b.shape)] as const;
  const from = [a, b];
  if (product.why === 'scalar') cx.report('rank-mismatch', msg('{0} takes tensors with axes: {1} and {2}', cx.label, ...shapes), { from });
  else if (product.why === 'inner')
    cx.report(
      'dim-mismatch',
      msg('{0} joins the last axis of the first with the second to last of the other: {1} and {2}', cx.label, ...shapes),
      { from },
    );
  else cx.report('broadcast-mismatch', msg('The axes of {0} and {1} before the last two do not fit each other', ...shapes), { from });
  return null;
}

/** Sums over pairs of axes: the last `n` of one with the first `n` of the other, or axes that are named. */
export function tensordotShape(
  a: TensorValue,
  b: TensorValue,
  axes: Dim | readonly [readonly Dim[], readonly Dim[]] | null,
  cx: RuleContext,
): MaybeShape {
  const [p, q] = [rankOf(a.shape), rankOf(b.shape)];
  if (axes === null || p === null || q === null) return null;
  let [left, right]: readonly [readonly number[] | null, readonly number[] | null] = [null, null];
  if (typeof axes === 'number') {
    if (axes < 0 || axes > p || axes > q) {
      cx.report('axis-out-of-range', msg('{0}: {1} axes are summed, the tensors are {2}', cx.label, axes, shapesText([a, b])), {
        at: 'axes',
        from: [a, b],
      });
      return null;
    }
    [left, right] = [Array.from({ length: axes }, (_, i) => p - axes + i), Array.from({ length: axes }, (_, i) => i)];
  } else if (!('kind' in axes)) {
    [left, right] = [axesOf(a, axes[0], cx, 'axes'), axesOf(b, axes[1], cx, 'axes')];
  }
  if (!left || !right) return null;
  if (left.length !== right.length) {
    cx.report('rank-mismatch', msg('{0}: {1} axes of one tensor are summed with {2} of the other', cx.label, left.length, right.length), {
      at: 'axes',
      from: [a, b],
    });
    return null;
  }
  const [dimsA, dimsB] = [a.shape!.dims, b.shape!.dims];
  const rest = shapeOf([...dimsA.filter((_, i) => !left.includes(i)), ...dimsB.filter((_, i) => !right.includes(i))]);
  for (const [i, axis] of left.entries()) {
    const other = right[i]!;
    if (compareDims(dimsA[axis]!, dimsB[other]!) !== 'different') continue;
    cx.report(
      'dim-mismatch',
      msg('{0}: axis {1} of {2} and axis {3} of {4} differ', cx.label, axis, formatShape(a.shape), other, formatShape(b.shape)),
      { from: [a, b] },
    );
    break;
  }
  return rest;
}

/** A number of repetitions an axis. */
export function tileShape(x: TensorValue, repeats: readonly Dim[] | null, times: (n: Dim, by: Dim) => Dim): MaybeShape {
  if (!repeats || rankOf(x.shape) === null) return null;
  const rank = Math.max(repeats.length, x.shape!.dims.length);
  const fill = (dims: readonly Dim[]): Dim[] => [...Array<Dim>(rank - dims.length).fill(1), ...dims];
  const [dims, by] = [fill(x.shape!.dims), fill(repeats)];
  return shapeOf(dims.map((d, i) => times(d, by[i]!)));
}

/** Literal extents only, or null. */
export function literals(dims: readonly Dim[] | null): readonly number[] | null {
  return dims?.every(isLiteral) ? dims : null;
}
