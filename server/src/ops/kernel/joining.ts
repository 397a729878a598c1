import { msg } from '../../../../extension/protocol/localize';
import type { Dim } from '../../values/dim';
import { addDims, compareDims, floorDivDims, isKnown, isLiteral, modDims, subDims, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import type { RuleContext } from './axes';
import { axisOf } from './axes';

/** Tensors one behind the other along an axis; the others must agree. */
export function concatShape(xs: readonly TensorValue[] | null, axis: Dim, cx: RuleContext, at: string, atAxis = 'axis'): MaybeShape {
  if (!xs?.length) return null;
  const first = xs.find((x) => rankOf(x.shape) !== null);
  if (!first) return null;
  const rank = first.shape!.dims.length;
  const odd = xs.find((x) => (rankOf(x.shape) ?? rank) !== rank);
  if (odd) {
    cx.report('rank-mismatch', msg('{0}: the tensors have different numbers of axes: {1}', cx.label, shapesText(xs)), { at, from: xs });
    return null;
  }
  const place = axisOf(first, axis, cx, atAxis);
  if (place === null) return isLiteral(axis) ? null : shapeOf(first.shape!.dims.map(() => unknownDim));
  const dims = first.shape!.dims.map((_, i): Dim => {
    const each = xs.map((x) => (x.shape && !x.shape.hasPrefix ? x.shape.dims[i]! : unknownDim));
    if (i === place) return each.reduce(addDims, 0);
    return agreed(each, i, place, xs, cx, at);
  });
  return shapeOf(dims);
}

/** Tensors of one shape side by side along a new axis. */
export function stackShape(xs: readonly TensorValue[] | null, axis: Dim, cx: RuleContext, at: string): MaybeShape {
  if (!xs?.length) return null;
  const first = xs.find((x) => rankOf(x.shape) !== null);
  if (!first) return null;
  const rank = first.shape!.dims.length;
  if (xs.some((x) => (rankOf(x.shape) ?? rank) !== rank)) {
    cx.report('dim-mismatch', msg('{0}: the tensors must have one shape: {1}', cx.label, shapesText(xs)), { at, from: xs });
    return null;
  }
  const place = axisOf(first, axis, cx, 'axis', rank + 1);
  const dims = first.shape!.dims.map((_, i) =>
    agreed(
      xs.map((x) => (x.shape && !x.shape.hasPrefix ? x.shape.dims[i]! : unknownDim)),
      i,
      null,
      xs,
      cx,
      at,
    ),
  );
  return place === null ? null : shapeOf([...dims.slice(0, place), xs.length, ...dims.slice(place)]);
}

function agreed(each: readonly Dim[], i: number, joined: number | null, xs: readonly TensorValue[], cx: RuleContext, at: string): Dim {
  const known = each.find(isLiteral) ?? each.find(isKnown) ?? each[0]!;
  if (each.some((d) => compareDims(d, known) === 'different')) {
    const message =
      joined === null
        ? msg('{0}: the tensors must have one shape: {1}', cx.label, shapesText(xs))
        : msg('{0}: the tensors differ on axis {1}, and only axis {2} is joined: {3}', cx.label, i, joined, shapesText(xs));
    cx.report('dim-mismatch', message, { at, from: xs });
    return unknownDim;
  }
  return known;
}

/** Equal parts of an axis, or parts of the sizes that are given; null when their number is not known. */
export function splitShapes(
  x: TensorValue,
  parts: Dim | readonly Dim[] | null,
  axis: Dim,
  cx: RuleContext,
  at: string,
): readonly MaybeShape[] | null {
  const place = axisOf(x, axis, cx);
  if (parts === null) return null;
  const size = place === null || !x.shape ? unknownDim : x.shape.dims[place]!;
  const withExtent = (extent: Dim): MaybeShape =>
    place === null || !x.shape ? null : shapeOf(x.shape.dims.map((d, i) => (i === place ? extent : d)));
  if (!isSizes(parts)) {
    if (!isLiteral(parts) || parts < 1 || parts > 4096) return null;
    if (isLiteral(size) && size % parts !== 0) {
      cx.report(
        'dim-mismatch',
        msg('{0}: axis {1} of {2} cannot be cut into {3} equal parts', cx.label, place!, formatShape(x.shape), parts),
        { at, from: [x] },
      );
      return Array.from({ length: parts }, () => withExtent(unknownDim));
    }
    const each =
      isKnown(size) && modDims(size, parts) === 0
        ? floorDivDims(size, parts)
        : isLiteral(size)
          ? unknownDim
          : size === unknownDim
            ? unknownDim
            : floorDivDims(size, parts);
    return Array.from({ length: parts }, () => withExtent(each));
  }
  const sum = parts.filter((p) => p !== -1).reduce(addDims, 0);
  const open = parts.filter((p) => p === -1).length;
  if (open === 0 && isLiteral(sum) && isLiteral(size) && sum !== size) {
    cx.report(
      'dim-mismatch',
      msg('{0}: the parts have {1} elements, axis {2} has {3}: {4}', cx.label, sum, place!, size, formatShape(x.shape)),
      { at, from: [x] },
    );
    return parts.map((p) => withExtent(p));
  }
  return parts.map((p) => withExtent(p === -1 ? (isKnown(size) && isKnown(sum) ? subDims(size, sum) : unknownDim) : p));
}

function isSizes(parts: Dim | readonly Dim[]): parts is readonly Dim[] {
  return Array.isArray(parts);
}

export function shapesText(xs: readonly TensorValue[]): string {
  return xs
    .slice(0, 8)
    .map((x) => formatShape(x.shape))
    .join(', ');
}
