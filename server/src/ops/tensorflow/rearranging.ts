import type { FunctionDef } from '../kernel';
import {
  axes,
  axisOf,
  broadcastShapes,
  dims,
  dtype,
  expandShape,
  literals,
  msg,
  reshapeShape,
  squeezeShape,
  tileShape,
  transposeShape,
  value,
  withDim,
} from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, compareDims, freeDim, isLiteral, mulDims, productOf, unknownDim } from '../../values/dim';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import { none } from '../../values/value';
import { made, tensorflowOp, x } from './tensorflowOp';

export const reshape = tensorflowOp({
  name: 'reshape',
  summary: 'The same elements in another shape.',
  params: { tensor: x(), shape: dims() },
  codes: ['reshape-size'],
  call({ tensor, shape }, cx) {
    const out = reshapeShape(tensor, shape, cx);
    return made(cx, [tensor], out, tensor.dtype, { data: tensor.data ?? null, range: tensor.range ?? null });
  },
  examples: [
    'tf.reshape(tf.zeros((2, 6)), (3, -1))  #> [3, 4]',
    'tf.reshape(tf.zeros((2, 6)), (5, -1))  #! error[reshape-size]: 12 elements',
  ],
});

export const transpose = tensorflowOp({
  name: 'transpose',
  summary: 'The axes in another order, backwards unless one is given.',
  params: { a: x(), perm: axes('None') },
  other: ['conjugate', 'name'],
  codes: ['rank-mismatch', 'axis-out-of-range'],
  call: ({ a, perm }, cx) => made(cx, [a], transposeShape(a, perm, cx), a.dtype, { range: a.range ?? null }),
  examples: [
    'tf.transpose(tf.zeros((2, 3, 4)), perm=[0, 2, 1])  #> [2, 4, 3]',
    'tf.transpose(tf.zeros((2, 3, 4)), perm=[1, 0])  #! error[rank-mismatch]: 2 axes',
    'tf.transpose(tf.zeros((2, 3)), perm=[0, 2])  #! error[axis-out-of-range]: no axis 2',
  ],
});

export const expandDims = tensorflowOp({
  name: 'expand_dims',
  summary: 'The same tensor with a new axis of one element.',
  params: { input: x(), axis: axes() },
  codes: ['axis-out-of-range'],
  call: ({ input, axis }, cx) =>
    made(cx, [input], expandShape(input, axis, cx), input.dtype, { data: input.data ?? null, range: input.range ?? null }),
  examples: [
    'tf.expand_dims(tf.zeros((2, 3)), -1)  #> [2, 3, 1]',
    'tf.expand_dims(tf.zeros((2, 3)), 3)  #! error[axis-out-of-range]: no axis 3',
  ],
});

export const squeeze = tensorflowOp({
  name: 'squeeze',
  summary: 'The same tensor without axes of one element.',
  params: { input: x(), axis: axes('None') },
  codes: ['dim-mismatch', 'axis-out-of-range'],
  call({ input, axis }, cx) {
    // An empty list stands for all.
    const shape = squeezeShape(input, Array.isArray(axis) && axis.length === 0 ? 'all' : axis, cx);
    return made(cx, [input], shape, input.dtype, { data: input.data ?? null, range: input.range ?? null });
  },
  examples: [
    'tf.squeeze(tf.zeros((2, 1, 3, 1)))  #> [2, 3]',
    'tf.squeeze(tf.zeros((2, 1)), axis=0)  #! error[dim-mismatch]: axis 0 has 2',
    'tf.squeeze(tf.zeros((2, 1)), axis=2)  #! error[axis-out-of-range]: no axis 2',
  ],
});

/** Functions that move elements along axes and keep the shape. */
export const moved: readonly FunctionDef[] = [
  tensorflowOp({
    name: 'reverse',
    summary: 'The elements backwards along axes.',
    params: { tensor: x(), axis: axes() },
    codes: ['axis-out-of-range'],
    call({ tensor, axis }, cx) {
      if (axis !== 'all') axis?.forEach((a) => axisOf(tensor, a, cx));
      return made(cx, [tensor], tensor.shape, tensor.dtype, { range: tensor.range ?? null });
    },
    examples: [
      'tf.reverse(tf.zeros((2, 3)), axis=[1])  #> [2, 3]',
      'tf.reverse(tf.zeros((2, 3)), axis=[2])  #! error[axis-out-of-range]: no axis 2',
    ],
  }),
  tensorflowOp({
    name: 'roll',
    summary: 'The elements moved along axes, round the end.',
    params: { input: x(), shift: value(), axis: axes() },
    codes: ['axis-out-of-range'],
    call({ input, axis }, cx) {
      if (axis !== 'all') axis?.forEach((a) => axisOf(input, a, cx));
      return made(cx, [input], input.shape, input.dtype, { range: input.range ?? null });
    },
    examples: [
      'tf.roll(tf.zeros((2, 3)), 1, axis=1)  #> [2, 3]',
      'tf.roll(tf.zeros((2, 3)), 1, axis=2)  #! error[axis-out-of-range]: no axis 2',
    ],
  }),
];

