import type { CallContext, FunctionDef } from '../kernel';
import { any, arrayOf, choice, defineOp, msg, number, optionalDim, text } from '../kernel';
import type { Dim } from '../../values/dim';
import { unknownDim } from '../../values/dim';
import { shapeOf } from '../../values/shape';
import type { TensorValue, Value, ValueRange } from '../../values/value';
import { str, tuple, unknown } from '../../values/value';

const pixels: ValueRange = { min: 0, max: 255 };

/** The arrays of a data set as `load_data` gives them: `((x_train, y_train), (x_test, y_test))`. */
function halves(x: (n: Dim) => TensorValue, y: (n: Dim) => TensorValue, [train, test]: readonly [Dim, Dim]): Value {
  return tuple([tuple([x(train), y(train)]), tuple([x(test), y(test)])]);
}

function samples(n: Dim, dims: readonly Dim[], dtype: string, range: ValueRange | null = null): TensorValue {
  return arrayOf('numpy', shapeOf([n, ...dims]), dtype, { range });
}

interface Images {
  readonly name: string;
  readonly summary: string;
  readonly rows: readonly [number, number];
  readonly dims: readonly number[];
  readonly labelDims: readonly number[];
  readonly params?: Readonly<Record<string, ReturnType<typeof text>>>;
}

function defineImages({ name, summary, rows, dims, labelDims, params }: Images): FunctionDef {
  return defineOp({
    name: `keras.datasets.${name}.load_data`,
    summary,
    docs: `https://keras.io/api/datasets/${name}/`,
    category: 'data',
    params: params ?? {},
    codes: [],
    call: () =>
      halves(
        (n) => samples(n, dims, 'uint8', pixels),
        (n) => samples(n, labelDims, 'uint8', { min: 0, max: 9 }),
        rows,
      ),
    examples: [`keras.datasets.${name}.load_data()[0][0]  #> [${[rows[0], ...dims].join(', ')}]`],
  });
}

const mnist = defineImages({
  name: 'mnist',
  summary: 'Gray images of handwritten digits, 28 × 28, with their classes: 60,000 for training and 10,000 for testing.',
  rows: [60000, 10000],
  dims: [28, 28],
  labelDims: [],
  params: { path: text('mnist.npz') },
});

const fashionMnist = defineImages({
  name: 'fashion_mnist',
  summary: 'Gray images of clothes, 28 × 28, with their classes: 60,000 for training and 10,000 for testing.',
  rows: [60000, 10000],
  dims: [28, 28],
  labelDims: [],
});

const cifar10 = defineImages({
  name: 'cifar10',
  summary: 'Color images of 10 classes, 32 × 32: 50,000 for training and 10,000 for testing. The labels have a second axis of one.',
  rows: [50000, 10000],
  dims: [32, 32, 3],
  labelDims: [1],
});

/** Color images of 100 classes or 20 groups of them, 32 × 32: 50,000 for training and 10,000 for testing. */
export const cifar100 = defineOp({
  name: 'keras.datasets.cifar100.load_data',
  docs: 'https://keras.io/api/datasets/cifar100/',
  category: 'data',
  params: { label_mode: choice('fine', 'fine', 'coarse') },
  codes: ['unknown-argument'],
  call: ({ label_mode }) => {
    const max = label_mode === 'fine' ? 99 : label_mode === 'coarse' ? 19 : null;
    return halves(
      (n) => samples(n, [32, 32, 3], 'uint8', pixels),
      (n) => samples(n, [1], 'int64', max === null ? null : { min: 0, max }),
      [50000, 10000],
    );
  },
  examples: [
    "keras.datasets.cifar100.load_data('coarse')[0][1]  #> [50000, 1]",
    "keras.datasets.cifar100.load_data('rough')  #! error[unknown-argument]: label_mode",
  ],
});

const textParams = {
  num_words: optionalDim(),
  skip_top: any('0'),
  maxlen: any(),
};

const numbering = { seed: any('113'), start_char: any('1'), oov_char: any('2'), index_from: any('3') };

/** Rows are lists of word ids below `num_words`; with `maxlen` longer ones are left out. */
function texts(
  rows: readonly [Dim, Dim],
  classes: number,
  { num_words, maxlen }: { readonly num_words: Dim | null; readonly maxlen: Value },
  isMaxlenGiven: boolean,
  cx: CallContext,
): Value {
  const isCut = isMaxlenGiven && maxlen.kind !== 'none';
  const kept: readonly [Dim, Dim] = isCut ? [cx.symbol('train'), cx.symbol('test')] : rows;
  const range = typeof num_words === 'number' && num_words > 0 ? { min: 0, max: num_words - 1 } : null;
  return halves(
    (n) => samples(n, [], 'object', range),
    (n) => samples(n, [], 'int64', { min: 0, max: classes - 1 }),
    kept,
  );
}

