import type { CallContext, FunctionDef, LibraryEntry } from '../kernel';
import { any, arrayOf, defineClass, defineMethod, defineOp, flag, integer, keyword, msg, number, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral, unknownDim } from '../../values/dim';
import { shapeOf } from '../../values/shape';
import type { Value } from '../../values/value';
import { int, none, unknown } from '../../values/value';
import { asOutput } from './outputs';
import { floatDtype, readTable } from './samples';

/** The class from which the transformers inherit their methods. */
export const transformerClass = 'sklearn.base.TransformerMixin';

/** What a transformer makes of a table; it may report what does not fit, and keep what the fit found. */
interface Transformer {
  readonly name: string;
  readonly summary: string;
  readonly params: Parameters<typeof defineOp>[0]['params'];
  readonly columns?: (self: Value, features: Dim, rows: Dim, cx: CallContext) => Dim;
  /** Of the result: floating-point numbers of the table's own width unless told otherwise; `same` keeps whole numbers as well. */
  readonly dtype?: string;
  readonly codes?: FunctionDef['codes'];
  readonly examples: readonly string[];
  /** Parameters that the rules read, by name. */
  readonly keeps?: readonly string[];
}

const features = '#features';

function nameOf(cx: CallContext, self: Value): string {
  const object = self.kind === 'ref' ? cx.heap.get(self.id) : undefined;
  return object?.kind === 'object' ? object.cls : '';
}

function fitted(cx: CallContext, self: Value): Dim | undefined {
  const n = cx.attr(self, features);
  return n?.kind === 'int' ? n.value : undefined;
}

const byClass = new Map<string, Transformer>();

/** The table that a transformer gives; `fits` when it looks at the features anew. */
function transform(self: Value, x: Value, fits: boolean, cx: CallContext): Value {
  const table = readTable(x, cx, 'X', fits ? undefined : fitted(cx, self));
  if (fits) cx.setAttr(self, features, int(table.columns));
  const transformer = byClass.get(nameOf(cx, self));
  const columns = transformer?.columns;
  const known = columns
    ? fits
      ? columns(self, table.columns, table.rows, cx)
      : widthOf(self, table.columns, table.rows, cx, columns)
    : table.columns;
  if (fits) cx.setAttr(self, '#width', int(known));
  const dtype = transformer?.dtype === 'same' ? table.array.dtype : (transformer?.dtype ?? floatDtype(table.array));
  return arrayOf('numpy', shapeOf([table.rows, known]), dtype);
}

/** Once fitted the width stays, whatever the number of rows. */
function widthOf(self: Value, columns: Dim, rows: Dim, cx: CallContext, rule: NonNullable<Transformer['columns']>): Dim {
  const width = cx.attr(self, '#width');
  return width?.kind === 'int' ? width.value : rule(self, columns, rows, cx);
}

const method = (name: string): string => `${transformerClass}.${name}`;

/** What every transformer of tables has. */
export const transformerMethods: readonly LibraryEntry[] = [
  defineClass(transformerClass),
  defineMethod({
    name: method('fit'),
    params: { self: value(), X: value(), y: value(none), sample_weight: value(none) },
    takesAnyKeyword: true,
    call({ self, X }, cx) {
      transform(self, X, true, cx);
      return self;
    },
  }),
  defineMethod({
    name: method('partial_fit'),
    params: { self: value(), X: value(), y: value(none) },
    takesAnyKeyword: true,
    call({ self, X }, cx) {
      transform(self, X, true, cx);
      return self;
    },
  }),
  defineMethod({
    name: method('fit_transform'),
    params: { self: value(), X: value(), y: value(none) },
    takesAnyKeyword: true,
    call: ({ self, X }, cx) => asOutput(cx, transform(self, X, true, cx)),
  }),
  defineMethod({
    name: method('transform'),
    params: { self: value(), X: value(), copy: value(none) },
    call: ({ self, X }, cx) => asOutput(cx, transform(self, X, false, cx)),
  }),
  defineMethod({
    name: method('inverse_transform'),
    params: { self: value(), X: value(), copy: value(none) },
    call({ self, X }, cx) {
      const width = cx.attr(self, '#width');
      // What was fit on one feature is broadcast over however many there are now: nothing checks it on the way back.
      const isOne = width?.kind === 'int' && width.value === 1;
      const table = readTable(X, cx, 'X', width?.kind === 'int' && isLiteral(width.value) && !isOne ? width.value : undefined);
      const features = fitted(cx, self) ?? unknownDim;
      return arrayOf('numpy', shapeOf([table.rows, isOne && features === 1 ? table.columns : features]), floatDtype(table.array));
    },
  }),
  defineMethod({
    name: method('get_feature_names_out'),
    params: { self: value(), input_features: value(none) },
    call({ self }, cx) {
      const width = cx.attr(self, '#width');
      return arrayOf('numpy', shapeOf([width?.kind === 'int' ? width.value : unknownDim]), 'object');
    },
  }),
];

