import { any, arrayOf, defineClass, defineMethod, defineOp, dims, dtype, msg, parseSignature, readDims, tensor, value } from '../kernel';
import type { CallContext, Category, FunctionDef, LibraryEntry, Refusal } from '../kernel';
import type { MaybeShape } from '../../values/shape';
import { formatShape, shapeOf } from '../../values/shape';
import type { BoundArgs, TensorValue, Value } from '../../values/value';
import { none, tuple, unknown } from '../../values/value';
import type { ClassRow } from './classTables';
import {
  callbackRows,
  constraintRows,
  initializerRows,
  lossClassRows,
  lossFunctionRows,
  metricClassRows,
  metricFunctionRows,
  optimizerRows,
  regularizerRows,
  scheduleRows,
} from './classTables';
import { refuseFileName } from './fileNames';
import { lossKind, judgeLoss } from './lossTargets';

/** One family of classes: where it lives and what all of it inherits. */
interface Family {
  readonly module: string;
  readonly base: string;
  readonly category: Category;
  /** Taken, and without effect. */
  readonly ignored?: readonly string[];
}

const families = {
  loss: { module: 'losses', base: 'Loss', category: 'loss' },
  metric: { module: 'metrics', base: 'Metric', category: 'metric' },
  optimizer: { module: 'optimizers', base: 'Optimizer', category: 'optimizer', ignored: ['decay'] },
  schedule: { module: 'optimizers.schedules', base: 'LearningRateSchedule', category: 'optimizer' },
  initializer: { module: 'initializers', base: 'Initializer', category: 'initializer' },
  regularizer: { module: 'regularizers', base: 'Regularizer', category: 'utility' },
  constraint: { module: 'constraints', base: 'Constraint', category: 'utility' },
  callback: { module: 'callbacks', base: 'Callback', category: 'utility' },
} as const satisfies Record<string, Family>;

/** Arguments that a required parameter is shown with. */
const shownArguments: Readonly<Record<string, string>> = {
  inner_optimizer: 'keras.optimizers.SGD()',
  initial_learning_rate: '0.1',
  decay_steps: '1000',
  first_decay_steps: '1000',
  decay_rate: '0.9',
  boundaries: '[100, 200]',
  values: '[0.1, 0.01, 0.001]',
  recall: '0.5',
  precision: '0.5',
  specificity: '0.5',
  sensitivity: '0.5',
  num_classes: '3',
  target_class_ids: '[0]',
  fn: 'keras.losses.mean_squared_error',
  schedule: 'lambda epoch: 0.1',
  filepath: "'model.keras'",
  filename: "'log.csv'",
  directory: "'states'",
  backup_dir: "'backup'",
  q: '0.5',
};

/** Arguments that some of them refuse together. */
const refusals: Readonly<
  Record<
    string,
    { readonly example: string; readonly refuses: (args: Readonly<Record<string, Value>>) => (Refusal & { readonly at: string }) | null }
  >
> = {
  ModelCheckpoint: {
    example: "keras.callbacks.ModelCheckpoint('best.hdf5')  #! error[removed-api]: .keras",
    refuses({ filepath, save_weights_only }) {
      const weightsOnly =
        save_weights_only?.kind === 'bool' ? save_weights_only.value : save_weights_only?.kind === 'unknown' ? false : null;
      if (weightsOnly === null || !filepath) return null;
      const refusal = refuseFileName(filepath, weightsOnly ? 'save_weights' : 'checkpoint');
      return refusal && { ...refusal, at: 'filepath' };
    },
  },
};

