import type { ParamSpec } from '../kernel';
import { msg, readDim, sequenceItems } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, ceilDivDims, floorDivDims, formatDim, isLiteral, mulDims, subDims, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { Heap, TensorValue, Value } from '../../values/value';
import type { TwinContext } from './twins';

/** One number for all axes of a window, or one an axis; a sequence of one stands for all. */
export function window(n: number, fallback?: number): ParamSpec<readonly Dim[]> {
  const all = (d: Dim): readonly Dim[] => Array<Dim>(n).fill(d);
  return {
    type: n === 1 ? 'int | (int,)' : `int | (${Array<string>(n).fill('int').join(', ')})`,
    isRequired: fallback === undefined,
    fallback: all(fallback ?? unknownDim),
    fallbackText: fallback === undefined ? null : String(fallback),
    choices: null,
    unknownAs: all(unknownDim),
    read: (value, heap) => readWindow(value, heap, n) ?? all(unknownDim),
  };
}

/** As `window`; `null` when None was given, nothing, or an empty sequence. */
export function optionalWindow(n: number): ParamSpec<readonly Dim[] | null> {
  const inner = window(n);
  return {
    ...inner,
    type: `${inner.type} | None`,
    isRequired: false,
    fallback: null,
    fallbackText: 'None',
    read: (value, heap) => (value.kind === 'none' || sequenceItems(value, heap)?.length === 0 ? null : inner.read(value, heap)),
  };
}

function readWindow(value: Value, heap: Heap, n: number): readonly Dim[] | null {
  const items = sequenceItems(value, heap);
  if (items === undefined) return Array<Dim>(n).fill(readDim(value));
  if (items?.length === 1) return Array<Dim>(n).fill(readDim(items[0]!));
  return items?.length === n ? items.map(readDim) : null;
}

/** Reports a tensor that has neither `n` axes behind the channels nor those and a batch axis. True when it was refused. */
export function refuseSpatialRank(x: TensorValue, n: number, cx: TwinContext): boolean {
  const rank = rankOf(x.shape);
  if (rank === null || rank === n + 1 || rank === n + 2) return false;
  cx.report('rank-mismatch', msg('{0} takes {1} or {2} axes, its input has {3}: {4}', cx.label, n + 1, n + 2, rank, formatShape(x.shape)), {
    at: 'input',
    from: [x],
  });
  return true;
}

/** The shape with the last axes replaced; where the rank is not known there may be a batch axis before them. */
export function withSpatial(shape: MaybeShape, spatial: readonly Dim[], channels?: Dim): MaybeShape {
  const n = spatial.length;
  const least = n + (channels === undefined ? 0 : 1);
  if (!shape || (shape.hasPrefix && shape.dims.length < least))
    return shapeOf(channels === undefined ? spatial : [channels, ...spatial], true);
  if (shape.dims.length < least) return null;
  const kept = shape.dims.slice(0, shape.dims.length - n);
  const front = channels === undefined ? kept : [...kept.slice(0, -1), channels];
  return shapeOf([...front, ...spatial], shape.hasPrefix);
}

/** The extents behind the channels; unknown ones where the shape does not tell. */
export function spatialOf(shape: MaybeShape, n: number): readonly Dim[] {
  const dims = shape?.dims.slice(-n) ?? [];
  return dims.length === n ? dims : Array<Dim>(n).fill(unknownDim);
}

export interface Slide {
  readonly size: Dim;
  readonly stride: Dim;
  /** On both sides together. */
  readonly padded: Dim;
  readonly dilation: Dim;
}

/** `floor((n + padding − dilation · (size − 1) − 1) / stride) + 1`. */
export function slideOver(n: Dim, { size, stride, padded, dilation }: Slide): Dim {
  if (stride === 0) return unknownDim;
  const reach = addDims(mulDims(dilation, subDims(size, 1)), 1);
  return addDims(floorDivDims(subDims(addDims(n, padded), reach), stride), 1);
}

/** The same rounded up, but for a window that would begin behind the input and its padding on the left. */
export function slideOverCeil(n: Dim, slide: Slide, left: Dim): Dim {
  const { size, stride, padded, dilation } = slide;
  if (stride === 0) return unknownDim;
  if (isLiteral(n) && isLiteral(size) && isLiteral(stride) && isLiteral(padded) && isLiteral(dilation) && isLiteral(left)) {
    const out = Math.ceil((n + padded - dilation * (size - 1) - 1) / stride) + 1;
    return (out - 1) * stride >= n + left ? out - 1 : out;
  }
  const fits = padded === 0 && dilation === 1 && isLiteral(size) && isLiteral(stride) && size === stride;
  return fits ? ceilDivDims(n, stride) : unknownDim;
}

/** Extents as messages show them: `5×5`. */
export function formatExtents(dims: readonly Dim[]): string {
  return dims.map(formatDim).join('×');
}
