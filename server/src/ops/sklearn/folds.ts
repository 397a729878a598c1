import type { CallContext, LibraryEntry, Params } from '../kernel';
import {
  any,
  arrayOf,
  defineClass,
  defineMethod,
  defineOp,
  flag,
  integer,
  keyword,
  msg,
  samplesOf,
  tableArray,
  value,
  withSamples,
} from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral, mulDims } from '../../values/dim';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { int, none, tuple, unknown } from '../../values/value';
import { checkSamples } from './samples';

const base = 'sklearn.model_selection.BaseCrossValidator';

/** As many folds as this are written out one by one. */
const mostFolds = 64;

function positions(n: Dim, total: Dim): TensorValue {
  return arrayOf('numpy', shapeOf([n]), 'int64', { range: isLiteral(total) && total > 0 ? { min: 0, max: total - 1 } : null });
}

interface Folds<P extends Params> {
  readonly name: string;
  readonly summary: string;
  readonly params: P;
  readonly example: string;
}

/** How samples are split, with each count among the parameters kept under its name. */
function defineFolds<const P extends Params>({ name, summary, params, example }: Folds<P>): readonly LibraryEntry[] {
  const cls = `sklearn.model_selection.${name}`;
  return [
    defineOp({
      name: cls,
      summary,
      docs: `https://scikit-learn.org/stable/modules/generated/${cls}.html`,
      category: 'data',
      params,
      codes: [],
      call: (args, cx) => cx.object(cls, countsIn(args)),
      examples: [`${cls}(${example})`],
    }),
    defineClass(cls, base),
  ];
}

function countsIn(args: Readonly<Record<string, unknown>>): Record<string, Value> {
  const counts = Object.entries(args).filter(([name]) => name.startsWith('n_'));
  return Object.fromEntries(counts.map(([name, count]) => [name, int(count as Dim)]));
}

const once = { n_splits: integer(5), shuffle: keyword(flag(false)), random_state: keyword(any()) };
const repeated = { n_splits: keyword(integer(5)), n_repeats: keyword(integer(10)), random_state: keyword(any()) };

function split(self: Value, x: Value, y: Value, cx: CallContext): Value {
  checkSamples([x, y], cx, 'y');
  const total = samplesOf(x, cx);
  const count = cx.attr(self, 'n_splits');
  const labels = tableArray(y, cx);
  const columns = rankOf(labels.shape) === 2 ? dimAt(labels.shape, 1) : 1;
  if (/Stratified/.test(cls(self, cx)) && isLiteral(columns) && columns > 1)
    cx.report(
      'rank-mismatch',
      msg('{0} takes class ids along one axis, it gets {1}; argmax(axis=1) gives the ids', 'split', formatShape(labels.shape)),
      {
        at: 'y',
        from: [labels],
      },
    );
  if (count?.kind === 'int' && isLiteral(count.value) && isLiteral(total) && count.value > total)
    cx.report('dim-mismatch', msg('{0} parts cannot be made of {1} samples', count.value, total));
  const isExact = /\.(Repeated)?KFold$/.test(cls(self, cx));
  const k = count?.kind === 'int' && isLiteral(count.value) ? count.value : null;
  const times = repeatsOf(self, cx);
  if (k === null || times === null || k * times > mostFolds || k < 2) {
    const element = tuple([positions(cx.symbol('train'), total), positions(cx.symbol('test'), total)]);
    return cx.alloc({ kind: 'list', isSet: false, items: null, element });
  }
  // The first folds take what is left over.
  const items = Array.from({ length: k * times }, (_, i) => {
    const test: Dim = isExact && isLiteral(total) ? Math.floor(total / k) + (i % k < total % k ? 1 : 0) : cx.symbol('test');
    const train: Dim = isLiteral(total) && isLiteral(test) ? total - test : cx.symbol('train');
    return tuple([positions(train, total), positions(test, total)]);
  });
  return cx.alloc({ kind: 'list', isSet: false, items, element: unknown });
}

