import type { CallContext, FunctionDef } from '../kernel';
import { any, arrayOf, defineOp, keyword, msg, samplesOf, tableArray, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, isLiteral } from '../../values/dim';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { BoundArgs, TensorValue, Value } from '../../values/value';
import { float, unknown } from '../../values/value';
import { checkSamples } from './samples';

const docsOf = (name: string): string => `https://scikit-learn.org/stable/modules/generated/sklearn.metrics.${name}.html`;

/** Class ids along one axis, or a column for each class; null when it is not known. */
function formOf({ shape }: TensorValue): 'ids' | 'columns' | null {
  const rank = rankOf(shape);
  if (rank === 1) return 'ids';
  if (rank !== 2) return null;
  const width = dimAt(shape, 1);
  return width === 1 ? 'ids' : isLiteral(width) && width > 1 ? 'columns' : null;
}

/** Classes against scores or one-hot rows: scikit-learn mixes them in no metric of classes. */
function checkClasses(yTrue: Value, yPred: Value, takesColumns: boolean, cx: CallContext): void {
  const [a, b] = [tableArray(yTrue, cx), tableArray(yPred, cx)];
  checkSamples([yTrue, yPred], cx, 'y_pred');
  const [x, y] = [formOf(a), formOf(b)];
  const isMixed = x !== null && y !== null && x !== y;
  const isWide = !takesColumns && x === 'columns' && y === 'columns';
  if (!isMixed && !isWide) return;
  cx.report(
    'rank-mismatch',
    isMixed
      ? msg(
          '{0} cannot mix class ids with a column for each class: {1} and {2}; argmax(axis=1) gives the ids',
          cx.label,
          formatShape(a.shape),
          formatShape(b.shape),
        )
      : msg('{0} takes class ids along one axis, it gets {1}; argmax(axis=1) gives the ids', cx.label, formatShape(a.shape)),
    { at: x === 'ids' ? 'y_pred' : 'y_true', from: [a, b] },
  );
}

/** How many classes occur in the true and the predicted ids together; null where that is not certain. */
function countClasses(a: TensorValue, b: TensorValue): number | null {
  if (a.data && b.data) return new Set([...a.data, ...b.data]).size;
  const [x, y] = [a.range, b.range];
  if (!x || !y || x.isContinuous || x.isLoose || y.isContinuous || y.min < x.min || y.max > x.max || !Number.isInteger(x.min)) return null;
  const classes = x.max - x.min + 1;
  const rows = rankOf(a.shape) === 1 ? dimAt(a.shape, 0) : 0;
  // With many samples of each class all of them occur.
  return Number.isInteger(classes) && isLiteral(rows) && rows >= 20 * classes ? classes : null;
}

/** What metrics of classes refuse of their further arguments. */
function checkCounts(args: Readonly<Record<string, Value>>, bound: BoundArgs, cx: CallContext): void {
  const n = countClasses(tableArray(args['y_true']!, cx), tableArray(args['y_pred']!, cx));
  const isGiven = (name: string): boolean => bound.values.has(name);
  if (n === null || !bound.isComplete || isGiven('labels')) return;
  const averaging = bound.values.get('average')?.value;
  const isBinary = !isGiven('average') || (averaging?.kind === 'str' && averaging.value === 'binary');
  if (byAverage.has(cx.label) && isBinary && n > 2)
    cx.report('unknown-argument', msg("{0} of {1} classes takes an average: 'macro', 'micro', 'weighted' or None", cx.label, n), {
      at: 'y_true',
    });
  const names = bound.values.get('target_names')?.value;
  const given = names && names.kind !== 'none' ? samplesOf(names, cx) : undefined;
  if (given !== undefined && isLiteral(given) && given !== n)
    cx.report('dim-mismatch', msg('{0}: there are {1} classes, but {2} names for them', cx.label, n, given), { at: 'target_names' });
}

const byAverage = new Set(['precision_score', 'recall_score', 'f1_score']);

/** Regression compares column by column. */
function checkOutputs(yTrue: Value, yPred: Value, cx: CallContext): void {
  checkSamples([yTrue, yPred], cx, 'y_pred');
  const widths = [yTrue, yPred].map((v): Dim | null => {
    const { shape } = tableArray(v, cx);
    const rank = rankOf(shape);
    return rank === 1 ? 1 : rank === 2 ? dimAt(shape, 1) : null;
  });
  const [a, b] = widths;
  if (a === null || b === null || a === undefined || b === undefined || compareDims(a, b) !== 'different') return;
  const arrays = [tableArray(yTrue, cx), tableArray(yPred, cx)];
  cx.report(
    'dim-mismatch',
    msg('{0} compares column by column, it gets {1} and {2}', cx.label, formatShape(arrays[0]!.shape), formatShape(arrays[1]!.shape)),
    {
      at: 'y_pred',
      from: arrays,
    },
  );
}

interface Metric {
  readonly name: string;
  readonly summary: string;
  readonly others: readonly string[];
  readonly kind: 'classes' | 'ids' | 'numbers';
  readonly gives?: (cx: CallContext, given: readonly [TensorValue, TensorValue], bound: BoundArgs) => Value;
}