export const broadcastTo = tensorflowOp({
  name: 'broadcast_to',
  summary: 'The tensor repeated into a larger shape.',
  params: { input: x(), shape: dims() },
  codes: ['broadcast-mismatch'],
  call({ input, shape }, cx) {
    if (!shape) return made(cx, [input], null, input.dtype);
    const merged = broadcastShapes(input.shape, shapeOf(shape));
    const isLarger = rankOf(input.shape) !== null && rankOf(input.shape)! > shape.length;
    const grows = merged.fits && merged.shape?.dims.some((d, i) => compareDims(d, shape[i] ?? unknownDim) === 'different');
    if (!merged.fits || isLarger || grows)
      cx.report(
        'broadcast-mismatch',
        msg('{0}: {1} cannot be repeated into {2}', cx.label, formatShape(input.shape), formatShape(shapeOf(shape))),
        { at: 'shape', from: [input] },
      );
    return made(cx, [input], shapeOf(shape), input.dtype, { range: input.range ?? null });
  },
  examples: [
    'tf.broadcast_to(tf.zeros((1, 3)), (4, 3))  #> [4, 3]',
    'tf.broadcast_to(tf.zeros(2), (4, 3))  #! error[broadcast-mismatch]: (2,)',
  ],
});

export const ensureShape = tensorflowOp({
  name: 'ensure_shape',
  summary: 'The same tensor, if it has the shape.',
  params: { x: x(), shape: dims() },
  codes: ['dim-mismatch', 'rank-mismatch'],
  call({ x, shape }, cx) {
    const rank = rankOf(x.shape);
    if (shape && rank !== null && rank !== shape.length)
      cx.report('rank-mismatch', msg('{0}: the shape is {1}, not {2}', cx.label, formatShape(x.shape), formatShape(shapeOf(shape))), {
        at: 'shape',
        from: [x],
      });
    else if (shape && x.shape?.dims.some((d, i) => compareDims(d, shape[i]!) === 'different'))
      cx.report('dim-mismatch', msg('{0}: the shape is {1}, not {2}', cx.label, formatShape(x.shape), formatShape(shapeOf(shape))), {
        at: 'shape',
        from: [x],
      });
    const out = shape
      ? shapeOf(shape.map((d, i) => (d === freeDim ? (rank === shape.length ? x.shape!.dims[i]! : unknownDim) : d)))
      : x.shape;
    return made(cx, [x], out, x.dtype, { range: x.range ?? null });
  },
  examples: [
    'tf.ensure_shape(tf.zeros((2, 3)), (None, 3))  #> [2, 3]',
    'tf.ensure_shape(tf.zeros((2, 3)), (None, 4))  #! error[dim-mismatch]: (2, 3)',
    'tf.ensure_shape(tf.zeros((2, 3)), (None,))  #! error[rank-mismatch]: (2, 3)',
  ],
});

export const tile = tensorflowOp({
  name: 'tile',
  summary: 'The tensor repeated along each axis.',
  params: { input: x(), multiples: dims() },
  codes: ['rank-mismatch'],
  call({ input, multiples }, cx) {
    const rank = rankOf(input.shape);
    if (multiples && rank !== null && rank !== multiples.length) {
      cx.report(
        'rank-mismatch',
        msg('{0}: {1} axes are named, the tensor has {2}: {3}', cx.label, multiples.length, rank, formatShape(input.shape)),
        { at: 'multiples', from: [input] },
      );
      return made(cx, [input], null, input.dtype);
    }
    return made(cx, [input], tileShape(input, multiples, mulDims), input.dtype, { range: input.range ?? null });
  },
  examples: ['tf.tile(tf.zeros((2, 3)), [1, 4])  #> [2, 12]', 'tf.tile(tf.zeros((2, 3)), [4])  #! error[rank-mismatch]: 1 axes'],
});