function define(transformer: Transformer): readonly LibraryEntry[] {
  const { name, summary, params, codes = [], keeps = [], examples } = transformer;
  const cls = `sklearn.${name}`;
  byClass.set(cls, transformer);
  return [
    defineOp({
      name: cls,
      summary,
      docs: `https://scikit-learn.org/stable/modules/generated/${cls}.html`,
      category: 'preprocessing',
      params,
      codes,
      call: (_, cx, bound) =>
        cx.object(
          cls,
          Object.fromEntries(keeps.map((keep) => [keep, bound.values.get(keep)?.value ?? (bound.isComplete ? none : unknown)])),
        ),
      examples,
    }),
    defineClass(cls, transformerClass),
  ];
}

/** As many columns as components were asked for, at most as many as there are. */
function components(whole: 'both' | 'features') {
  return (self: Value, columns: Dim, rows: Dim, cx: CallContext): Dim => {
    const given = cx.attr(self, 'n_components');
    if (given?.kind === 'int') {
      const most =
        whole === 'both' && isLiteral(rows) && isLiteral(columns) ? Math.min(rows, columns) : whole === 'features' ? columns : unknownDim;
      if (isLiteral(given.value) && isLiteral(most) && given.value > most)
        cx.report('dim-mismatch', msg('{0} components cannot be had of a table in which there are {1}', given.value, most), { at: 'X' });
      return given.value;
    }
    if (given?.kind === 'none' && whole === 'both' && isLiteral(rows) && isLiteral(columns)) return Math.min(rows, columns);
    return cx.symbol('components');
  };
}

function polynomial(self: Value, columns: Dim, _: Dim, cx: CallContext): Dim {
  const read = (name: string): Value => cx.attr(self, name) ?? none;
  const [degree, only, bias] = [read('degree'), read('interaction_only'), read('include_bias')];
  const max = degree.kind === 'none' ? 2 : degree.kind === 'int' ? degree.value : unknownDim;
  const isOnly = only.kind === 'none' ? false : only.kind === 'bool' ? only.value : null;
  const hasBias = bias.kind === 'none' ? true : bias.kind === 'bool' ? bias.value : null;
  if (!isLiteral(max) || !isLiteral(columns) || isOnly === null || hasBias === null || max < 0) return cx.symbol('terms');
  let sum = 0;
  for (let k = hasBias ? 0 : 1; k <= max; k++) sum += choose(isOnly ? columns : columns + k - 1, k);
  return sum;
}

function choose(n: number, k: number): number {
  if (k > n) return k === 0 ? 1 : 0;
  let product = 1;
  for (let i = 1; i <= k; i++) product = (product * (n - k + i)) / i;
  return Math.round(product);
}

const copy = { copy: keyword(flag(true)) };

