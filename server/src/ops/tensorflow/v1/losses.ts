import type { CallContext, FunctionDef } from '../../kernel';
import { made, x } from '../tensorflowOp';
import { isWhole, msg, value } from '../../kernel';
import { compareDims } from '../../../values/dim';
import { formatShape, rankOf, shapeOf } from '../../../values/shape';
import type { MaybeShape } from '../../../values/shape';
import type { TensorValue, Value } from '../../../values/value';
import { none } from '../../../values/value';
import { firstVersionOp } from './firstVersion';

/** Reports shapes of which the graph itself says that they cannot be the same. */
function refuseOtherShape(labels: TensorValue, predictions: TensorValue, cx: CallContext): void {
  const [p, q] = [rankOf(labels.shape), rankOf(predictions.shape)];
  if (p === null || q === null) return;
  if (p === q && labels.shape!.dims.every((d, i) => compareDims(d, predictions.shape!.dims[i]!) !== 'different')) return;
  cx.report(
    'loss-target-mismatch',
    msg('{0}: labels {1} and predictions {2} must have one shape', cx.label, formatShape(labels.shape), formatShape(predictions.shape)),
    { from: [labels, predictions] },
  );
}

/** One number, unless the loss is asked for each element. */
function reduced(reduction: Value, whole: MaybeShape): MaybeShape {
  const path = reduction.kind === 'unknown' || reduction.kind === 'library' ? reduction.path : null;
  const word = reduction.kind === 'str' ? reduction.value : (path?.split('.').pop() ?? null);
  if (reduction.kind === 'none' || (word !== null && /^(?:weighted_)?(?:sum|mean)/i.test(word))) return shapeOf([]);
  return word !== null && word.toLowerCase() === 'none' ? whole : null;
}

interface Row {
  readonly name: string;
  readonly summary: string;
  /** What the labels and the predictions are called. */
  readonly labels: string;
  readonly predictions: string;
  /** Behind both and the weights, in order. */
  readonly more: readonly string[];
}

const rows: readonly Row[] = [
  ['mean_squared_error', 'The mean of the squared differences.', 'labels', 'predictions', 'scope loss_collection reduction'],
  ['absolute_difference', 'The mean of the differences.', 'labels', 'predictions', 'scope loss_collection reduction'],
  ['huber_loss', 'Squared for small differences, linear for large ones.', 'labels', 'predictions', 'delta scope loss_collection reduction'],
  ['log_loss', 'The cross entropy of probabilities.', 'labels', 'predictions', 'epsilon scope loss_collection reduction'],
  ['hinge_loss', 'How far each score is from the right side.', 'labels', 'logits', 'scope loss_collection reduction'],
  [
    'sigmoid_cross_entropy',
    'The cross entropy of labels with the sigmoid of logits.',
    'multi_class_labels',
    'logits',
    'label_smoothing scope loss_collection reduction',
  ],
  [
    'softmax_cross_entropy',
    'The cross entropy of one-hot labels with the softmax of logits.',
    'onehot_labels',
    'logits',
    'label_smoothing scope loss_collection reduction',
  ],
].map(([name, summary, labels, predictions, more]) => ({
  name: name!,
  summary: summary!,
  labels: labels!,
  predictions: predictions!,
  more: more!.split(' '),
}));

export const losses: readonly FunctionDef[] = rows.map(({ name, summary, labels, predictions, more }) =>
  firstVersionOp({
    name: `losses.${name}`,
    category: 'loss',
    summary,
    params: {
      [labels]: x(),
      [predictions]: x(),
      weights: value(none),
      ...Object.fromEntries(more.map((each) => [each, value(none)])),
    },
    other: [],
    codes: ['loss-target-mismatch'],
    call(args, cx) {
      const given = args as unknown as Readonly<Record<string, TensorValue>>;
      const [p, q] = [given[labels]!, given[predictions]!];
      refuseOtherShape(p, q, cx);
      const dtype = predictions === 'logits' ? q.dtype : 'float32';
      const whole = name === 'softmax_cross_entropy' ? (rankOf(q.shape) ? shapeOf(q.shape!.dims.slice(0, -1)) : null) : q.shape;
      return made(cx, [p, q], reduced((args as unknown as Readonly<Record<string, Value>>).reduction!, whole), dtype);
    },
    examples: [
      `tf.compat.v1.losses.${name}(tf.zeros((2, 3)), tf.zeros((2, 3)))  #> []`,
      `tf.compat.v1.losses.${name}(tf.zeros((2,)), tf.zeros((2, 3)))  #! error[loss-target-mismatch]: (2,)`,
    ],
  }),
);

/** The cross entropy of class indices with the softmax of logits. */
export const sparseSoftmaxCrossEntropy = firstVersionOp({
  name: 'losses.sparse_softmax_cross_entropy',
  category: 'loss',
  summary: 'The cross entropy of class indices with the softmax of logits.',
  params: { labels: x(), logits: x(), weights: value(none), scope: value(none), loss_collection: value(none), reduction: value(none) },
  other: [],
  codes: ['loss-target-mismatch', 'dtype-mismatch'],
  call({ labels, logits, reduction }, cx) {
    const [p, q] = [rankOf(labels.shape), rankOf(logits.shape)];
    // A last axis of one label is dropped.
    const isColumn = p !== null && p === q && [1].includes(labels.shape!.dims.at(-1) as number);
    if (p !== null && q !== null && p !== q - 1 && !isColumn && !(p === q && typeof labels.shape!.dims.at(-1) !== 'number'))
      cx.report(
        'loss-target-mismatch',
        msg('{0}: labels {1} must have one axis less than logits {2}', cx.label, formatShape(labels.shape), formatShape(logits.shape)),
        { from: [labels, logits] },
      );
    else if (labels.dtype !== null && !isWhole(labels.dtype) && ['float16', 'float32', 'float64', 'bool'].includes(labels.dtype))
      cx.report('dtype-mismatch', msg('{0} does not take {1}, it takes {2}', cx.label, labels.dtype, 'int32, int64'), {
        at: 'labels',
        from: [labels],
      });
    return made(cx, [labels, logits], reduced(reduction, q ? shapeOf(logits.shape!.dims.slice(0, -1)) : null), logits.dtype);
  },
  examples: [
    'tf.compat.v1.losses.sparse_softmax_cross_entropy([0, 1], tf.zeros((2, 3)))  #> []',
    'tf.compat.v1.losses.sparse_softmax_cross_entropy(tf.zeros((2, 3), tf.int32), tf.zeros((2, 3)))  #! error[loss-target-mismatch]: (2, 3)',
    'tf.compat.v1.losses.sparse_softmax_cross_entropy([0.0, 1.0], tf.zeros((2, 3)))  #! error[dtype-mismatch]: float32',
  ],
});

/** Losses that were added before, as one number. */
export const totals: readonly FunctionDef[] = ['get_total_loss', 'get_regularization_loss'].map((name) =>
  firstVersionOp({
    name: `losses.${name}`,
    category: 'loss',
    summary: name === 'get_total_loss' ? 'The sum of all losses so far.' : 'The sum of all regularization losses.',
    params: {},
    other: ['add_regularization_losses', 'scope', 'name'],
    codes: [],
    call: (_, cx) => made(cx, [], shapeOf([]), 'float32'),
    examples: [`tf.compat.v1.losses.${name}()  #> []`],
  }),
);
