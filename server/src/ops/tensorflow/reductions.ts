import type { FunctionDef } from '../kernel';
import { axes, axisOf, dtype, flag, integer, reduceShape, value } from '../kernel';
import { shapeOf } from '../../values/shape';
import { none } from '../../values/value';
import type { Taken } from './elementTypes';
import { checkType, realOf } from './elementTypes';
import { made, tensorflowOp, x } from './tensorflowOp';

interface Reduction {
  readonly name: string;
  readonly summary: string;
  readonly takes: Taken;
  readonly gives?: 'real';
}

const rows: readonly Reduction[] = [
  { name: 'reduce_sum', summary: 'The sum of the elements along axes.', takes: 'number' },
  { name: 'reduce_mean', summary: 'The mean of the elements along axes.', takes: 'number' },
  { name: 'reduce_prod', summary: 'The product of the elements along axes.', takes: 'number' },
  { name: 'reduce_max', summary: 'The largest element along axes.', takes: 'real' },
  { name: 'reduce_min', summary: 'The smallest element along axes.', takes: 'real' },
  { name: 'reduce_std', summary: 'The standard deviation of the elements along axes.', takes: 'inexact', gives: 'real' },
  { name: 'reduce_variance', summary: 'The variance of the elements along axes.', takes: 'inexact', gives: 'real' },
  { name: 'reduce_logsumexp', summary: 'The logarithm of the sum of the exponentials along axes.', takes: 'floating' },
  { name: 'reduce_euclidean_norm', summary: 'The Euclidean norm of the elements along axes.', takes: 'number' },
  { name: 'reduce_any', summary: 'Whether any element along axes holds.', takes: 'boolean' },
  { name: 'reduce_all', summary: 'Whether all elements along axes hold.', takes: 'boolean' },
];

const topLevel = ['sum', 'mean', 'prod', 'max', 'min', 'logsumexp', 'any', 'all'];

/** Functions that make one value of all along axes. */
export const reductions: readonly FunctionDef[] = rows.map(({ name, summary, takes, gives }) =>
  tensorflowOp({
    name: `math.${name}`,
    also: topLevel.includes(name.slice(7)) ? [name] : [],
    summary,
    params: { input_tensor: x(), axis: axes('None'), keepdims: flag(false) },
    codes: ['axis-out-of-range', 'dtype-mismatch'],
    call({ input_tensor, axis, keepdims }, cx) {
      checkType(input_tensor, takes, cx, 'input_tensor');
      const shape = reduceShape(input_tensor, axis, keepdims, cx);
      return made(cx, [input_tensor], shape, gives ? realOf(input_tensor.dtype) : input_tensor.dtype);
    },
    examples: [
      `tf.${topLevel.includes(name.slice(7)) ? '' : 'math.'}${name}(${takes === 'boolean' ? 'tf.zeros((2, 3)) > 0' : 'tf.zeros((2, 3))'}, axis=1)  #> [2]`,
      `tf.math.${name}(${takes === 'boolean' ? 'tf.zeros((2, 3)) > 0' : 'tf.zeros((2, 3))'}, axis=2)  #! error[axis-out-of-range]: no axis 2`,
      `tf.math.${name}(tf.constant(${takes === 'boolean' ? '[1]' : '[True]'}))  #! error[dtype-mismatch]: ${name}`,
    ],
  }),
);

/** How many elements along axes are not 0. */
export const countNonzero = tensorflowOp({
  name: 'math.count_nonzero',
  summary: 'How many elements along axes are not 0.',
  params: { input: x(), axis: axes('None'), keepdims: flag(false), dtype: dtype('int64') },
  codes: ['axis-out-of-range'],
  call: ({ input, axis, keepdims, dtype }, cx) => made(cx, [input], reduceShape(input, axis, keepdims, cx), dtype),
  examples: [
    'tf.math.count_nonzero(tf.zeros((2, 3)), axis=0)  #> [3]',
    'tf.math.count_nonzero(tf.zeros((2, 3)), axis=4)  #! error[axis-out-of-range]: no axis 4',
  ],
});

/** The place of the largest or smallest element along an axis. */
export const extremes: readonly FunctionDef[] = (
  [
    ['argmax', 'The index of the largest element along an axis.'],
    ['argmin', 'The index of the smallest element along an axis.'],
  ] as const
).map(([name, summary]) =>
  tensorflowOp({
    name: `math.${name}`,
    also: [name],
    summary,
    params: { input: x(), axis: integer(0), output_type: dtype('int64') },
    codes: ['axis-out-of-range'],
    call({ input, axis, output_type }, cx) {
      const at = axisOf(input, axis, cx);
      const shape = at === null || !input.shape ? null : shapeOf(input.shape.dims.filter((_, i) => i !== at));
      return made(cx, [input], shape, output_type === 'absent' ? 'int64' : output_type);
    },
    examples: [
      `tf.${name}(tf.zeros((2, 3)), axis=1)  #> [2]`,
      `tf.${name}(tf.zeros((2, 3)), axis=2)  #! error[axis-out-of-range]: no axis 2`,
    ],
  }),
);

