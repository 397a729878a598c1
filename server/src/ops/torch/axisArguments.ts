import type { Axes, CallContext, ParamSpec, Refusal, RefusalContext } from '../kernel';
import { axisOf, msg, readDim, readDims, sequenceItems } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, formatDim, isLiteral, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { Heap, TensorValue, TupleValue, Value } from '../../values/value';
import { made } from './torchOp';

/** One axis; `all` for None. */
export type Axis = Dim | 'all';

/** One axis, as functions take it that work along one. */
export function axis(fallback?: number | 'None'): ParamSpec<Axis> {
  return {
    type: fallback === 'None' ? 'int | None' : 'int',
    isRequired: fallback === undefined,
    fallback: fallback === undefined ? unknownDim : fallback === 'None' ? 'all' : fallback,
    fallbackText: fallback === undefined ? null : String(fallback),
    choices: null,
    unknownAs: unknownDim,
    read: (value) => (value.kind === 'none' ? (fallback === 'None' ? 'all' : unknownDim) : readDim(value)),
    refuses: refuseSeveral,
  };
}

function refuseSeveral(value: Value, heap: Heap, { label, param }: RefusalContext): Refusal | null {
  const object = value.kind === 'ref' ? heap.get(value.id) : undefined;
  const type = value.kind === 'tuple' || value.kind === 'float' ? value.kind : object?.kind === 'list' && !object.isSet ? 'list' : null;
  if (type === null) return null;
  return { code: 'dtype-mismatch', message: msg('{0}: {1} is one whole number, it gets a value of type {2}', label, param, type) };
}

/** One axis, several, or None for all. */
export function someAxes(fallback: 'None' | 'required' = 'None'): ParamSpec<Axes> {
  return {
    type: 'int | tuple of int | None',
    isRequired: fallback === 'required',
    fallback: fallback === 'required' ? null : 'all',
    fallbackText: fallback === 'required' ? null : 'None',
    choices: null,
    unknownAs: null,
    read: readAxes,
  };
}

export function readAxes(value: Value, heap: Heap): Axes {
  if (value.kind === 'none') return 'all';
  const items = sequenceItems(value, heap);
  return items?.length === 0 ? 'all' : readDims(value, heap);
}

/** An axis from 0; a tensor without axes counts as one with a single one. Null when it is not known or was reported. */
export function axisIn(x: TensorValue, axis: Axis, cx: CallContext, at = 'dim'): number | null {
  if (axis === 'all') return null;
  if (rankOf(x.shape) !== 0) return axisOf(x, axis, cx, at);
  if (axis === 0 || axis === -1) return 0;
  return axisOf(x, axis, cx, at);
}

/** Several axes from 0. */
export function axesIn(x: TensorValue, axes: Axes, cx: CallContext, at = 'dim'): readonly number[] | null {
  const rank = rankOf(x.shape);
  if (axes === null || rank === null) return null;
  if (axes === 'all') return Array.from({ length: rank }, (_, i) => i);
  const found: number[] = [];
  for (const each of axes) {
    const one = axisIn(x, each, cx, at);
    if (one === null) return null;
    if (found.includes(one)) {
      cx.report('axis-out-of-range', msg('{0}: axis {1} is named twice', cx.label, one), { at });
      return null;
    }
    found.push(one);
  }
  return found;
}

/** The shape after axes are reduced to one value each; none named means all. */
export function reducedShape(x: TensorValue, axes: Axes, keepdim: boolean | null, cx: CallContext, at = 'dim'): MaybeShape {
  if (axes === 'all' && keepdim === false) return shapeOf([]);
  const gone = axesIn(x, axes, cx, at);
  if (!gone || !x.shape) return null;
  const { dims } = x.shape;
  if (keepdim === null) return dims.length ? null : x.shape;
  return shapeOf(keepdim ? dims.map((d, i) => (gone.includes(i) ? 1 : d)) : dims.filter((_, i) => !gone.includes(i)));
}

/** The shape with one axis less, or with an extent of 1 in its place. */
export function withoutAxis(x: TensorValue, axis: Axis, keepdim: boolean | null, cx: CallContext): MaybeShape {
  return reducedShape(x, axis === 'all' ? 'all' : [axis], keepdim, cx);
}

/** The shape with another extent along one axis. */
export function replacedAt(x: TensorValue, axis: number | null, dim: Dim): MaybeShape {
  if (!x.shape || x.shape.hasPrefix) return null;
  if (!x.shape.dims.length) return x.shape;
  return shapeOf(x.shape.dims.map((d, i) => (axis === null ? unknownDim : i === axis ? dim : d)));
}

/** The extent at an axis; 1 for a tensor without axes. */
export function extentAt(x: TensorValue, axis: number | null): Dim {
  if (axis === null || !x.shape || x.shape.hasPrefix) return unknownDim;
  return x.shape.dims[axis] ?? (x.shape.dims.length ? unknownDim : 1);
}

/** Reports a reduction that has no value where there are no elements. */
export function refuseEmpty(x: TensorValue, axes: readonly number[] | null, cx: CallContext): void {
  if (!axes || !x.shape || x.shape.hasPrefix) return;
  const empty = axes.find((each) => x.shape!.dims[each] === 0);
  if (empty !== undefined)
    cx.report('non-positive-size', msg('{0}: axis {1} has no elements: {2}', cx.label, empty, formatShape(x.shape)), { from: [x] });
}

/** Reports a count of elements that an axis does not have. */
export function refuseCount(k: Dim, x: TensorValue, axis: number | null, least: number, cx: CallContext): void {
  const size = extentAt(x, axis);
  if (!isLiteral(k)) return;
  if (k >= least && !(isLiteral(size) && k > size)) return;
  if (k >= least && compareDims(k, size) !== 'different') return;
  cx.report('axis-out-of-range', msg('{0}: {1} of {2} elements on axis {3} are asked for', cx.label, k, formatDim(size), axis ?? -1), {
    at: 'k',
    from: [x],
  });
}

/** Tensors under names, as PyTorch's own named tuples hold them. */
export function namedResult(
  cx: CallContext,
  name: string,
  from: readonly TensorValue[],
  parts: Readonly<Record<string, readonly [MaybeShape, string | null]>>,
): TupleValue {
  const items = Object.values(parts).map(([shape, dtype]) => made(cx, from, shape, dtype));
  return { kind: 'tuple', items, names: Object.keys(parts), name: `torch.return_types.${name}` };
}