function classes(family: Family, rows: readonly ClassRow[]): LibraryEntry[] {
  const home = `keras.${family.module}`;
  return rows.flatMap(([name, signature, summary, aliases = []]): LibraryEntry[] => {
    const { params, takesAnyKeyword } = parseSignature(signature);
    const cls = `${home}.${name}`;
    // The optimizers' own `**kwargs` only serve to refuse what is in them.
    const isOpen = takesAnyKeyword && family.category !== 'optimizer';
    const required = Object.entries(params).flatMap(([param, { isRequired }]) => (isRequired ? [shownArguments[param] ?? '1'] : []));
    const refusal = refusals[name];
    const op = defineOp({
      name: cls,
      summary,
      aliases: aliases.map((alias) => `${home}.${alias}`),
      docs: `https://keras.io/api/${family.module.replace('.', '/')}/`,
      category: family.category,
      params,
      keywordParams: [...(family.ignored ?? [])],
      ...(isOpen && { takesAnyKeyword: true }),
      codes: [...(refusal ? (['removed-api'] as const) : [])],
      examples: [`keras.${family.module}.${name}(${required.join(', ')})`, ...(refusal ? [refusal.example] : [])],
      ...(refusal && { refuses: refusal.refuses }),
      call: (_, cx, bound) => cx.object(cls, argumentsOf(bound)),
    });
    return [op, defineClass(cls, `${home}.${family.base}`)];
  });
}

function argumentsOf(bound: BoundArgs): Readonly<Record<string, Value>> {
  return Object.fromEntries([...bound.values].map(([name, { value }]) => [name, value]));
}

/** Functions of labels and output that give a number for each sample. */
function comparisons(module: string, category: Category, rows: readonly ClassRow[]): FunctionDef[] {
  return rows.map(([name, signature, summary]) => {
    const parsed = parseSignature(signature).params;
    const required = Object.entries(parsed).flatMap(([param, { isRequired }]) =>
      isRequired
        ? [
            param.startsWith('y_')
              ? name.startsWith('sparse') && param === 'y_true'
                ? '[1]'
                : '[[0.0, 1.0]]'
              : (shownArguments[param] ?? '1'),
          ]
        : [],
    );
    const kind = lossKind(name);
    return defineOp({
      name: `keras.${module}.${name}`,
      summary,
      docs: `https://keras.io/api/${module}/`,
      category,
      params: { ...parsed, y_true: tensor(), y_pred: tensor() },
      codes: [],
      examples:
        name === 'ctc' || name === 'circle' || name.includes('generalized') ? [] : [`keras.${module}.${name}(${required.join(', ')})`],
      call: ({ y_true, y_pred }, cx) => compare(cx, name, y_true, y_pred, kind !== null && module === 'losses'),
    });
  });
}

/** Functions that bring labels and output to one rank themselves; for the others only the classes do. */
const adapting = new Set([
  'mean_squared_error',
  'mean_absolute_error',
  'mean_absolute_percentage_error',
  'mean_squared_logarithmic_error',
  'cosine_similarity',
  'huber',
  'log_cosh',
]);

/** Labels and output compared by a loss: its values before they are reduced. */
function compare(cx: CallContext, name: string, labels: TensorValue, output: TensorValue, isJudged: boolean): TensorValue {
  const kind = lossKind(name);
  const shape = kind && isJudged ? judged(cx, name, labels, output) : null;
  return cx.result([labels, output], shape, output.dtype === 'float16' ? null : 'float32', { framework: 'keras' });
}

function judged(cx: CallContext, name: string, labels: TensorValue, output: TensorValue): MaybeShape {
  const isFunction = name === name.toLowerCase();
  const verdict = judgeLoss(lossKind(name)!, labels.shape, output.shape, !isFunction || adapting.has(name));
  const [y, p] = [formatShape(labels.shape), formatShape(output.shape)];
  if (verdict.kind === 'fits') return verdict.values;
  if (verdict.kind === 'refused') {
    cx.report('loss-target-mismatch', msg('{0} cannot compare the output with the labels: {1} and {2}', name, p, y), { from: [output] });
    return null;
  }
  const message = msg('{0} broadcasts the output {1} with the labels {2} to {3}', name, p, y, formatShape(verdict.to));
  cx.report('silent-broadcast', message, { severity: 'warning', from: [output] });
  return verdict.to && shapeOf(verdict.to.dims.slice(0, -1));
}

const scalar = (framework: 'keras' | 'numpy' = 'keras'): TensorValue => arrayOf(framework, shapeOf([]), 'float32');

