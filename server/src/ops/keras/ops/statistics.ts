import type { FunctionDef } from '../../kernel';
import { axes, axisOf, broadcastShapes, flag, floatLikeKeras, integer, promoteLikeKeras, reduceShape, toTensor, value } from '../../kernel';
import { addDims, isLiteral, subDims, unknownDim } from '../../../values/dim';
import { rankOf, shapeOf } from '../../../values/shape';
import type { Value } from '../../../values/value';
import { none, tuple, unknown } from '../../../values/value';
import { kerasOp, made, x } from './kerasOp';

export const average = kerasOp({
  name: 'average',
  params: { x: x(), axis: axes('None'), weights: value(none) },
  call({ x, axis, weights }, cx) {
    const type = weights.kind === 'none' ? x.dtype : promoteLikeKeras(x.dtype, toTensor(weights, cx.heap, 'keras').dtype);
    return made(cx, [x], reduceShape(x, axis, false, cx), floatLikeKeras(type));
  },
});

/** The values below which a share of the elements lies; one for each share that is asked for. */
export const quantiles: readonly FunctionDef[] = ['quantile', 'percentile', 'nanquantile', 'nanpercentile'].map((name) =>
  kerasOp({
    name,
    params: { x: x(), q: x(), axis: axes('None'), method: value(none), keepdims: flag(false) },
    call({ x, q, axis, keepdims }, cx) {
      const rest = reduceShape(x, axis, keepdims, cx);
      const shape = rest && !rest.hasPrefix && rankOf(q.shape) !== null ? shapeOf([...q.shape!.dims, ...rest.dims]) : null;
      return made(cx, [x], shape, floatLikeKeras(x.dtype));
    },
  }),
);

export const moments = kerasOp({
  name: 'moments',
  params: { x: x(), axes: axes(), keepdims: flag(false) },
  other: ['synchronized'],
  call({ x, axes: along, keepdims }, cx) {
    const shape = reduceShape(x, along, keepdims, cx, 'axes');
    return tuple([made(cx, [x], shape, x.dtype), made(cx, [x], shape, x.dtype)]);
  },
});

export const trapezoid = kerasOp({
  name: 'trapezoid',
  params: { y: x(), x: value(none), dx: value(none), axis: integer(-1) },
  call({ y, axis }, cx) {
    const at = axisOf(y, axis, cx);
    return made(cx, [y], at === null ? null : shapeOf(y.shape!.dims.filter((_, i) => i !== at)), floatLikeKeras(y.dtype));
  },
});

export const corrcoef = kerasOp({
  name: 'corrcoef',
  params: { x: x() },
  call({ x }, cx) {
    const rank = rankOf(x.shape);
    const n = rank === 2 ? x.shape!.dims[0]! : unknownDim;
    return made(cx, [x], rank === 2 ? shapeOf([n, n]) : null, floatLikeKeras(x.dtype));
  },
});

export const correlate = kerasOp({
  name: 'correlate',
  params: { x1: x(), x2: x(), mode: value({ kind: 'str', value: 'valid' }) },
  call({ x1, x2, mode }, cx) {
    const type = floatLikeKeras(promoteLikeKeras(x1.dtype, x2.dtype));
    const [n, m] = [x1.shape?.dims[0], x2.shape?.dims[0]];
    const how = mode.kind === 'str' ? mode.value : null;
    if (rankOf(x1.shape) !== 1 || rankOf(x2.shape) !== 1 || !n || !m || !isLiteral(n) || !isLiteral(m))
      return made(cx, [x1, x2], null, type);
    const [long, short] = [Math.max(n, m), Math.min(n, m)];
    const out = how === 'valid' ? long - short + 1 : how === 'same' ? long : how === 'full' ? long + short - 1 : unknownDim;
    return made(cx, [x1, x2], shapeOf([out]), type);
  },
});

/** The place of each element among sorted ones. */
export const places: readonly FunctionDef[] = [
  kerasOp({
    name: 'digitize',
    params: { x: x(), bins: x() },
    call: ({ x }, cx) => made(cx, [x], x.shape, 'int32'),
  }),
  kerasOp({
    name: 'searchsorted',
    params: { sorted_sequence: x(), values: x() },
    other: ['side'],
    call: ({ values }, cx) => made(cx, [values], values.shape, 'int32'),
  }),
  kerasOp({
    name: 'argpartition',
    params: { x: x(), kth: value(), axis: integer(-1) },
    call: ({ x }, cx) => made(cx, [x], x.shape, 'int32'),
  }),
];

