import { msg } from '../../../../extension/protocol/localize';
import type { Dim } from '../../values/dim';
import { compareDims, floorDivDims, formatDim, freeDim, isKnown, isLiteral, mulDims, productOf, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import type { RuleContext } from './axes';
import { axesOf, axisOf } from './axes';
import type { Axes } from './params';

/** The shape that `dims` gives to the elements of `x`; one extent may be -1, and None stands for any. */
export function reshapeShape(x: TensorValue, dims: readonly Dim[] | null, cx: RuleContext, at = 'shape'): MaybeShape {
  if (!dims) return null;
  const wanted = formatShape(shapeOf(dims));
  const open = dims.flatMap((d, i) => (d === -1 || d === freeDim ? [i] : []));
  if (dims.filter((d) => d === -1).length > 1) {
    cx.report('reshape-size', msg('{0}: only one extent may be left open, not several: {1}', cx.label, wanted), { at, from: [x] });
    return shapeOf(dims.map((d) => (d === -1 ? unknownDim : d)));
  }
  const negative = dims.find((d) => isLiteral(d) && d < -1);
  if (negative !== undefined) {
    cx.report('non-positive-size', msg('{0}: an extent cannot be negative: {1}', cx.label, wanted), { at, from: [x] });
    return null;
  }
  if (rankOf(x.shape) === null) return shapeOf(dims.map((d) => (d === -1 ? unknownDim : d)));
  const all = x.shape!.dims;
  if (open.length > 1) return shapeOf(dims.map((d) => (d === -1 ? unknownDim : d)));
  const [hole] = open;
  // Free extents stand for any number: of what is left nothing can be said but where both sides name the same.
  const total = productOf(all.filter((d) => d !== freeDim));
  const given = productOf(dims.filter((_, i) => i !== hole));
  const isFree = all.includes(freeDim);
  if (hole === undefined) {
    if (!isFree && isKnown(total) && isKnown(given) && compareDims(total, given) === 'different') {
      cx.report('reshape-size', tooMany(cx, x, total, wanted, given), { at, from: [x] });
    }
    return shapeOf(dims);
  }
  const rest = quotientOf(total, given);
  if (isFree) return shapeOf(dims.map((d, i) => (i === hole ? freeDim : d)));
  if (rest === null) {
    cx.report('reshape-size', tooMany(cx, x, total, wanted, given), { at, from: [x] });
    return shapeOf(dims.map((d, i) => (i === hole ? unknownDim : d)));
  }
  return shapeOf(dims.map((d, i) => (i === hole ? rest : d)));
}

function tooMany(cx: RuleContext, x: TensorValue, total: Dim, wanted: string, given: Dim): ReturnType<typeof msg> {
  return msg(
    '{0}: {1} has {2} elements, they do not fill {3} of {4}',
    cx.label,
    formatShape(x.shape),
    formatDim(total),
    wanted,
    formatDim(given),
  );
}

/** What is left for the open extent; null when nothing fits. */
function quotientOf(total: Dim, given: Dim): Dim | null {
  if (!isKnown(total) || !isKnown(given)) return unknownDim;
  if (given === 0) return total === 0 ? unknownDim : isLiteral(total) ? null : unknownDim;
  if (isLiteral(total) && isLiteral(given)) return total % given === 0 ? total / given : null;
  const rest = floorDivDims(total, given);
  return compareDims(mulDims(rest, given), total) === 'equal' ? rest : unknownDim;
}

/** The axes in another order, backwards without one. */
export function transposeShape(x: TensorValue, perm: Axes, cx: RuleContext, at = 'perm'): MaybeShape {
  const rank = rankOf(x.shape);
  if (rank === null) return perm !== null && perm !== 'all' ? shapeOf(perm.map(() => unknownDim)) : null;
  const { dims } = x.shape!;
  if (perm === 'all') return shapeOf([...dims].reverse());
  if (perm === null || !perm.every(isLiteral)) return shapeOf(dims.map(() => unknownDim));
  if (perm.length !== rank) {
    cx.report('rank-mismatch', msg('{0}: {1} axes are named, the tensor has {2}: {3}', cx.label, perm.length, rank, formatShape(x.shape)), {
      at,
      from: [x],
    });
    return shapeOf(perm.map(() => unknownDim));
  }
  const order = axesOf(x, perm, cx, at);
  if (!order) return shapeOf(dims.map(() => unknownDim));
  const twice = order.find((axis, i) => order.indexOf(axis) !== i);
  if (twice !== undefined) {
    cx.report('axis-out-of-range', msg('{0}: axis {1} is named twice', cx.label, twice), { at, from: [x] });
    return shapeOf(dims.map(() => unknownDim));
  }
  return shapeOf(order.map((axis) => dims[axis]!));
}

/** The shape with axes of one element inserted; positions count in the result. */
export function expandShape(x: TensorValue, axes: Axes, cx: RuleContext, at = 'axis'): MaybeShape {
  const rank = rankOf(x.shape);
  if (rank === null || axes === null || axes === 'all') return null;
  const length = rank + axes.length;
  const places: number[] = [];
  for (const axis of axes) {
    const place = axisOf(x, axis, cx, at, length);
    if (place === null) return null;
    places.push(place);
  }
  const left = [...x.shape!.dims];
  return shapeOf(Array.from({ length }, (_, i) => (places.includes(i) ? 1 : (left.shift() ?? unknownDim))));
}

/** The shape without axes of one element: those that are named, or all of them. */
export function squeezeShape(x: TensorValue, axes: Axes, cx: RuleContext, at = 'axis'): MaybeShape {
  if (rankOf(x.shape) === null || axes === null) return null;
  const { dims } = x.shape!;
  if (axes === 'all')
    return dims.every((d) => isLiteral(d))
      ? shapeOf(dims.filter((d) => d !== 1))
      : dims.includes(freeDim) && dims.every((d) => isLiteral(d) || d === freeDim)
        ? shapeOf(dims.filter((d) => d !== 1))
        : null;
  const gone = axesOf(x, axes, cx, at);
  if (!gone) return null;
  const wrong = gone.find((axis) => compareDims(dims[axis]!, 1) === 'different');
  if (wrong !== undefined) {
    cx.report(
      'dim-mismatch',
      msg(
        '{0}: axis {1} has {2} elements, only one of 1 can be dropped: {3}',
        cx.label,
        wrong,
        formatDim(dims[wrong]!),
        formatShape(x.shape),
      ),
      { at, from: [x] },
    );
    return null;
  }
  return shapeOf(dims.filter((_, i) => !gone.includes(i)));
}

/** The shape with some axes moved to other places. */
export function moveAxesShape(x: TensorValue, source: Axes, destination: Axes, cx: RuleContext): MaybeShape {
  const [from, to] = [axesOf(x, source, cx, 'source'), axesOf(x, destination, cx, 'destination')];
  if (!from || !to || !x.shape) return null;
  if (from.length !== to.length) {
    cx.report('rank-mismatch', msg('{0}: {1} axes are moved to {2} places', cx.label, from.length, to.length), {
      at: 'destination',
      from: [x],
    });
    return null;
  }
  const order = x.shape.dims.map((_, i) => i).filter((i) => !from.includes(i));
  for (const [place, axis] of to.map((place, i) => [place, from[i]!] as const).sort((a, b) => a[0] - b[0])) order.splice(place, 0, axis);
  return shapeOf(order.map((axis) => x.shape!.dims[axis]!));
}
