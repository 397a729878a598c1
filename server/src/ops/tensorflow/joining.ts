import { axisOf, concatShape, integer, msg, readDims, splitShapes, stackShape, value } from '../kernel';
import type { CallContext } from '../kernel';
import { compareDims, formatDim, isLiteral, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { none, unknown } from '../../values/value';
import { made, tensorflowOp, x, xs } from './tensorflowOp';

/** The type of tensors that are joined: one, or it is reported. */
function commonType(tensors: readonly TensorValue[] | null, cx: CallContext): string | null {
  if (!tensors?.length) return null;
  // What a model of Keras gives for data is a tensor of TensorFlow.
  const own = tensors.filter((t) => t.dtype !== null && (t.framework === 'tensorflow' || (t.framework === 'keras' && !t.isSymbolic)));
  const odd = own.find((t) => t.dtype !== own[0]!.dtype);
  const first = tensors[0]!;
  if (odd && !odd.data && !own[0]!.data) {
    cx.report('dtype-mismatch', msg('{0} mixes no types: {1} and {2}', cx.label, own[0]!.dtype!, odd.dtype!), {
      at: 'values',
      from: tensors,
    });
    return null;
  }
  return tensors.every((t) => t.dtype === first.dtype) ? first.dtype : null;
}

export const concat = tensorflowOp({
  name: 'concat',
  summary: 'Tensors one behind the other along an axis.',
  params: { values: xs(), axis: integer() },
  codes: ['dim-mismatch', 'rank-mismatch', 'axis-out-of-range', 'dtype-mismatch', 'removed-api'],
  call({ values, axis }, cx, bound) {
    const first = bound.values.get('values')?.value;
    const second = bound.values.get('axis')?.value;
    const isOld = first?.kind === 'int' && (second?.kind === 'ref' || second?.kind === 'tuple');
    if (isOld) cx.report('removed-api', msg('{0} takes the axis behind the tensors', cx.label));
    const all = isOld ? xs().read(second, cx.heap) : values;
    const dtype = commonType(all, cx);
    return made(cx, all ?? [], concatShape(all, isOld ? first.value : axis, cx, 'values'), dtype);
  },
  examples: [
    'tf.concat([tf.zeros((2, 3)), tf.zeros((2, 5))], axis=1)  #> [2, 8]',
    'tf.concat(1, [tf.zeros((2, 3)), tf.zeros((2, 5))])  #! error[removed-api]: behind the tensors',
    'tf.concat([tf.zeros((2, 3)), tf.zeros((4, 5))], axis=1)  #! error[dim-mismatch]: axis 0',
    'tf.concat([tf.zeros((2, 3)), tf.zeros(3)], axis=0)  #! error[rank-mismatch]: (2, 3), (3,)',
    'tf.concat([tf.zeros((2, 3)), tf.zeros((2, 3))], axis=2)  #! error[axis-out-of-range]: no axis 2',
    "tf.concat([tf.zeros(2), tf.zeros(2, 'int32')], axis=0)  #! error[dtype-mismatch]: float32 and int32",
  ],
});

export const stack = tensorflowOp({
  name: 'stack',
  summary: 'Tensors of one shape along a new axis.',
  params: { values: xs(), axis: integer(0) },
  codes: ['dim-mismatch', 'axis-out-of-range'],
  call({ values, axis }, cx) {
    const dtype = commonType(values, cx);
    const data = values?.every((t) => t.data) && axis === 0 ? values.flatMap((t) => t.data!) : null;
    return made(cx, values ?? [], stackShape(values, axis, cx, 'values'), dtype, { data });
  },
  examples: [
    'tf.stack([tf.zeros(3), tf.zeros(3)])  #> [2, 3]',
    'tf.stack([tf.zeros(3), tf.zeros(4)])  #! error[dim-mismatch]: (3,), (4,)',
    'tf.stack([tf.zeros(3), tf.zeros(3)], axis=2)  #! error[axis-out-of-range]: no axis 2',
  ],
});

function listOfResults(cx: CallContext, from: TensorValue, shapes: readonly MaybeShape[]): Value {
  return cx.alloc({
    kind: 'list',
    isSet: false,
    items: cx.results([from], shapes, from.dtype, { framework: 'tensorflow', range: from.range ?? null }),
    element: unknown,
  });
}

/** The tensor stood here once, which the rule itself says. */
const splitAxis = { ...integer(0), refuses: () => null };

export const split = tensorflowOp({
  name: 'split',
  summary: 'Parts of a tensor along an axis: so many equal ones, or of given sizes.',
  params: { value: x(), num_or_size_splits: value(), axis: splitAxis, num: value(none) },
  codes: ['dim-mismatch', 'axis-out-of-range', 'removed-api'],
  call({ value, num_or_size_splits, axis }, cx, bound) {
    const [first, last] = [bound.values.get('value')?.value, bound.values.get('axis')?.value];
    if (first?.kind === 'int' && last?.kind === 'tensor') {
      cx.report('removed-api', msg('{0} takes the tensor first and the axis last', cx.label));
      const n = num_or_size_splits.kind === 'int' ? num_or_size_splits.value : unknownDim;
      const shapes = splitShapes(last, n, first.value, cx, 'num_or_size_splits');
      return shapes ? listOfResults(cx, last, shapes) : unknown;
    }
    const parts = num_or_size_splits.kind === 'int' ? num_or_size_splits.value : readDims(num_or_size_splits, cx.heap);
    const shapes = splitShapes(value, parts, axis, cx, 'num_or_size_splits');
    return shapes ? listOfResults(cx, value, shapes) : unknown;
  },
  examples: [
    'tf.split(tf.zeros((2, 6)), 3, axis=1)[0]  #> [2, 2]',
    'tf.split(1, 3, tf.zeros((2, 6)))[0]  #! error[removed-api]: the axis last',
    'tf.split(tf.zeros((2, 6)), 4, axis=1)  #! error[dim-mismatch]: 4 equal parts',
    'tf.split(tf.zeros((2, 6)), 2, axis=2)  #! error[axis-out-of-range]: no axis 2',
  ],
});

export const unstack = tensorflowOp({
  name: 'unstack',
  summary: 'The tensors that lie along an axis, as a list.',
  params: { value: x(), num: value(none), axis: integer(0) },
  codes: ['axis-out-of-range', 'dim-mismatch'],
  call({ value, num, axis }, cx) {
    const at = axisOf(value, axis, cx);
    if (at === null) return unknown;
    const size = value.shape!.dims[at]!;
    if (num.kind === 'int' && compareDims(num.value, size) === 'different')
      cx.report(
        'dim-mismatch',
        msg(
          '{0}: axis {1} of {2} has {3} elements, not {4}',
          cx.label,
          at,
          formatShape(value.shape),
          formatDim(size),
          formatDim(num.value),
        ),
        { at: 'num', from: [value] },
      );
    const n = isLiteral(size) ? size : num.kind === 'int' ? num.value : unknownDim;
    if (!isLiteral(n) || n > 4096) return unknown;
    const rest = shapeOf(value.shape!.dims.filter((_, i) => i !== at));
    return listOfResults(
      cx,
      value,
      Array.from({ length: n }, () => rest),
    );
  },
  examples: [
    'tf.unstack(tf.zeros((2, 3)))[0]  #> [3]',
    'tf.unstack(tf.zeros((2, 3)), axis=2)  #! error[axis-out-of-range]: no axis 2',
    'tf.unstack(tf.zeros((2, 3)), 4, 1)  #! error[dim-mismatch]: has 3 elements',
  ],
});

/** The sum of several tensors of one shape. */
export const addN = tensorflowOp({
  name: 'math.add_n',
  also: ['add_n'],
  summary: 'The sum of several tensors of one shape.',
  params: { inputs: xs() },
  codes: ['dim-mismatch'],
  call({ inputs }, cx) {
    const stacked = stackShape(inputs, 0, cx, 'inputs');
    return made(cx, inputs ?? [], stacked && shapeOf(stacked.dims.slice(1)), commonType(inputs, cx));
  },
  examples: ['tf.add_n([tf.zeros(3), tf.zeros(3)])  #> [3]', 'tf.add_n([tf.zeros(3), tf.zeros(4)])  #! error[dim-mismatch]: (3,), (4,)'],
});
