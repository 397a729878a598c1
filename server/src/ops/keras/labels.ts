import type { CallContext } from '../kernel';
import { broadcastShapes, defineOp, integer, isFloating, msg, number, optionalDim, tensor } from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral, productOf, unknownDim } from '../../values/dim';
import { dimAt, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';

/** A one-hot row for each label: an axis of `num_classes` behind the labels' own, without a last one of 1. */
export const toCategorical = defineOp({
  name: 'keras.utils.to_categorical',
  aliases: ['keras.utils.np_utils.to_categorical', 'keras.utils.numerical_utils.to_categorical'],
  docs: 'https://keras.io/api/utils/python_utils/#to_categorical-function',
  category: 'data',
  params: { x: tensor(), num_classes: optionalDim() },
  codes: ['class-count'],
  call({ x, num_classes }, cx) {
    const isArray = x.framework === 'numpy';
    const classes = num_classes === null || num_classes === 0 ? (isArray ? countOf(x, cx) : unknownDim) : num_classes;
    if (isArray && isLiteral(classes)) checkLabels(x, classes, num_classes !== null, cx);
    const rank = rankOf(x.shape);
    const dims = rank === null ? null : rank > 1 && dimAt(x.shape, -1) === 1 ? x.shape!.dims.slice(0, -1) : x.shape!.dims;
    // Behind a last axis of unknown extent there may be one axis more or less.
    const isOpen = rank === null || (rank > 1 && !isLiteral(dimAt(x.shape, -1)));
    const shape = isOpen ? shapeOf([classes], true) : shapeOf([...dims!, classes]);
    return cx.result([x], shape, isArray ? 'float64' : 'float32', { range: { min: 0, max: 1 } });
  },
  examples: [
    'keras.utils.to_categorical([0, 2, 1])  #> [3, 3]',
    'keras.utils.to_categorical(np.zeros((8, 1)), 10)  #> [8, 10]',
    'keras.utils.to_categorical([0, 1, 3], 3)  #! error[class-count]: 3',
  ],
});

/** One more than the largest label where that is known. */
function countOf(x: TensorValue, cx: CallContext): Dim {
  if (x.data?.length) return Math.trunc(Math.max(...x.data)) + 1;
  if (x.range && isAttained(x)) return Math.trunc(x.range.max) + 1;
  return cx.symbol('classes');
}

/** How likely it may be at most that chance leaves a class out. */
const risk = 1e-4;

/** With many labels for each class the largest of the range certainly occurs. */
function isAttained({ shape, range }: TensorValue): boolean {
  const count = shape && !shape.hasPrefix ? productOf(shape.dims) : unknownDim;
  const { min, max, isContinuous, isLoose } = range!;
  if (!isLiteral(count) || count <= 0 || isContinuous || isLoose) return false;
  return min === max || (1 - 1 / (max - min + 1)) ** count < risk;
}

function checkLabels(x: TensorValue, classes: number, isGiven: boolean, cx: CallContext): void {
  const largest = x.data?.length ? Math.max(...x.data) : x.range && isAttained(x) ? x.range.max : null;
  const smallest = x.data?.length ? Math.min(...x.data) : null;
  const wrong =
    largest !== null && Math.trunc(largest) >= classes ? largest : smallest !== null && Math.trunc(smallest) < -classes ? smallest : null;
  if (wrong === null) return;
  cx.report('class-count', msg('{0}: the label {1} is outside of {2} classes, which are numbered from 0', cx.label, wrong, classes), {
    from: [x],
    ...(isGiven && { at: 'num_classes', fixes: wrong >= 0 ? [{ set: 'num_classes', value: Math.trunc(wrong) + 1 }] : [] }),
  });
}

/** Divides by the norm along an axis; norms of zero count as one. */
export const normalize = defineOp({
  name: 'keras.utils.normalize',
  aliases: ['keras.utils.np_utils.normalize'],
  docs: 'https://keras.io/api/utils/python_utils/#normalize-function',
  category: 'array',
  params: { x: tensor(), axis: integer(-1), order: number(2) },
  codes: ['axis-out-of-range', 'broadcast-mismatch'],
  call({ x, axis }, cx) {
    const rank = rankOf(x.shape);
    const dtype = x.dtype === null ? null : isFloating(x.dtype) ? x.dtype : x.framework === 'numpy' ? 'float64' : null;
    if (rank === null || !isLiteral(axis)) return cx.result([x], rank === null ? null : x.framework === 'numpy' ? null : x.shape, dtype);
    if (rank > 0 && (axis >= rank || axis < -rank)) {
      cx.report('axis-out-of-range', msg('{0}: there is no axis {1} in {2} axes', cx.label, axis, rank), { at: 'axis', from: [x] });
      return cx.result([x], x.shape, dtype);
    }
    if (x.framework !== 'numpy') return cx.result([x], x.shape, dtype);
    // Of an array Keras takes the norm along axis 0 and then lines it up with the last axis.
    const left = x.shape!.dims.filter((_, i) => i !== (axis < 0 ? axis + rank : axis));
    const norm = left.length ? left : [1];
    const at = axis === 0 ? norm.length : axis < 0 ? axis + norm.length + 1 : axis;
    const merged = broadcastShapes(x.shape, shapeOf([...norm.slice(0, at), 1, ...norm.slice(at)]));
    if (merged.fits) return cx.result([x], merged.shape, dtype);
    cx.report('broadcast-mismatch', msg('{0} of an array does not take axis 0: the norms do not line up with the rows', cx.label), {
      at: 'axis',
      from: [x],
    });
    return cx.result([x], x.shape, dtype);
  },
  examples: [
    'keras.utils.normalize(np.ones((4, 3)))  #> [4, 3]',
    'keras.utils.normalize(np.ones((4, 3)), axis=2)  #! error[axis-out-of-range]: no axis 2',
    'keras.utils.normalize(np.ones((4, 3)), axis=0)  #! error[broadcast-mismatch]: axis 0',
  ],
});
