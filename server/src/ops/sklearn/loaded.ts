import type { CallContext, FunctionDef } from '../kernel';
import { arrayAttribute, arrayOf, defineMethod, defineOp, flag, integer, keyword, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral } from '../../values/dim';
import { shapeOf } from '../../values/shape';
import type { TensorValue, Value, ValueRange } from '../../values/value';
import { none, str, tuple, unknown } from '../../values/value';

export const bunchClass = 'sklearn.utils.Bunch';

interface DataSet {
  readonly name: string;
  readonly summary: string;
  readonly rows: number;
  readonly features: readonly string[] | number;
  readonly target: {
    readonly dtype: string;
    readonly classes?: readonly string[];
    readonly range?: ValueRange;
    readonly columns?: readonly string[];
  };
}

function docsOf(name: string): string {
  return `https://scikit-learn.org/stable/modules/generated/sklearn.datasets.${name}.html`;
}

function strings(cx: CallContext, items: readonly string[] | number): Value {
  const list = typeof items === 'number' ? Array.from({ length: items }, () => str(null)) : items.map(str);
  return cx.alloc({ kind: 'list', isSet: false, items: list, element: str(null) });
}

/** A data frame, or a series where there is one column. */
function frameOf(cx: CallContext, array: TensorValue, columns: readonly string[] | number | null): Value {
  if (columns === null) return cx.object('pandas.Series', { [arrayAttribute]: array });
  const labels = typeof columns === 'number' ? unknown : tuple(columns.map(str));
  return cx.object('pandas.DataFrame', { [arrayAttribute]: array, '#columns': labels, '#dtypes': unknown });
}

function bunch(cx: CallContext, attrs: Readonly<Record<string, Value>>): Value {
  return cx.object(bunchClass, attrs);
}

/** What a loader gives: a bunch of arrays or tables, or the two alone. */
function give(
  cx: CallContext,
  set: DataSet,
  x: TensorValue,
  y: TensorValue,
  isPair: boolean | null,
  isFrame: boolean | null,
  more: Readonly<Record<string, Value>> = {},
): Value {
  if (isPair === null || isFrame === null) return unknown;
  const data = isFrame ? frameOf(cx, x, set.features) : x;
  const target = isFrame ? frameOf(cx, y, set.target.columns ?? null) : y;
  if (isPair) return tuple([data, target]);
  const { classes, columns } = set.target;
  const names =
    set.name === 'load_digits' ? arrayOf('numpy', shapeOf([10]), 'int64') : arrayOf('numpy', shapeOf([classes?.length ?? 0]), 'str');
  const frame =
    isFrame && typeof x.shape!.dims[1] === 'number'
      ? frameOf(
          cx,
          arrayOf('numpy', shapeOf([x.shape!.dims[0]!, x.shape!.dims[1] + (columns?.length ?? 1)]), null),
          typeof set.features === 'number' ? x.shape!.dims[1] + 1 : [...set.features, ...(columns ?? ['target'])],
        )
      : none;
  return bunch(cx, {
    data,
    target,
    frame,
    ...(classes && { target_names: names }),
    ...(columns && { target_names: strings(cx, columns) }),
    feature_names: set.name === 'load_breast_cancer' ? arrayOf('numpy', shapeOf([30]), 'str') : strings(cx, set.features),
    DESCR: str(null),
    ...more,
  });
}

const iris = ['sepal length (cm)', 'sepal width (cm)', 'petal length (cm)', 'petal width (cm)'];
const wine = [
  'alcohol',
  'malic_acid',
  'ash',
  'alcalinity_of_ash',
  'magnesium',
  'total_phenols',
  'flavanoids',
  'nonflavanoid_phenols',
  'proanthocyanins',
  'color_intensity',
  'hue',
  'od280/od315_of_diluted_wines',
  'proline',
];
const diabetes = ['age', 'sex', 'bmi', 'bp', 's1', 's2', 's3', 's4', 's5', 's6'];
const california = ['MedInc', 'HouseAge', 'AveRooms', 'AveBedrms', 'Population', 'AveOccup', 'Latitude', 'Longitude'];

