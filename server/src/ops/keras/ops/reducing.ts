import type { FunctionDef } from '../../kernel';
import { axes, axisOf, flag, floatLikeKeras, integer, reduceShape, value, withDim } from '../../kernel';
import { isLiteral, productOf, unknownDim } from '../../../values/dim';
import { rankOf, shapeOf } from '../../../values/shape';
import type { Value } from '../../../values/value';
import { none } from '../../../values/value';
import { kerasOp, made, x } from './kerasOp';

/** Sums of narrow whole numbers are wider. */
function summed(dtype: string | null): string | null {
  if (dtype === 'bool' || dtype === 'int8' || dtype === 'int16') return 'int32';
  return dtype === 'uint8' || dtype === 'uint16' ? 'uint32' : dtype;
}

const rows: readonly (readonly [string, (dtype: string | null) => string | null, readonly string[]])[] = [
  ...['sum', 'nansum'].map((name) => [name, summed, []] as const),
  ...['prod', 'nanprod'].map((name) => [name, summed, ['dtype']] as const),
  ...['mean', 'var', 'std', 'median', 'nanmean', 'nanvar', 'nanstd', 'nanmedian'].map((name) => [name, floatLikeKeras, []] as const),
  ...['max', 'min'].map((name) => [name, (d: string | null) => d, ['initial']] as const),
  ...['amax', 'amin', 'nanmax', 'nanmin', 'ptp', 'logsumexp'].map((name) => [name, (d: string | null) => d, []] as const),
  ...['all', 'any'].map((name) => [name, () => 'bool', []] as const),
];

/** Functions that make one value of all along axes. */
export const reductions: readonly FunctionDef[] = rows.map(([name, gives, other]) =>
  kerasOp({
    name,
    params: { x: x(), axis: axes('None'), keepdims: flag(false) },
    other,
    call({ x, axis, keepdims }, cx, bound) {
      return made(cx, [x], reduceShape(x, axis, keepdims, cx), bound.values.has('dtype') ? null : gives(x.dtype));
    },
  }),
);

export const countNonzero = kerasOp({
  name: 'count_nonzero',
  params: { x: x(), axis: axes('None') },
  call: ({ x, axis }, cx) => made(cx, [x], reduceShape(x, axis, false, cx), 'int32'),
});

/** The place of the largest or smallest element. */
export const extremes: readonly FunctionDef[] = ['argmax', 'argmin', 'nanargmax', 'nanargmin'].map((name) =>
  kerasOp({
    name,
    params: { x: x(), axis: axes('None'), keepdims: flag(false) },
    call: ({ x, axis, keepdims }, cx) => made(cx, [x], reduceShape(x, axis, keepdims, cx), 'int32'),
  }),
);

/** Functions along an axis that keep the shape. */
export const alongAxis: readonly FunctionDef[] = (['softmax', 'log_softmax', 'sort', 'argsort'] as const).map((name) =>
  kerasOp({
    name,
    params: { x: x(), axis: axes(-1) },
    call({ x, axis }, cx) {
      // The backends differ about a tensor without axes.
      if (rankOf(x.shape) !== 0) reduceShape(x, axis, true, cx);
      return made(cx, [x], x.shape, name === 'argsort' ? 'int32' : x.dtype);
    },
  }),
);

/** Running sums and products; of all elements without an axis. */
export const cumulative: readonly FunctionDef[] = ['cumsum', 'cumprod'].map((name) =>
  kerasOp({
    name,
    params: { x: x(), axis: value(none), dtype: value(none) },
    call({ x, axis, dtype }, cx) {
      const type = dtype.kind === 'none' ? (x.dtype === 'bool' ? 'int32' : x.dtype) : null;
      if (axis.kind === 'none') return made(cx, [x], shapeOf([rankOf(x.shape) === null ? unknownDim : productOf(x.shape!.dims)]), type);
      if (axis.kind === 'int') axisOf(x, axis.value, cx);
      return made(cx, [x], x.shape, type);
    },
  }),
);

export const norm = kerasOp({
  name: 'norm',
  also: ['linalg.norm'],
  params: { x: x(), ord: value(none), axis: axes('None'), keepdims: flag(false) },
  call: ({ x, axis, keepdims }, cx) => made(cx, [x], reduceShape(x, axis, keepdims, cx), floatLikeKeras(x.dtype)),
});

export const normalize = kerasOp({
  name: 'normalize',
  params: { x: x(), axis: integer(-1) },
  other: ['order', 'epsilon'],
  call: ({ x }, cx) => made(cx, [x], x.shape, x.dtype),
});

export const topK = kerasOp({
  name: 'top_k',
  params: { x: x(), k: integer() },
  other: ['sorted'],
  call({ x, k }, cx): Value {
    const rank = rankOf(x.shape);
    const shape = rank && isLiteral(k) ? withDim(x.shape, rank - 1, k) : null;
    return { kind: 'tuple', items: [made(cx, [x], shape, x.dtype), made(cx, [x], shape, 'int32')] };
  },
});
