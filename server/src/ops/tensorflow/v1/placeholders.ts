import { msg, dims, toTensor, value } from '../../kernel';
import type { CallContext } from '../../kernel';
import type { Dim } from '../../../values/dim';
import { compareDims, isLiteral } from '../../../values/dim';
import type { MaybeShape } from '../../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../../values/shape';
import type { Value } from '../../../values/value';
import { none } from '../../../values/value';
import { made } from '../tensorflowOp';
import { elementType, firstVersionOp } from './firstVersion';

function shapeRead(given: Value, read: readonly Dim[] | null, cx: CallContext): MaybeShape {
  if (given.kind === 'none' || read === null) return null;
  const negative = read.find((n): n is number => isLiteral(n) && n < 0);
  if (negative === undefined) return shapeOf(read);
  cx.report('non-positive-size', msg('{0}: an extent cannot be negative: {1}', cx.label, negative), { at: 'shape' });
  return shapeOf(read.map((n) => (isLiteral(n) && n < 0 ? { kind: 'free' as const } : n)));
}

/** A tensor that gets its elements when the graph is run. */
export const placeholder = firstVersionOp({
  name: 'placeholder',
  category: 'input',
  summary: 'A tensor that gets its elements when the graph is run.',
  params: { dtype: elementType(), shape: value(none), name: value(none) },
  other: [],
  codes: ['non-positive-size', 'removed-api'],
  call({ dtype, shape, name }, cx) {
    cx.needGraph();
    const read = shapeRead(shape, dims().read(shape, cx.heap), cx);
    return cx.input(read, dtype === 'absent' ? null : dtype, 'tensorflow', name.kind === 'str' ? name.value : null);
  },
  examples: [
    'tf.compat.v1.disable_eager_execution(); x = tf.compat.v1.placeholder(tf.float32, [None, 784])  #> [null, 784]',
    'tf.compat.v1.disable_eager_execution(); x = tf.compat.v1.placeholder(tf.float32, [-1, 784])  #! error[non-positive-size]: -1',
    'tf.compat.v1.placeholder(tf.float32, [None, 784])  #! error[removed-api]: disable_eager_execution',
  ],
});

/** A placeholder that need not be fed. */
export const placeholderWithDefault = firstVersionOp({
  name: 'placeholder_with_default',
  category: 'input',
  summary: 'A placeholder that need not be fed.',
  params: { input: value(), shape: value() },
  codes: ['dim-mismatch'],
  call({ input, shape }, cx) {
    const from = toTensor(input, cx.heap, 'tensorflow');
    const read = shapeRead(shape, dims().read(shape, cx.heap), cx);
    const differs =
      rankOf(read) !== null &&
      rankOf(from.shape) !== null &&
      (rankOf(read) !== rankOf(from.shape) || from.shape!.dims.some((d, i) => compareDims(d, read!.dims[i]!) === 'different'));
    if (differs)
      cx.report('dim-mismatch', msg('{0}: {1} does not fit {2}', cx.label, formatShape(from.shape), formatShape(read)), {
        at: 'input',
        from: [from],
      });
    return made(cx, [cx.input(from.shape, from.dtype, 'tensorflow', null)], read, from.dtype);
  },
  examples: [
    'tf.compat.v1.placeholder_with_default(tf.zeros((2, 3)), [None, 3])  #> [null, 3]',
    'tf.compat.v1.placeholder_with_default(tf.zeros((2, 4)), [None, 3])  #! error[dim-mismatch]: (2, 4)',
  ],
});