export const bincount = kerasOp({
  name: 'bincount',
  params: { x: x(), weights: value(none), minlength: integer(0) },
  other: ['sparse'],
  call({ x }, cx) {
    const { dims } = x.shape ?? shapeOf([]);
    return made(cx, [x], rankOf(x.shape) === null ? null : shapeOf([...dims.slice(0, -1), unknownDim]), null);
  },
});

export const histogram = kerasOp({
  name: 'histogram',
  params: { x: x(), bins: integer(10) },
  other: ['range'],
  call: ({ x, bins }, cx) => tuple([bins, addDims(bins, 1)].map((n) => made(cx, [x], shapeOf([n]), floatLikeKeras(x.dtype)))),
});

export const isin = kerasOp({
  name: 'isin',
  params: { x1: x(), x2: x() },
  other: ['assume_unique', 'invert'],
  call: ({ x1 }, cx) => made(cx, [x1], x1.shape, 'bool'),
});

export const allclose = kerasOp({
  name: 'allclose',
  params: { x1: x(), x2: x() },
  other: ['rtol', 'atol', 'equal_nan'],
  call: ({ x1, x2 }, cx) => made(cx, [x1, x2], shapeOf([]), 'bool'),
});

/** Running sums and products that leave out what is no number. */
export const running: readonly FunctionDef[] = ['nancumsum', 'nancumprod'].map((name) =>
  kerasOp({
    name,
    params: { x: x(), axis: value(none), dtype: value(none) },
    call({ x, axis, dtype }, cx) {
      const type = dtype.kind === 'none' ? (x.dtype === 'bool' ? 'int32' : x.dtype) : null;
      const flat = x.shape && rankOf(x.shape) === 1 ? x.shape : null;
      return made(cx, [x], axis.kind === 'none' ? flat : x.shape, type);
    },
  }),
);

export const nonzero = kerasOp({
  name: 'nonzero',
  params: { x: x() },
  call({ x }, cx): Value {
    const rank = rankOf(x.shape);
    if (rank === null || rank === 0 || x.isSymbolic) return unknown;
    return tuple(Array.from({ length: rank }, () => made(cx, [], shapeOf([unknownDim]), null)));
  },
});

export const unique = kerasOp({
  name: 'unique',
  params: { x: x() },
  other: ['sorted', 'return_index', 'return_inverse', 'return_counts', 'axis', 'size', 'fill_value'],
  call: ({ x }, cx, bound) => (bound.values.size === 1 && !x.isSymbolic ? made(cx, [], shapeOf([unknownDim]), x.dtype) : unknown),
});

/** Distances of each row of one tensor to each of the other. */
export const cdist = kerasOp({
  name: 'cdist',
  params: { x: x(), y: x() },
  call({ x, y }, cx) {
    const [p, q] = [rankOf(x.shape), rankOf(y.shape)];
    const type = floatLikeKeras(promoteLikeKeras(x.dtype, y.dtype));
    if (p === null || q === null || p < 2 || q < 2) return made(cx, [x, y], null, type);
    const merged = broadcastShapes(shapeOf(x.shape!.dims.slice(0, -2)), shapeOf(y.shape!.dims.slice(0, -2)));
    const rows = merged.fits && merged.shape ? [...merged.shape.dims, x.shape!.dims[p - 2]!, y.shape!.dims[q - 2]!] : null;
    return made(cx, [x, y], rows && shapeOf(rows), type);
  },
});

/** Parts of a sequence that overlap. */
export const extractSequences = kerasOp({
  name: 'extract_sequences',
  params: { x: x(), sequence_length: integer(), sequence_stride: integer() },
  call({ x, sequence_length: length, sequence_stride: stride }, cx) {
    const n = x.shape?.dims.at(-1);
    const count =
      n !== undefined && isLiteral(n) && isLiteral(length) && isLiteral(stride) && stride > 0
        ? 1 + Math.floor((subDims(n, length) as number) / stride)
        : unknownDim;
    return made(cx, [x], rankOf(x.shape) ? shapeOf([...x.shape!.dims.slice(0, -1), count, length]) : null, x.dtype);
  },
});
