import type { CallContext, FunctionDef } from '../../kernel';
import {
  axisOf,
  broadcastShapes,
  concatShape,
  dims,
  dtype,
  einsumShape,
  elementType,
  expandShape,
  integer,
  moveAxesShape,
  optionalDim,
  productShape,
  promoteLikeKeras,
  readDims,
  readDtype,
  reshapeShape,
  splitShapes,
  squeezeShape,
  stackShape,
  tensordotShape,
  text,
  tileShape,
  toTensor,
  transposeShape,
  value,
  withDim,
} from '../../kernel';
import type { Dim } from '../../../values/dim';
import { freeDim, isLiteral, mulDims, productOf, unknownDim } from '../../../values/dim';
import type { MaybeShape } from '../../../values/shape';
import { rankOf, shapeOf } from '../../../values/shape';
import type { TensorValue, Value } from '../../../values/value';
import { int, none, tuple, unknown } from '../../../values/value';
import { cut } from './cutting';
import { promoted } from './elementwise';
import { kerasOp, made, x, xs } from './kerasOp';

/** Operations whose shape follows from their first tensor, with the same element type. */
const same = (
  name: string,
  params: Record<string, ReturnType<typeof value>>,
  shape: (x: TensorValue, args: Record<string, Value>, cx: CallContext) => MaybeShape,
): FunctionDef =>
  kerasOp({
    name,
    params: { x: x(), ...params },
    call(args, cx) {
      const { x: input, ...others } = args as unknown as { x: TensorValue } & Record<string, Value>;
      return made(cx, [input], shape(input, others, cx), input.dtype, { range: input.range ?? null });
    },
  });

const axesIn = (v: Value | undefined, cx: CallContext): readonly Dim[] | 'all' | null =>
  !v || v.kind === 'none' ? 'all' : readDims(v, cx.heap);

/** The same elements elsewhere. */
export const moved: readonly FunctionDef[] = [
  same('reshape', { newshape: value() }, (input, { newshape }, cx) => reshapeShape(input, readDims(newshape!, cx.heap), cx, 'newshape')),
  same('transpose', { axes: value(none) }, (input, args, cx) => transposeShape(input, axesIn(args.axes, cx), cx, 'axes')),
  same('expand_dims', { axis: value() }, (input, args, cx) => expandShape(input, readDims(args.axis!, cx.heap), cx)),
  same('squeeze', { axis: value(none) }, (input, args, cx) => squeezeShape(input, axesIn(args.axis, cx), cx)),
  same('moveaxis', { source: value(), destination: value() }, (input, args, cx) =>
    moveAxesShape(input, axesIn(args.source, cx), axesIn(args.destination, cx), cx),
  ),
  same('ravel', {}, (input) => (rankOf(input.shape) === null ? shapeOf([unknownDim]) : shapeOf([productOf(input.shape!.dims)]))),
  same('flip', { axis: value(none) }, (input) => input.shape),
  same('roll', { shift: value(), axis: value(none) }, (input) => input.shape),
  same('tril', { k: value(none) }, (input) => input.shape),
  same('triu', { k: value(none) }, (input) => input.shape),
  same('tile', { repeats: value() }, (input, args, cx) => tileShape(input, readDims(args.repeats!, cx.heap), mulDims)),
  same('swapaxes', { axis1: value(), axis2: value() }, (input, { axis1, axis2 }, cx) => {
    if (axis1?.kind !== 'int' || axis2?.kind !== 'int') return null;
    const [p, q] = [axisOf(input, axis1.value, cx, 'axis1'), axisOf(input, axis2.value, cx, 'axis2')];
    return p === null || q === null
      ? null
      : shapeOf(input.shape!.dims.map((d, i) => (i === p ? input.shape!.dims[q]! : i === q ? input.shape!.dims[p]! : d)));
  }),
  same('broadcast_to', { shape: value() }, (_, args, cx) => {
    const wanted = readDims(args.shape!, cx.heap);
    return wanted && shapeOf(wanted);
  }),
  same('pad', { pad_width: value(), mode: value(none), constant_values: value(none) }, (input, args, cx) => {
    const widths = toTensor(args.pad_width!, cx.heap, 'keras').data;
    const rank = rankOf(input.shape);
    if (rank === null || !widths || ![1, 2, 2 * rank].includes(widths.length))
      return rank === null ? null : shapeOf(input.shape!.dims.map(() => unknownDim));
    const at = (i: number): number =>
      widths.length === 1 ? 2 * widths[0]! : widths.length === 2 ? widths[0]! + widths[1]! : widths[2 * i]! + widths[2 * i + 1]!;
    return shapeOf(input.shape!.dims.map((d, i) => (isLiteral(d) ? d + at(i) : at(i) === 0 ? d : d === freeDim ? freeDim : unknownDim)));
  }),
  same('repeat', { repeats: value(), axis: value(none) }, (input, { repeats, axis }, cx) => {
    if (repeats?.kind !== 'int' || rankOf(input.shape) === null) return null;
    if (axis?.kind === 'none') return shapeOf([mulDims(productOf(input.shape!.dims), repeats.value)]);
    const at = axis?.kind === 'int' ? axisOf(input, axis.value, cx) : null;
    return at === null ? null : withDim(input.shape, at, mulDims(input.shape!.dims[at]!, repeats.value));
  }),
];