/** Running sums and products. */
export const cumulative: readonly FunctionDef[] = (
  [
    ['math.cumsum', ['cumsum'], 'The running sum along an axis.', 'number'],
    ['math.cumprod', [], 'The running product along an axis.', 'number'],
    ['math.cumulative_logsumexp', [], 'The running logarithm of the sum of exponentials along an axis.', 'floating'],
  ] as const
).map(([name, also, summary, takes]) =>
  tensorflowOp({
    name,
    also,
    summary,
    params: { x: x(), axis: integer(0) },
    other: ['exclusive', 'reverse', 'name'],
    codes: ['axis-out-of-range'],
    call({ x, axis }, cx) {
      checkType(x, takes, cx, 'x');
      axisOf(x, axis, cx);
      return made(cx, [x], x.shape, x.dtype);
    },
    examples: [
      `tf.${name}(tf.zeros((2, 3)), axis=1)  #> [2, 3]`,
      `tf.${name}(tf.zeros((2, 3)), axis=2)  #! error[axis-out-of-range]: no axis 2`,
    ],
  }),
);

/** Functions that look at all elements along an axis and keep the shape. */
export const alongAxis: readonly FunctionDef[] = (
  [
    ['nn.softmax', ['math.softmax'], 'Probabilities along an axis, the last unless it is named.', 'logits'],
    ['nn.log_softmax', ['math.log_softmax'], 'Logarithms of probabilities along an axis, the last unless it is named.', 'logits'],
  ] as const
).map(([name, also, summary, param]) =>
  tensorflowOp({
    name,
    also,
    summary,
    params: { [param]: x(), axis: integer(-1) },
    codes: ['axis-out-of-range', 'dtype-mismatch'],
    call(args, cx) {
      const input = args[param];
      checkType(input, 'floating', cx, param);
      axisOf(input, (args as { axis: number }).axis, cx);
      return made(cx, [input], input.shape, input.dtype);
    },
    examples: [
      `tf.${name}(tf.zeros((2, 3)))  #> [2, 3]`,
      `tf.${name}(tf.zeros((2, 3)), axis=2)  #! error[axis-out-of-range]: no axis 2`,
      `tf.${name}(tf.constant([1, 2]))  #! error[dtype-mismatch]: int32`,
    ],
  }),
);

/** Scales vectors along axes to a length of 1. */
export const l2Normalize = tensorflowOp({
  name: 'math.l2_normalize',
  also: ['nn.l2_normalize', 'linalg.l2_normalize'],
  summary: 'Scales vectors along axes to a length of 1.',
  params: { x: x(), axis: axes('None') },
  other: ['epsilon', 'name', 'dim'],
  codes: ['axis-out-of-range'],
  call({ x, axis }, cx) {
    checkType(x, 'inexact', cx, 'x');
    reduceShape(x, axis, true, cx);
    return made(cx, [x], x.shape, x.dtype);
  },
  examples: [
    'tf.math.l2_normalize(tf.zeros((2, 3)), axis=1)  #> [2, 3]',
    'tf.math.l2_normalize(tf.zeros((2, 3)), axis=2)  #! error[axis-out-of-range]: no axis 2',
  ],
});

/** The norm of vectors or matrices. */
export const norm = tensorflowOp({
  name: 'linalg.norm',
  also: ['norm'],
  summary: 'The norm of vectors or matrices.',
  params: { tensor: x(), ord: value(none), axis: axes('None'), keepdims: flag(false) },
  codes: ['axis-out-of-range', 'dtype-mismatch'],
  call({ tensor, axis, keepdims }, cx) {
    checkType(tensor, 'inexact', cx, 'tensor');
    return made(cx, [tensor], reduceShape(tensor, axis, keepdims, cx), tensor.dtype);
  },
  examples: [
    'tf.norm(tf.zeros((2, 3)), axis=1)  #> [2]',
    'tf.norm(tf.zeros((2, 3)), axis=2)  #! error[axis-out-of-range]: no axis 2',
    'tf.norm(tf.constant([3, 4]))  #! error[dtype-mismatch]: int32',
  ],
});

/** The mean and the variance along axes. */
export const moments = tensorflowOp({
  name: 'nn.moments',
  summary: 'The mean and the variance along axes, as a pair.',
  params: { x: x(), axes: axes(), shift: value(none), keepdims: flag(false) },
  codes: ['axis-out-of-range'],
  call({ x, axes, keepdims }, cx) {
    const shape = reduceShape(x, axes, keepdims, cx, 'axes');
    return { kind: 'tuple', items: cx.results([x], [shape, shape], x.dtype, { framework: 'tensorflow' }) };
  },
  examples: [
    'tf.nn.moments(tf.zeros((2, 3)), axes=[0])[0]  #> [3]',
    'tf.nn.moments(tf.zeros((2, 3)), axes=[2])  #! error[axis-out-of-range]: no axis 2',
  ],
});