/** How often the folds are made; null when that is not known. */
function repeatsOf(self: Value, cx: CallContext): number | null {
  const repeats = cx.attr(self, 'n_repeats');
  if (repeats === undefined) return 1;
  return repeats.kind === 'int' && isLiteral(repeats.value) ? repeats.value : null;
}

function cls(self: Value, cx: CallContext): string {
  const object = self.kind === 'ref' ? cx.heap.get(self.id) : undefined;
  return object?.kind === 'object' ? object.cls : '';
}

/** Puts the samples of arrays, lists or tables in a new order, the same for all. */
export const shuffle = defineOp({
  name: 'sklearn.utils.shuffle',
  docs: 'https://scikit-learn.org/stable/modules/generated/sklearn.utils.shuffle.html',
  category: 'data',
  params: { first: value(), second: value(none), third: value(none), random_state: keyword(any()), n_samples: keyword(value(none)) },
  codes: ['dim-mismatch'],
  call({ first, second, third, n_samples }, cx) {
    const given = [first, second, third].filter((v) => v.kind !== 'none');
    checkSamples(given, cx);
    const n = n_samples.kind === 'none' ? samplesOf(first, cx) : n_samples.kind === 'int' ? n_samples.value : cx.symbol('n');
    const mixed = given.map((v) => withSamples(v, n, cx));
    return mixed.length === 1 ? mixed[0]! : cx.alloc({ kind: 'list', isSet: false, items: mixed, element: unknown });
  },
  examples: [
    'sklearn.utils.shuffle(np.zeros((8, 2)))  #> [8, 2]',
    'sklearn.utils.shuffle(np.zeros((8, 2)), np.zeros(9))  #! error[dim-mismatch]: 8 and 9',
  ],
});

/** A weight for each class, so that rare ones count as much as frequent ones. */
export const computeClassWeight = defineOp({
  name: 'sklearn.utils.class_weight.compute_class_weight',
  aliases: ['sklearn.utils.compute_class_weight'],
  docs: 'https://scikit-learn.org/stable/modules/generated/sklearn.utils.class_weight.compute_class_weight.html',
  category: 'data',
  params: { class_weight: any(null), classes: keyword(value()), y: keyword(value()), sample_weight: keyword(value(none)) },
  codes: ['unknown-argument'],
  call: ({ classes }, cx) => arrayOf('numpy', shapeOf([samplesOf(classes, cx)]), 'float64'),
  examples: [
    "sklearn.utils.class_weight.compute_class_weight('balanced', classes=np.zeros(2), y=[0, 1, 1])  #> [2]",
    "sklearn.utils.class_weight.compute_class_weight('balanced', [0, 1], [0, 1, 1])  #! error[unknown-argument]: 1 positional",
  ],
});

/** Splits for cross-validation, and what else looks at all samples at once. */
export const folds: readonly LibraryEntry[] = [
  defineClass(base),
  defineMethod({
    name: `${base}.split`,
    params: { self: value(), X: value(), y: value(none), groups: value(none) },
    call: ({ self, X, y }, cx) => split(self, X, y, cx),
  }),
  defineMethod({
    name: `${base}.get_n_splits`,
    params: { self: value(), X: value(none), y: value(none), groups: value(none) },
    call({ self }, cx) {
      const [count, times] = [cx.attr(self, 'n_splits'), repeatsOf(self, cx)];
      return count?.kind === 'int' && times !== null ? int(mulDims(count.value, times)) : unknown;
    },
  }),
  ...defineFolds({ name: 'KFold', summary: 'Splits into folds, each of which is once for testing.', params: once, example: '3' }),
  ...defineFolds({ name: 'StratifiedKFold', summary: 'Splits into folds with the same share of each class.', params: once, example: '3' }),
  ...defineFolds({
    name: 'RepeatedKFold',
    summary: 'Splits into folds several times, each time in another order.',
    params: repeated,
    example: 'n_splits=3',
  }),
  ...defineFolds({
    name: 'RepeatedStratifiedKFold',
    summary: 'Splits into folds with the same share of each class, several times.',
    params: repeated,
    example: 'n_splits=3',
  }),
  shuffle,
  computeClassWeight,
];