/** Averages and sums take values and their weights; every other metric compares labels with predictions. */
function checkUpdate(self: Value, cx: CallContext, bound: BoundArgs): void {
  const object = self.kind === 'ref' ? cx.heap.get(self.id) : undefined;
  const cls = object?.kind === 'object' ? object.cls : '';
  if (!bound.isComplete || !/^keras\.metrics\.[A-Z]\w*$/.test(cls) || /\.(Metric|MeanTensor)$/.test(cls)) return;
  const label = `${cls.slice(cls.lastIndexOf('.') + 1)}.update_state`;
  const given = (name: string): boolean => bound.values.has(name);
  const isMean = /\.(Mean|Sum)$/.test(cls);
  if (isMean) {
    if (given('sample_weight') && given('y_pred') && given('y_true'))
      cx.report('unknown-argument', msg('{0} takes at most {1} positional arguments, it gets {2}', label, 2, 3));
    return;
  }
  const absent = ['y_true', 'y_pred'].filter((name) => !given(name));
  if (absent.length) cx.report('missing-argument', msg('{0} needs {1}', label, absent.join(', ')));
}

const callMethods: readonly FunctionDef[] = [
  defineMethod({
    name: 'keras.losses.Loss.__call__',
    params: { self: any(null), y_true: tensor(), y_pred: tensor(), sample_weight: any() },
    call({ self, y_true, y_pred }, cx) {
      const object = self.kind === 'ref' ? cx.heap.get(self.id) : undefined;
      const name = object?.kind === 'object' ? object.cls.slice(object.cls.lastIndexOf('.') + 1) : '';
      const values = compare(cx, name, y_true, y_pred, lossKind(name) !== null);
      const reduction = cx.attr(self, 'reduction');
      const isReduced = !reduction || (reduction.kind === 'str' && reduction.value !== null && reduction.value !== 'none');
      if (isReduced) return { ...values, shape: shapeOf([]) };
      return reduction.kind === 'none' || (reduction.kind === 'str' && reduction.value === 'none') ? values : { ...values, shape: null };
    },
  }),
  defineMethod({
    name: 'keras.metrics.Metric.__call__',
    params: { self: any(null), y_true: any(), y_pred: any(), sample_weight: any() },
    takesAnyKeyword: true,
    codes: ['missing-argument', 'unknown-argument'],
    call(args, cx, bound) {
      checkUpdate(args.self, cx, bound);
      return resultOf(args.self, cx);
    },
  }),
  defineMethod({
    name: 'keras.metrics.Metric.update_state',
    params: { self: any(null), y_true: any(), y_pred: any(), sample_weight: any() },
    takesAnyKeyword: true,
    codes: ['missing-argument', 'unknown-argument'],
    call(args, cx, bound) {
      checkUpdate(args.self, cx, bound);
      return none;
    },
  }),
  ...['add_weight', 'add_variable'].map((name) =>
    defineMethod({
      name: `keras.metrics.Metric.${name}`,
      params: { self: any(null), shape: value(tuple([])), initializer: any(), dtype: any(), name: any() },
      takesAnyKeyword: true,
      call({ shape }, cx) {
        const dims = shape.kind === 'str' ? null : shape.kind === 'none' ? [] : readDims(shape, cx.heap);
        const framework = cx.fact('import tensorflow') === undefined ? 'keras' : 'tensorflow';
        return { ...arrayOf(framework, dims && shapeOf(dims), 'float32'), isVariable: true };
      },
    }),
  ),
  defineMethod({ name: 'keras.metrics.Metric.reset_state', params: { self: any(null) }, call: () => none }),
  defineMethod({ name: 'keras.metrics.Metric.result', params: { self: any(null) }, call: (args, cx) => resultOf(args.self, cx) }),
  defineMethod({
    name: 'keras.initializers.Initializer.__call__',
    params: { self: any(null), shape: dims(), dtype: dtype('float32') },
    takesAnyKeyword: true,
    call: (args, cx) => {
      const given = args.dtype === 'absent' ? 'float32' : args.dtype;
      return cx.result([], args.shape && shapeOf(args.shape), given, { framework: 'keras' });
    },
  }),
  defineMethod({ name: 'keras.regularizers.Regularizer.__call__', params: { self: any(null), x: any(null) }, call: () => scalar() }),
  defineMethod({
    name: 'keras.constraints.Constraint.__call__',
    params: { self: any(null), w: tensor() },
    call: ({ w }, cx) => cx.result([w], w.shape, w.dtype),
  }),
  defineMethod({
    name: 'keras.optimizers.schedules.LearningRateSchedule.__call__',
    params: { self: any(null), step: any(null) },
    call: () => scalar(),
  }),
  defineMethod({
    name: 'keras.optimizers.Optimizer.apply_gradients',
    params: { self: any(null), grads_and_vars: any(null) },
    takesAnyKeyword: true,
    codes: ['dtype-mismatch'],
    call(_, cx) {
      if (zipsOne(cx))
        cx.report('dtype-mismatch', msg('{0} takes pairs of a gradient and its variable; zip of one list gives no pairs', cx.label));
      else if (pairsVariablesFirst(cx)) {
        cx.report('dtype-mismatch', msg('{0} takes pairs of a gradient and its variable; here the variable stands first', cx.label));
      }
      return unknown;
    },
  }),
  defineMethod({ name: 'keras.optimizers.Optimizer.build', params: { self: any(null), variables: any(null) }, call: () => none }),
];