const commonType = (given: readonly TensorValue[] | null): string | null =>
  given?.map((t) => t.dtype).reduce<string | null | undefined>((a, b) => (a === undefined ? b : promoteLikeKeras(a, b)), undefined) ?? null;

export const concatenate = kerasOp({
  name: 'concatenate',
  params: { xs: xs(), axis: integer(0) },
  call: ({ xs, axis }, cx) => made(cx, xs ?? [], concatShape(xs, axis, cx, 'xs'), commonType(xs)),
});

export const stack = kerasOp({
  name: 'stack',
  params: { x: xs(), axis: integer(0) },
  call: ({ x, axis }, cx) => made(cx, x ?? [], stackShape(x, axis, cx, 'x'), commonType(x)),
});

export const split = kerasOp({
  name: 'split',
  params: { x: x(), indices_or_sections: value(), axis: integer(0) },
  call({ x, indices_or_sections, axis }, cx) {
    if (indices_or_sections.kind !== 'int') return cut(x, indices_or_sections, axisOf(x, axis, cx), false, cx);
    const shapes = splitShapes(x, indices_or_sections.value, axis, cx, 'indices_or_sections');
    return shapes
      ? cx.alloc({ kind: 'list', isSet: false, items: cx.results([x], shapes, x.dtype, { framework: 'keras' }), element: unknown })
      : unknown;
  },
});

export const unstack = kerasOp({
  name: 'unstack',
  params: { x: x(), num: value(none), axis: integer(0) },
  call({ x, axis }, cx) {
    const at = axisOf(x, axis, cx);
    const n = at === null ? unknownDim : x.shape!.dims[at]!;
    if (at === null || !isLiteral(n) || n > 1024) return unknown;
    const rest = shapeOf(x.shape!.dims.filter((_, i) => i !== at));
    return cx.alloc({
      kind: 'list',
      isSet: false,
      items: cx.results(
        [x],
        Array.from({ length: n }, () => rest),
        x.dtype,
        { framework: 'keras' },
      ),
      element: unknown,
    });
  },
});

export const take = kerasOp({
  name: 'take',
  params: { x: x(), indices: x(), axis: value(none) },
  call({ x, indices, axis }, cx) {
    if (rankOf(indices.shape) === null || rankOf(x.shape) === null) return made(cx, [x, indices], null, x.dtype);
    if (axis.kind === 'none') return made(cx, [x, indices], indices.shape, x.dtype);
    const at = axis.kind === 'int' ? axisOf(x, axis.value, cx) : null;
    const own = x.shape!.dims;
    return made(
      cx,
      [x, indices],
      at === null ? null : shapeOf([...own.slice(0, at), ...indices.shape!.dims, ...own.slice(at + 1)]),
      x.dtype,
    );
  },
});

export const oneHot = kerasOp({
  name: 'one_hot',
  params: { x: x(), num_classes: integer(), axis: integer(-1), dtype: dtype() },
  other: ['sparse'],
  call({ x, num_classes, axis, dtype }, cx) {
    const rank = rankOf(x.shape);
    const at = rank === null ? null : axisOf(x, axis, cx, 'axis', rank + 1);
    const own = x.shape?.dims ?? [];
    return made(
      cx,
      [x],
      at === null ? null : shapeOf([...own.slice(0, at), num_classes, ...own.slice(at)]),
      dtype === 'absent' ? 'float32' : dtype,
    );
  },
});

export const cast = kerasOp({
  name: 'cast',
  also: ['saturate_cast'],
  params: { x: x(), dtype: elementType() },
  call: ({ x, dtype }, cx) => made(cx, [x], x.shape, readDtype(dtype), { range: x.range ?? null }),
});

export const convertToTensor = kerasOp({
  name: 'convert_to_tensor',
  also: ['array'],
  params: { x: x(), dtype: dtype() },
  other: ['sparse', 'ragged'],
  call: ({ x, dtype }, cx) =>
    made(cx, [x], x.shape, dtype === 'absent' ? x.dtype : dtype, { data: x.data ?? null, range: x.range ?? null }),
});

export const convertToNumpy = kerasOp({
  name: 'convert_to_numpy',
  params: { x: x() },
  call: ({ x }) => ({ ...x, framework: 'numpy', isSymbolic: false, producer: null }),
});

export const shape = kerasOp({
  name: 'shape',
  params: { x: x() },
  call: ({ x }) =>
    rankOf(x.shape) === null
      ? unknown
      : tuple(x.shape!.dims.map((d) => (d === freeDim ? (x.isSymbolic ? none : int(unknownDim)) : int(d)))),
});