function define(set: DataSet, extra: 'scaled' | 'fetched' | null = null): FunctionDef {
  const fetched = { data_home: keyword(value(none)), download_if_missing: keyword(flag(true)) };
  const retried = { n_retries: keyword(integer(3)), delay: keyword(value(none, '1.0')) };
  return defineOp({
    name: `sklearn.datasets.${set.name}`,
    summary: set.summary,
    docs: docsOf(set.name),
    category: 'data',
    params: {
      ...(extra === 'fetched' && fetched),
      return_X_y: keyword(flag(false)),
      as_frame: keyword(flag(false)),
      ...(extra === 'scaled' && { scaled: keyword(flag(true)) }),
      ...(extra === 'fetched' && retried),
    },
    codes: [],
    call(args, cx) {
      const { return_X_y, as_frame } = args as { readonly return_X_y: boolean | null; readonly as_frame: boolean | null };
      const { dtype, classes, columns } = set.target;
      const width = typeof set.features === 'number' ? set.features : set.features.length;
      const x = arrayOf('numpy', shapeOf([set.rows, width]), 'float64');
      const range = set.target.range ?? (classes ? { min: 0, max: classes.length - 1 } : null);
      const y = arrayOf('numpy', shapeOf(columns ? [set.rows, columns.length] : [set.rows]), dtype, { range });
      return give(cx, set, x, y, return_X_y, as_frame);
    },
    examples: [
      `sklearn.datasets.${set.name}().data  #> [${set.rows}, ${typeof set.features === 'number' ? set.features : set.features.length}]`,
    ],
  });
}

const digits: DataSet = {
  name: 'load_digits',
  summary: 'Images of handwritten digits of 8 × 8 points, as 64 features, with their classes: 1,797 in all.',
  rows: 1797,
  features: 64,
  target: { dtype: 'int64', classes: Array.from({ length: 10 }, (_, i) => String(i)) },
};

/** Images of handwritten digits of 8 × 8 points, as 64 features, with their classes: 1,797 in all. */
export const loadDigits = defineOp({
  name: 'sklearn.datasets.load_digits',
  docs: docsOf('load_digits'),
  category: 'data',
  params: { n_class: keyword(integer(10)), return_X_y: keyword(flag(false)), as_frame: keyword(flag(false)) },
  codes: [],
  call({ n_class, return_X_y, as_frame }, cx) {
    const rows: Dim = n_class === 10 ? 1797 : cx.symbol('n');
    const range = { min: 0, max: isLiteral(n_class) ? n_class - 1 : 9 };
    const x = arrayOf('numpy', shapeOf([rows, 64]), 'float64', { range: { min: 0, max: 16 } });
    const images = arrayOf('numpy', shapeOf([rows, 8, 8]), 'float64', { range: { min: 0, max: 16 } });
    return give(cx, digits, x, arrayOf('numpy', shapeOf([rows]), 'int64', { range }), return_X_y, as_frame, { images });
  },
  examples: ['sklearn.datasets.load_digits().images  #> [1797, 8, 8]'],
});

/** Data sets that come with the library, or are fetched and always the same. */
export const loaded: readonly FunctionDef[] = [
  define({
    name: 'load_iris',
    summary: 'Four measures of 150 irises of three kinds.',
    rows: 150,
    features: iris,
    target: { dtype: 'int64', classes: ['setosa', 'versicolor', 'virginica'] },
  }),
  define({
    name: 'load_wine',
    summary: 'Thirteen measures of 178 wines of three growers.',
    rows: 178,
    features: wine,
    target: { dtype: 'int64', classes: ['class_0', 'class_1', 'class_2'] },
  }),
  define({
    name: 'load_breast_cancer',
    summary: 'Thirty measures of 569 tumors, malignant or benign.',
    rows: 569,
    features: 30,
    target: { dtype: 'int64', classes: ['malignant', 'benign'] },
  }),
  define(
    {
      name: 'load_diabetes',
      summary: 'Ten measures of 442 patients and how their diabetes went on.',
      rows: 442,
      features: diabetes,
      target: { dtype: 'float64' },
    },
    'scaled',
  ),
  define({
    name: 'load_linnerud',
    summary: 'Three exercises and three measures of the body of 20 people.',
    rows: 20,
    features: ['Chins', 'Situps', 'Jumps'],
    target: { dtype: 'float64', columns: ['Weight', 'Waist', 'Pulse'] },
  }),
  define(
    {
      name: 'fetch_california_housing',
      summary: 'Eight measures of 20,640 districts of California and the median price of a house.',
      rows: 20640,
      features: california,
      target: { dtype: 'float64' },
    },
    'fetched',
  ),
  loadDigits,
];

/** `bunch['data']` is `bunch.data`. */
export const bunchMembers = [
  defineMethod({
    name: `${bunchClass}.__getitem__`,
    params: { self: value(), key: value() },
    call: ({ self, key }, cx) => (key.kind === 'str' && key.value !== null ? (cx.attr(self, key.value) ?? unknown) : unknown),
  }),
];