function define({ name, summary, others, kind, gives }: Metric): FunctionDef {
  const of = `sklearn.metrics.${name}`;
  return defineOp({
    name: of,
    summary,
    docs: docsOf(name),
    category: 'metric',
    params: {
      y_true: value(),
      y_pred: value(),
      ...Object.fromEntries(others.map((other) => [other, keyword(any())])),
    },
    codes:
      kind === 'numbers'
        ? ['dim-mismatch']
        : byAverage.has(name)
          ? ['dim-mismatch', 'rank-mismatch', 'unknown-argument']
          : ['dim-mismatch', 'rank-mismatch'],
    call(args, cx, bound) {
      const { y_true, y_pred } = args as { readonly y_true: Value; readonly y_pred: Value };
      if (kind === 'numbers') checkOutputs(y_true, y_pred, cx);
      else {
        checkClasses(y_true, y_pred, kind === 'classes', cx);
        checkCounts(args, bound, cx);
      }
      return gives ? gives(cx, [tableArray(y_true, cx), tableArray(y_pred, cx)], bound) : float(null);
    },
    examples: [
      `${of}(np.zeros(8), np.zeros(8))`,
      `${of}(np.zeros(8), np.zeros(9))  #! error[dim-mismatch]: 8 and 9`,
      ...(kind === 'numbers' ? [] : [`${of}(np.zeros(8), np.zeros((8, 3)))  #! error[rank-mismatch]: argmax`]),
      ...(byAverage.has(name) ? [`${of}([0, 1, 2], [0, 2, 1])  #! error[unknown-argument]: of 3 classes`] : []),
    ],
  });
}

const averaged = ['labels', 'pos_label', 'average', 'sample_weight', 'zero_division'];
/** With `average=None` there is a value for each class. */
const maybeEach = (): Value => unknown;

export const metrics: readonly FunctionDef[] = [
  define({
    name: 'accuracy_score',
    summary: 'The share of samples whose class was found.',
    others: ['normalize', 'sample_weight'],
    kind: 'classes',
  }),
  define({
    name: 'balanced_accuracy_score',
    summary: 'The mean over the classes of the share that was found.',
    others: ['sample_weight', 'adjusted'],
    kind: 'ids',
  }),
  define({
    name: 'confusion_matrix',
    summary: 'How often each class was taken for each other.',
    others: ['labels', 'sample_weight', 'normalize'],
    kind: 'ids',
    gives: (cx, [yTrue, yPred], bound) => {
      const labels = bound.values.get('labels')?.value;
      const known = !bound.isComplete ? null : labels && labels.kind !== 'none' ? samplesOf(labels, cx) : countClasses(yTrue, yPred);
      const n = known ?? cx.symbol('classes');
      return arrayOf('numpy', shapeOf([n, n]), null);
    },
  }),
  define({
    name: 'classification_report',
    summary: 'Precision, recall and F1 of each class as a text.',
    others: ['labels', 'target_names', 'sample_weight', 'digits', 'output_dict', 'zero_division'],
    kind: 'classes',
    gives: maybeEach,
  }),
  define({
    name: 'precision_score',
    summary: 'The share of what was taken for a class that belongs to it.',
    others: averaged,
    kind: 'classes',
    gives: maybeEach,
  }),
  define({ name: 'recall_score', summary: 'The share of a class that was found.', others: averaged, kind: 'classes', gives: maybeEach }),
  define({ name: 'f1_score', summary: 'The harmonic mean of precision and recall.', others: averaged, kind: 'classes', gives: maybeEach }),
  define({ name: 'matthews_corrcoef', summary: 'The correlation of true and predicted classes.', others: ['sample_weight'], kind: 'ids' }),
  define({
    name: 'mean_squared_error',
    summary: 'The mean of the squared differences.',
    others: ['sample_weight', 'multioutput'],
    kind: 'numbers',
    gives: maybeEach,
  }),
  define({
    name: 'root_mean_squared_error',
    summary: 'The root of the mean of the squared differences.',
    others: ['sample_weight', 'multioutput'],
    kind: 'numbers',
    gives: maybeEach,
  }),
  define({
    name: 'mean_absolute_error',
    summary: 'The mean of the differences without their sign.',
    others: ['sample_weight', 'multioutput'],
    kind: 'numbers',
    gives: maybeEach,
  }),
  define({
    name: 'mean_absolute_percentage_error',
    summary: 'The mean of the differences as shares of the true values.',
    others: ['sample_weight', 'multioutput'],
    kind: 'numbers',
    gives: maybeEach,
  }),
  define({
    name: 'r2_score',
    summary: 'The share of the variance that the prediction explains.',
    others: ['sample_weight', 'multioutput', 'force_finite'],
    kind: 'numbers',
    gives: maybeEach,
  }),
  define({
    name: 'explained_variance_score',
    summary: 'The share of the variance that is explained, whatever the mean error.',
    others: ['sample_weight', 'multioutput', 'force_finite'],
    kind: 'numbers',
    gives: maybeEach,
  }),
];