/** Members of layers and models that give their variables. */
const variableMembers: ReadonlySet<string> = new Set(['trainable_variables', 'trainable_weights', 'variables', 'weights']);

/** `zip(gradients)`, as the program writes it. */
function zipsOne({ site: { call } }: CallContext): boolean {
  const given = call?.args.find(({ name }, i) => (name === null ? i === 0 : name === 'grads_and_vars'))?.value;
  return (
    given?.k === 'call' &&
    given.callee.k === 'name' &&
    given.callee.name === 'zip' &&
    given.args.length === 1 &&
    given.args[0]!.spread === 'none'
  );
}

/** `zip(model.trainable_variables, gradients)`, as the program writes it. */
function pairsVariablesFirst({ site: { call } }: CallContext): boolean {
  const given = call?.args.find(({ name }, i) => (name === null ? i === 0 : name === 'grads_and_vars'))?.value;
  if (given?.k !== 'call' || given.callee.k !== 'name' || given.callee.name !== 'zip' || given.args.length !== 2) return false;
  const [first, second] = given.args.map(({ value }) => value.k === 'attr' && variableMembers.has(value.name));
  return first === true && second === false && given.args[1]!.value.k === 'name';
}

/** Metrics that may give a number for each class or threshold. */
const severalNumbers = /\.(F1Score|FBetaScore|R2Score|IoU|Precision|Recall|TruePositives|TrueNegatives|FalsePositives|FalseNegatives)$/;

function resultOf(self: Value, cx: CallContext): Value {
  const object = self.kind === 'ref' ? cx.heap.get(self.id) : undefined;
  if (object?.kind !== 'object' || (severalNumbers.test(object.cls) && object.attrs.size > 0)) return unknown;
  return /\.(F1Score|FBetaScore)$/.test(object.cls) ? unknown : scalar();
}

/** Losses, metrics, optimizers, schedules, initializers, regularizers, constraints and callbacks. */
export const trainingClasses: readonly LibraryEntry[] = [
  ...classes(families.loss, lossClassRows),
  ...comparisons('losses', 'loss', lossFunctionRows),
  ...classes(families.metric, metricClassRows),
  ...comparisons('metrics', 'metric', metricFunctionRows),
  ...classes(families.optimizer, optimizerRows),
  ...classes(families.schedule, scheduleRows),
  ...classes(families.initializer, initializerRows),
  ...classes(families.regularizer, regularizerRows),
  ...classes(families.constraint, constraintRows),
  ...classes(families.callback, callbackRows),
  ...callMethods,
];