/** Scalers and other transformers that make a table of a table. */
export const transformers: readonly LibraryEntry[] = [
  ...define({
    name: 'preprocessing.StandardScaler',
    summary: 'Brings each feature to a mean of 0 and a deviation of 1.',
    params: { ...copy, with_mean: keyword(flag(true)), with_std: keyword(flag(true)) },
    examples: ['sklearn.preprocessing.StandardScaler().fit_transform(np.zeros((8, 3)))  #> [8, 3]'],
  }),
  ...define({
    name: 'preprocessing.MinMaxScaler',
    summary: 'Brings each feature into a range, from 0 to 1 by default.',
    params: { feature_range: any('(0, 1)'), ...copy, clip: keyword(flag(false)) },
    examples: ['sklearn.preprocessing.MinMaxScaler().fit_transform(np.zeros((8, 3)))  #> [8, 3]'],
  }),
  ...define({
    name: 'preprocessing.MaxAbsScaler',
    summary: 'Divides each feature by its largest absolute value.',
    params: { ...copy, clip: keyword(flag(false)) },
    examples: ['sklearn.preprocessing.MaxAbsScaler().fit_transform(np.zeros((8, 3)))  #> [8, 3]'],
  }),
  ...define({
    name: 'preprocessing.RobustScaler',
    summary: 'Brings each feature to a median of 0 by its quartiles, which outliers do not move.',
    params: {
      with_centering: keyword(flag(true)),
      with_scaling: keyword(flag(true)),
      quantile_range: keyword(any('(25.0, 75.0)')),
      ...copy,
      unit_variance: keyword(flag(false)),
    },
    examples: ['sklearn.preprocessing.RobustScaler().fit_transform(np.zeros((8, 3)))  #> [8, 3]'],
  }),
  ...define({
    name: 'preprocessing.Normalizer',
    summary: 'Divides each sample by its norm.',
    params: { norm: any("'l2'"), ...copy },
    examples: ['sklearn.preprocessing.Normalizer().fit_transform(np.zeros((8, 3)))  #> [8, 3]'],
  }),
  ...define({
    name: 'preprocessing.Binarizer',
    summary: 'Makes 1 of what is above a threshold and 0 of the rest.',
    params: { threshold: keyword(number(0)), ...copy },
    dtype: 'same',
    examples: ['sklearn.preprocessing.Binarizer().fit_transform(np.zeros((8, 3)))  #> [8, 3]'],
  }),
  ...define({
    name: 'preprocessing.PowerTransformer',
    summary: 'Makes each feature more like a normal distribution by a power.',
    params: { method: any("'yeo-johnson'"), standardize: keyword(flag(true)), ...copy },
    examples: ['sklearn.preprocessing.PowerTransformer().fit_transform(np.zeros((8, 3)))  #> [8, 3]'],
  }),
  ...define({
    name: 'preprocessing.QuantileTransformer',
    summary: 'Makes each feature uniform or normal by its quantiles.',
    params: {
      n_quantiles: keyword(integer(1000)),
      output_distribution: keyword(any("'uniform'")),
      ignore_implicit_zeros: keyword(flag(false)),
      subsample: keyword(any('10000')),
      random_state: keyword(any()),
      ...copy,
    },
    examples: ['sklearn.preprocessing.QuantileTransformer(n_quantiles=4).fit_transform(np.zeros((8, 3)))  #> [8, 3]'],
  }),
  ...define({
    name: 'preprocessing.PolynomialFeatures',
    summary: 'Adds the products of the features up to a degree.',
    params: {
      degree: any('2'),
      interaction_only: keyword(flag(false)),
      include_bias: keyword(flag(true)),
      order: keyword(any("'C'")),
    },
    keeps: ['degree', 'interaction_only', 'include_bias'],
    columns: polynomial,
    examples: ['sklearn.preprocessing.PolynomialFeatures(2).fit_transform(np.zeros((8, 3)))  #> [8, 10]'],
  }),
  ...define({
    name: 'preprocessing.OrdinalEncoder',
    summary: 'Numbers the values of each feature from 0.',
    params: {
      categories: keyword(any("'auto'")),
      dtype: keyword(any('np.float64')),
      handle_unknown: keyword(any("'error'")),
      unknown_value: keyword(any()),
      encoded_missing_value: keyword(any('nan')),
      min_frequency: keyword(any()),
      max_categories: keyword(any()),
    },
    dtype: 'float64',
    examples: ["sklearn.preprocessing.OrdinalEncoder().fit_transform([['a', 1], ['b', 2]])"],
  }),
  ...define({
    name: 'impute.SimpleImputer',
    summary: 'Fills in what is missing in a feature by its mean, median or another value.',
    params: {
      missing_values: keyword(any('nan')),
      strategy: keyword(any("'mean'")),
      fill_value: keyword(any()),
      ...copy,
      add_indicator: keyword(flag(false)),
      keep_empty_features: keyword(flag(false)),
    },
    keeps: ['add_indicator'],
    columns: (self, columns, _, cx) => (cx.attr(self, 'add_indicator')?.kind === 'none' ? columns : cx.symbol('columns')),
    examples: ['sklearn.impute.SimpleImputer().fit_transform(np.zeros((8, 3)))  #> [8, 3]'],
  }),
  ...define({
    name: 'impute.KNNImputer',
    summary: 'Fills in what is missing by the mean of the nearest samples.',
    params: {
      missing_values: keyword(any('nan')),
      n_neighbors: keyword(any('5')),
      weights: keyword(any("'uniform'")),
      metric: keyword(any("'nan_euclidean'")),
      ...copy,
      add_indicator: keyword(flag(false)),
      keep_empty_features: keyword(flag(false)),
    },
    keeps: ['add_indicator'],
    columns: (self, columns, _, cx) => (cx.attr(self, 'add_indicator')?.kind === 'none' ? columns : cx.symbol('columns')),
    examples: ['sklearn.impute.KNNImputer().fit_transform(np.zeros((8, 3)))  #> [8, 3]'],
  }),
  ...define({
    name: 'decomposition.PCA',
    summary: 'Turns the features so that the first few hold most of what differs between samples.',
    params: {
      n_components: any(),
      copy: keyword(flag(true)),
      whiten: keyword(flag(false)),
      svd_solver: keyword(any("'auto'")),
      tol: keyword(any('0.0')),
      iterated_power: keyword(any("'auto'")),
      n_oversamples: keyword(any('10')),
      power_iteration_normalizer: keyword(any("'auto'")),
      random_state: keyword(any()),
    },
    keeps: ['n_components'],
    columns: components('both'),
    examples: ['sklearn.decomposition.PCA(2).fit_transform(np.zeros((8, 3)))  #> [8, 2]'],
  }),
  ...define({
    name: 'decomposition.TruncatedSVD',
    summary: 'Keeps the largest singular values of a table, which may be sparse.',
    params: {
      n_components: any('2'),
      algorithm: keyword(any("'randomized'")),
      n_iter: keyword(any('5')),
      n_oversamples: keyword(any('10')),
      power_iteration_normalizer: keyword(any("'auto'")),
      random_state: keyword(any()),
      tol: keyword(any('0.0')),
    },
    keeps: ['n_components'],
    columns: (self, columns, rows, cx) =>
      cx.attr(self, 'n_components')?.kind === 'none' ? 2 : components('features')(self, columns, rows, cx),
    examples: ['sklearn.decomposition.TruncatedSVD(2).fit_transform(np.zeros((8, 3)))  #> [8, 2]'],
  }),
];