/** Film reviews as lists of word ids, labeled 0 or 1: 25,000 for training and 25,000 for testing. */
export const imdb = defineOp({
  name: 'keras.datasets.imdb.load_data',
  docs: 'https://keras.io/api/datasets/imdb/',
  category: 'data',
  params: { path: text('imdb.npz'), ...textParams, ...numbering },
  takesAnyKeyword: true,
  codes: [],
  call: (args, cx, bound) => texts([25000, 25000], 2, args, bound.values.has('maxlen') || !bound.isComplete, cx),
  examples: ['keras.datasets.imdb.load_data(num_words=10000)[0][0]  #> [25000]'],
});

/** Newswires as lists of word ids, labeled with one of 46 topics: 11,228, a fifth of them for testing. */
export const reuters = defineOp({
  name: 'keras.datasets.reuters.load_data',
  docs: 'https://keras.io/api/datasets/reuters/',
  category: 'data',
  params: { path: text('reuters.npz'), ...textParams, test_split: number(0.2), ...numbering },
  codes: [],
  call: (args, cx, bound) => texts(divide(11228, args.test_split), 46, args, bound.values.has('maxlen') || !bound.isComplete, cx),
  examples: ['keras.datasets.reuters.load_data()[0][0]  #> [8982]'],
});

/** The first part is for training, rounded down. */
function divide(total: number, testSplit: number | null): readonly [Dim, Dim] {
  if (testSplit === null) return [unknownDim, unknownDim];
  const train = Math.trunc(total * (1 - testSplit));
  return [train, total - train];
}

function isOutside(share: number | null): share is number {
  return share !== null && !(share >= 0 && share < 1);
}

/** House prices in Boston with 13 features: 506 districts, a fifth of them for testing. */
export const bostonHousing = defineOp({
  name: 'keras.datasets.boston_housing.load_data',
  docs: 'https://keras.io/api/datasets/boston_housing/',
  category: 'data',
  params: { path: text('boston_housing.npz'), test_split: number(0.2), seed: any('113') },
  codes: ['unknown-argument'],
  refuses: ({ test_split }, label) => refuseSplit(test_split, label),
  call: ({ test_split }) => prices(506, 13, 'float64', test_split),
  examples: [
    'keras.datasets.boston_housing.load_data()[0][0]  #> [404, 13]',
    'keras.datasets.boston_housing.load_data(test_split=1.5)  #! error[unknown-argument]: test_split',
  ],
});

/** House prices in California with 8 features: 20,640 districts or 600, a fifth of them for testing. */
export const californiaHousing = defineOp({
  name: 'keras.datasets.california_housing.load_data',
  docs: 'https://keras.io/api/datasets/california_housing/',
  category: 'data',
  params: {
    version: choice('large', 'small', 'large'),
    path: text('california_housing.npz'),
    test_split: number(0.2),
    seed: any('113'),
  },
  codes: ['unknown-argument'],
  refuses: ({ test_split }, label) => refuseSplit(test_split, label),
  call: ({ version, test_split }) => prices(version === 'small' ? 600 : version === 'large' ? 20640 : null, 8, 'float32', test_split),
  examples: [
    "keras.datasets.california_housing.load_data('small')[0][0]  #> [480, 8]",
    'keras.datasets.california_housing.load_data(test_split=1.0)  #! error[unknown-argument]: test_split',
  ],
});

function refuseSplit(share: number | null, label: string): ReturnType<NonNullable<FunctionDef['refuses']>> {
  if (!isOutside(share)) return null;
  return {
    code: 'unknown-argument',
    message: msg('{0}: {1} is a share from 0 to 1, it cannot be {2}', label, 'test_split', share),
    at: 'test_split',
  };
}

function prices(total: number | null, features: number, dtype: string, testSplit: number | null): Value {
  return halves(
    (n) => samples(n, [features], dtype),
    (n) => samples(n, [], dtype),
    total === null || isOutside(testSplit) ? [unknownDim, unknownDim] : divide(total, testSplit),
  );
}

/** The id of each word, by which the texts are numbered before `index_from` is added. */
function defineWordIndex(name: string, what: string): FunctionDef {
  return defineOp({
    name: `keras.datasets.${name}.get_word_index`,
    summary: `The number of each word of the ${what}, counted by how frequent it is.`,
    docs: `https://keras.io/api/datasets/${name}/`,
    category: 'data',
    params: { path: text(`${name}_word_index.json`) },
    codes: [],
    call: () => unknown,
    examples: [`keras.datasets.${name}.get_word_index()`],
  });
}

/** The names of the 46 topics of the newswires. */
export const reutersLabelNames = defineOp({
  name: 'keras.datasets.reuters.get_label_names',
  docs: 'https://keras.io/api/datasets/reuters/',
  category: 'data',
  params: {},
  codes: [],
  call: () => tuple(Array.from({ length: 46 }, () => str(null))),
  examples: ['keras.datasets.reuters.get_label_names()'],
});

export const datasets: readonly FunctionDef[] = [
  mnist,
  fashionMnist,
  cifar10,
  cifar100,
  imdb,
  reuters,
  bostonHousing,
  californiaHousing,
  defineWordIndex('imdb', 'film reviews'),
  defineWordIndex('reuters', 'newswires'),
  reutersLabelNames,
];