export const repeat = tensorflowOp({
  name: 'repeat',
  summary: 'Each element several times, one behind the other.',
  params: { input: x(), repeats: x(), axis: value(none) },
  codes: ['axis-out-of-range', 'dim-mismatch'],
  call({ input, repeats, axis }, cx) {
    const at = axis.kind === 'int' ? axisOf(input, axis.value, cx) : null;
    const flat = axis.kind === 'none';
    const size = flat
      ? rankOf(input.shape) === null
        ? unknownDim
        : productOf(input.shape!.dims)
      : at === null
        ? unknownDim
        : input.shape!.dims[at]!;
    if (repeats.data && repeats.data.length > 1 && isLiteral(size) && repeats.data.length !== size)
      cx.report('dim-mismatch', msg('{0}: {1} counts for {2} elements', cx.label, repeats.data.length, size), {
        at: 'repeats',
        from: [input],
      });
    const total: Dim = repeats.data
      ? repeats.data.length === 1
        ? mulDims(size, repeats.data[0]!)
        : repeats.data.reduce((a, b) => a + b, 0)
      : unknownDim;
    return made(cx, [input], flat ? shapeOf([total]) : at === null ? null : withDim(input.shape, at, total), input.dtype, {
      range: input.range ?? null,
    });
  },
  examples: [
    'tf.repeat(tf.zeros((2, 3)), 2, axis=1)  #> [2, 6]',
    'tf.repeat(tf.zeros((2, 3)), 2, axis=2)  #! error[axis-out-of-range]: no axis 2',
    'tf.repeat(tf.zeros((2, 3)), [1, 2], axis=1)  #! error[dim-mismatch]: 2 counts',
  ],
});

export const pad = tensorflowOp({
  name: 'pad',
  summary: 'The tensor with elements added before and behind each axis.',
  params: { tensor: x(), paddings: x(), mode: value(none), constant_values: value(none) },
  codes: ['rank-mismatch'],
  call({ tensor, paddings }, cx) {
    const rank = rankOf(tensor.shape);
    const rows = dimAt(paddings.shape, 0);
    if (rank !== null && rankOf(paddings.shape) === 2 && isLiteral(rows) && rows !== rank) {
      cx.report('rank-mismatch', msg('{0}: {1} axes are named, the tensor has {2}: {3}', cx.label, rows, rank, formatShape(tensor.shape)), {
        at: 'paddings',
        from: [tensor],
      });
      return made(cx, [tensor], null, tensor.dtype);
    }
    const { data } = paddings;
    const shape =
      rank === null ? null : shapeOf(tensor.shape!.dims.map((d, i) => (data ? addDims(d, data[2 * i]! + data[2 * i + 1]!) : unknownDim)));
    return made(cx, [tensor], shape, tensor.dtype);
  },
  examples: [
    'tf.pad(tf.zeros((2, 3)), [[1, 1], [0, 2]])  #> [4, 5]',
    'tf.pad(tf.zeros((2, 3)), [[1, 1]])  #! error[rank-mismatch]: 1 axes',
  ],
});

/** The extents of a tensor, as a tensor. */
export const shape = tensorflowOp({
  name: 'shape',
  summary: 'The extents of a tensor, as a tensor.',
  params: { input: x(), out_type: dtype('int32') },
  codes: [],
  call({ input, out_type }, cx) {
    const rank = rankOf(input.shape);
    const own = literals(rank === null ? null : input.shape!.dims);
    const tensor = made(cx, [input], rank === null ? shapeOf([unknownDim]) : shapeOf([rank]), out_type === 'absent' ? 'int32' : out_type, {
      data: own,
    });
    return own || rank === null || tensor.isSymbolic ? tensor : { ...tensor, data: null };
  },
  examples: ['tf.shape(tf.zeros((2, 3)))  #> [2]'],
});

/** Numbers about a tensor. */
export const counts: readonly FunctionDef[] = [
  tensorflowOp({
    name: 'size',
    summary: 'How many elements a tensor has.',
    params: { input: x(), out_type: dtype('int32') },
    codes: [],
    call({ input, out_type }, cx) {
      const all = literals(rankOf(input.shape) === null ? null : input.shape!.dims);
      return made(cx, [input], shapeOf([]), out_type === 'absent' ? 'int32' : out_type, {
        data: all ? [all.reduce((a, b) => a * b, 1)] : null,
      });
    },
    examples: ['tf.size(tf.zeros((2, 3)))  #> []'],
  }),
  tensorflowOp({
    name: 'rank',
    summary: 'How many axes a tensor has.',
    params: { input: x() },
    codes: [],
    call({ input }, cx) {
      const rank = rankOf(input.shape);
      return made(cx, [input], shapeOf([]), 'int32', { data: rank === null ? null : [rank] });
    },
    examples: ['tf.rank(tf.zeros((2, 3)))  #> []'],
  }),
];