export const ndim = kerasOp({
  name: 'ndim',
  params: { x: x() },
  // Of a tensor of a graph it is a tensor again; what nothing is known of may be one.
  call: ({ x }) => (x.isSymbolic || rankOf(x.shape) === null ? unknown : int(rankOf(x.shape)!)),
});

/** Tensors of one value. */
export const filled: readonly FunctionDef[] = ['zeros', 'ones', 'empty'].map((name) =>
  kerasOp({
    name,
    params: { shape: dims(), dtype: dtype() },
    call: ({ shape, dtype }, cx) => made(cx, [], shape && shapeOf(shape), dtype === 'absent' ? 'float32' : dtype),
  }),
);

export const likes: readonly FunctionDef[] = ['zeros_like', 'ones_like', 'empty_like'].map((name) =>
  kerasOp({
    name,
    params: { x: x(), dtype: dtype() },
    call: ({ x, dtype }, cx) => made(cx, [x], x.shape, dtype === 'absent' ? x.dtype : dtype),
  }),
);

export const full = kerasOp({
  name: 'full',
  params: { shape: dims(), fill_value: x(), dtype: dtype() },
  call: ({ shape, dtype }, cx) => made(cx, [], shape && shapeOf(shape), dtype === 'absent' ? 'float32' : dtype),
});

export const eye = kerasOp({
  name: 'eye',
  params: { N: integer(), M: optionalDim(), k: value(none), dtype: dtype() },
  call: ({ N, M, dtype }, cx) => made(cx, [], shapeOf([N, M ?? N]), dtype === 'absent' ? 'float32' : dtype),
});

export const matmul = kerasOp({
  name: 'matmul',
  params: { x1: value(), x2: value() },
  call({ x1, x2 }, cx) {
    const [a, b] = [toTensor(x1, cx.heap, 'keras'), toTensor(x2, cx.heap, 'keras')];
    const dtype = a.dtype === 'int8' && b.dtype === 'int8' ? 'int32' : promoted(x1, x2, a, b);
    return made(cx, [a, b], productShape(a, b, cx), dtype);
  },
});

/** Matrices, or one axis summed with the second to last of the other. */
export const dot = kerasOp({
  name: 'dot',
  params: { x1: x(), x2: x() },
  call({ x1, x2 }, cx) {
    const [p, q] = [rankOf(x1.shape), rankOf(x2.shape)];
    const dtype = promoteLikeKeras(x1.dtype, x2.dtype);
    if (p === null || q === null) return made(cx, [x1, x2], null, dtype);
    if (p === 0 || q === 0) {
      const merged = broadcastShapes(x1.shape, x2.shape);
      return made(cx, [x1, x2], merged.fits ? merged.shape : null, dtype);
    }
    if (p <= 2 && q <= 2) return made(cx, [x1, x2], productShape(x1, x2, cx), dtype);
    return made(cx, [x1, x2], tensordotShape(x1, x2, [[p - 1], [Math.max(0, q - 2)]], cx), dtype);
  },
});

export const einsum = kerasOp({
  name: 'einsum',
  params: { subscripts: text(), operands: { ...value(), kind: 'rest' } },
  other: ['optimize', 'sparse'],
  call({ subscripts, operands }, cx) {
    const given = operands.kind === 'tuple' ? operands.items.map((v) => toTensor(v, cx.heap, 'keras')) : null;
    return made(cx, given ?? [], einsumShape(subscripts, given, cx, 'operands'), commonType(given));
  },
});

export const tensordot = kerasOp({
  name: 'tensordot',
  params: { x1: x(), x2: x(), axes: value(int(2)) },
  call({ x1, x2, axes }, cx) {
    const pair = axes.kind === 'int' ? null : cx.iterate(axes);
    const sides = pair?.length === 2 ? pair.map((side) => readDims(side, cx.heap)) : null;
    const wanted = axes.kind === 'int' ? axes.value : sides?.[0] && sides[1] ? ([sides[0], sides[1]] as const) : null;
    return made(cx, [x1, x2], tensordotShape(x1, x2, wanted, cx), promoteLikeKeras(x1.dtype, x2.dtype));
  },
});

/** Random numbers in a shape. */
export const randoms: readonly FunctionDef[] = ['normal', 'truncated_normal', 'uniform', 'randint'].map((name) => {
  const names = name === 'uniform' || name === 'randint' ? ['minval', 'maxval'] : ['mean', 'stddev'];
  const op = kerasOp({
    name,
    params: { shape: dims(), [names[0]!]: value(none), [names[1]!]: value(none), dtype: dtype() },
    other: ['seed'],
    call(args, cx) {
      const { shape, dtype } = args as unknown as { shape: readonly Dim[] | null; dtype: string | null };
      return made(cx, [], shape && shapeOf(shape), dtype === 'absent' ? (name === 'randint' ? 'int32' : 'float32') : dtype);
    },
  });
  return { ...op, name: `keras.random.${name}`, aliases: [] };
});
