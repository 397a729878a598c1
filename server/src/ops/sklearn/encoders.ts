import type { CallContext, LibraryEntry } from '../kernel';
import { any, arrayOf, defineMethod, defineOp, flag, keyword, msg, number, tableArray, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral, productOf, unknownDim } from '../../values/dim';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { bool, int, none, unknown } from '../../values/value';
import { asOutput } from './outputs';
import { readTable } from './samples';
import { sparseOf } from './sparse';

const docsOf = (name: string): string => `https://scikit-learn.org/stable/modules/generated/sklearn.${name}.html`;

/** How many different values a column of labels has; a fresh extent where that is not known. */
function countClasses(labels: Value, cx: CallContext): Dim {
  const items = labels.kind === 'tensor' ? null : cx.iterate(labels);
  const plain = items?.map((item) =>
    'value' in item && item.kind !== 'float' && typeof item.value !== 'object' ? String(item.value) : null,
  );
  if (plain?.length && plain.every((text) => text !== null)) return new Set(plain).size;
  const array = tableArray(labels, cx);
  if (array.data?.length) return new Set(array.data).size;
  const { range } = array;
  const isWholeRange = range && Number.isInteger(range.min) && Number.isInteger(range.max) && /int/.test(array.dtype ?? '');
  const total = array.shape && !array.shape.hasPrefix ? productOf(array.shape.dims) : unknownDim;
  // With many samples of each class all of them occur.
  if (isWholeRange && isLiteral(total) && total >= 20 * (range.max - range.min + 1)) return range.max - range.min + 1;
  return cx.symbol('classes');
}

/** Labels along one axis; a column is taken as one. */
function readLabels(y: Value, cx: CallContext): { readonly array: TensorValue; readonly n: Dim } {
  const array = tableArray(y, cx);
  const rank = rankOf(array.shape);
  if (rank !== null && rank !== 1) {
    const width = rank === 2 ? dimAt(array.shape, 1) : unknownDim;
    if (rank !== 2 || (isLiteral(width) && width !== 1))
      cx.report('rank-mismatch', msg('{0} takes labels along one axis, it gets {1}', cx.label, formatShape(array.shape)), {
        at: 'y',
        from: [array],
      });
  }
  return { array, n: rank ? dimAt(array.shape, 0) : unknownDim };
}

function keptClasses(self: Value, cx: CallContext): Dim {
  const n = cx.attr(self, '#classes');
  return n?.kind === 'int' ? n.value : unknownDim;
}

const encoder = 'sklearn.preprocessing.LabelEncoder';

function encode(self: Value, y: Value, fits: boolean, cx: CallContext): Value {
  const { n } = readLabels(y, cx);
  if (fits) keepClasses(self, y, cx);
  const classes = keptClasses(self, cx);
  return arrayOf('numpy', shapeOf([n]), 'int64', { range: isLiteral(classes) && classes > 0 ? { min: 0, max: classes - 1 } : null });
}

function keepClasses(self: Value, y: Value, cx: CallContext): void {
  const classes = countClasses(y, cx);
  cx.setAttr(self, '#classes', int(classes));
  cx.setAttr(self, 'classes_', arrayOf('numpy', shapeOf([classes]), null));
}

/** Numbers labels from 0. */
export const labelEncoder = defineOp({
  name: 'sklearn.preprocessing.LabelEncoder',
  docs: docsOf('preprocessing.LabelEncoder'),
  category: 'preprocessing',
  params: {},
  codes: [],
  call: (_, cx) => cx.object(encoder),
  examples: ["sklearn.preprocessing.LabelEncoder().fit_transform(['cat', 'dog', 'cat'])  #> [3]"],
});

const binarizer = 'sklearn.preprocessing.LabelBinarizer';

/** Two classes need one column only. */
function binarize(self: Value, y: Value, fits: boolean, cx: CallContext): Value {
  const array = tableArray(y, cx);
  const rank = rankOf(array.shape);
  if (fits) cx.setAttr(self, '#isWide', bool(rank === null ? null : rank === 2 && dimAt(array.shape, 1) !== 1));
  const wide = cx.attr(self, '#isWide');
  const given = dimAt(array.shape, 1);
  if (!fits && wide?.kind === 'bool' && wide.value === false && rank === 2 && isLiteral(given) && given > 1)
    cx.report('rank-mismatch', msg('{0} takes labels along one axis, it gets {1}', cx.label, formatShape(array.shape)), {
      at: 'y',
      from: [array],
    });
  if (fits && rank !== 2) keepClasses(self, y, cx);
  if (fits && rank === 2) cx.setAttr(self, '#classes', int(dimAt(array.shape, 1) === 1 ? countClasses(y, cx) : dimAt(array.shape, 1)));
  const classes = keptClasses(self, cx);
  const width: Dim = isLiteral(classes) ? (classes <= 2 && !(rank === 2 && dimAt(array.shape, 1) === 2) ? 1 : classes) : classes;
  const rows = rank ? dimAt(array.shape, 0) : unknownDim;
  if (cx.attr(self, 'sparse_output')?.kind !== 'none') return unknown;
  return arrayOf('numpy', shapeOf([rows, width]), 'int64');
}

/** A column of zeros and ones for each class; two classes share one column. */
export const labelBinarizer = defineOp({
  name: 'sklearn.preprocessing.LabelBinarizer',
  docs: docsOf('preprocessing.LabelBinarizer'),
  category: 'preprocessing',
  params: { neg_label: keyword(any('0')), pos_label: keyword(any('1')), sparse_output: keyword(flag(false)) },
  codes: [],
  call: (_, cx, bound) => cx.object(binarizer, { sparse_output: bound.values.get('sparse_output')?.value ?? none }),
  examples: [
    "sklearn.preprocessing.LabelBinarizer().fit_transform(['cat', 'dog', 'emu'])  #> [3, 3]",
    "sklearn.preprocessing.LabelBinarizer().fit_transform(['cat', 'dog', 'cat'])  #> [3, 1]",
  ],
});

const multiBinarizer = 'sklearn.preprocessing.MultiLabelBinarizer';

/** A column of zeros and ones for each class that occurs in the lists of labels. */
export const multiLabelBinarizer = defineOp({
  name: 'sklearn.preprocessing.MultiLabelBinarizer',
  docs: docsOf('preprocessing.MultiLabelBinarizer'),
  category: 'preprocessing',
  params: { classes: keyword(value(none)), sparse_output: keyword(flag(false)) },
  codes: [],
  call: (_, cx) => cx.object(multiBinarizer),
  examples: ["sklearn.preprocessing.MultiLabelBinarizer().fit_transform([['a', 'b'], ['b']])"],
});

const oneHot = 'sklearn.preprocessing.OneHotEncoder';

/** A column of zeros and ones for each value of each feature, as a sparse matrix unless told otherwise. */
export const oneHotEncoder = defineOp({
  name: 'sklearn.preprocessing.OneHotEncoder',
  docs: docsOf('preprocessing.OneHotEncoder'),
  category: 'preprocessing',
  params: {
    categories: keyword(any("'auto'")),
    drop: keyword(any()),
    sparse_output: keyword(flag(true)),
    dtype: keyword(any('np.float64')),
    handle_unknown: keyword(any("'error'")),
    min_frequency: keyword(any()),
    max_categories: keyword(any()),
    feature_name_combiner: keyword(any("'concat'")),
  },
  codes: ['unknown-argument'],
  call: (_, cx, bound) => {
    // What was called `sparse` before scikit-learn 1.2 is understood as meant.
    const given = bound.values.get('sparse_output') ?? bound.values.get('sparse');
    const isPlain = bound.isComplete && ['drop', 'min_frequency', 'max_categories', 'categories'].every((name) => !bound.values.has(name));
    const isDense = given?.value.kind === 'bool' ? given.value.value : bound.isComplete && !given ? true : null;
    return cx.object(oneHot, { '#sparse_output': { kind: 'bool', value: isDense }, '#isPlain': { kind: 'bool', value: isPlain } });
  },
  examples: [
    "sklearn.preprocessing.OneHotEncoder(sparse_output=False).fit_transform([['a'], ['b'], ['a']])  #> [3, 2]",
    "sklearn.preprocessing.OneHotEncoder().fit_transform([['a'], ['b'], ['a']]).toarray()  #> [3, 2]",
    'sklearn.preprocessing.OneHotEncoder(sparse=False)  #! error[unknown-argument]: sparse',
  ],
});

function oneHotTable(self: Value, x: Value, fits: boolean, cx: CallContext): Value {
  const kept = cx.attr(self, '#features');
  const table = readTable(x, cx, 'X', !fits && kept?.kind === 'int' ? kept.value : undefined);
  const isPlain = cx.attr(self, '#isPlain');
  if (fits) {
    cx.setAttr(self, '#features', int(table.columns));
    const width = isPlain?.kind === 'bool' && isPlain.value === true ? oneHotWidth(x, table.array, cx) : cx.symbol('columns');
    cx.setAttr(self, '#width', int(width));
  }
  const width = cx.attr(self, '#width');
  const columns = width?.kind === 'int' ? width.value : unknownDim;
  const isSparse = cx.attr(self, '#sparse_output');
  if (isSparse?.kind !== 'bool' || isSparse.value === null) return unknown;
  return isSparse.value ? sparseOf(cx, table.rows, columns, 'float64') : arrayOf('numpy', shapeOf([table.rows, columns]), 'float64');
}

/** The number of different values in all columns together. */
function oneHotWidth(x: Value, array: TensorValue, cx: CallContext): Dim {
  const columns = dimAt(array.shape, 1);
  const rows = x.kind === 'tensor' ? null : cx.iterate(x);
  const cells = rows?.map((row) => cx.iterate(row));
  if (rows?.length && cells?.every((row) => row !== null) && isLiteral(columns)) {
    const texts = cells.map((row) => row.map((cell) => ('value' in cell && typeof cell.value !== 'object' ? String(cell.value) : null)));
    if (texts.every((row) => row.length === columns && row.every((text) => text !== null)))
      return Array.from({ length: columns }, (_, i) => new Set(texts.map((row) => row[i])).size).reduce((a, b) => a + b, 0);
  }
  if (array.data && isLiteral(columns)) {
    const { data } = array;
    let width = 0;
    for (let i = 0; i < columns; i++) width += new Set(data.filter((_, j) => j % columns === i)).size;
    return width;
  }
  return columns === 1 ? countClasses(array, cx) : cx.symbol('columns');
}

const fitted = (
  cls: string,
  transform: (self: Value, x: Value, fits: boolean, cx: CallContext) => Value,
  param: 'X' | 'y' | 'raw_documents',
): readonly LibraryEntry[] => [
  defineMethod({
    name: `${cls}.fit`,
    params: { self: value(), [param]: value(), y2: value(none) },
    takesAnyKeyword: true,
    call(args, cx) {
      transform(args['self'], args[param]!, true, cx);
      return args['self'];
    },
  }),
  defineMethod({
    name: `${cls}.fit_transform`,
    params: { self: value(), [param]: value(), y2: value(none) },
    takesAnyKeyword: true,
    call: (args, cx) => asOutput(cx, transform(args['self'], args[param]!, true, cx)),
  }),
  defineMethod({
    name: `${cls}.transform`,
    params: { self: value(), [param]: value() },
    call: (args, cx) => asOutput(cx, transform(args['self'], args[param]!, false, cx)),
  }),
];

const back = (cls: string, param: string, give: (self: Value, array: TensorValue, cx: CallContext) => Value): LibraryEntry =>
  defineMethod({
    name: `${cls}.inverse_transform`,
    params: { self: value(), [param]: value() },
    takesAnyKeyword: true,
    call: (args, cx) => give(args['self'], tableArray(args[param]!, cx), cx),
  });

const rowsIn = (array: TensorValue): Dim => (rankOf(array.shape) ? dimAt(array.shape, 0) : unknownDim);

/** Encoders of labels and of categories. */
export const encoders: readonly LibraryEntry[] = [
  labelEncoder,
  ...fitted(encoder, encode, 'y'),
  back(encoder, 'y', (_, array, cx) => {
    readLabels(array, cx);
    return arrayOf('numpy', shapeOf([rowsIn(array)]), null);
  }),
  labelBinarizer,
  ...fitted(binarizer, binarize, 'y'),
  back(binarizer, 'Y', (self, array, cx) => {
    const classes = keptClasses(self, cx);
    if (isLiteral(classes) && classes > 2 && rankOf(array.shape) === 1)
      cx.report(
        'rank-mismatch',
        msg('{0} takes a column for each of {1} classes, it gets one axis: {2}', cx.label, classes, formatShape(array.shape)),
        {
          at: 'Y',
          from: [array],
        },
      );
    return arrayOf('numpy', shapeOf([rowsIn(array)]), null);
  }),
  multiLabelBinarizer,
  ...fitted(
    multiBinarizer,
    (self, y, fits, cx) => {
      const items = cx.iterate(y);
      const rows: Dim = items ? items.length : unknownDim;
      if (fits) cx.setAttr(self, '#classes', int(cx.symbol('classes')));
      return arrayOf('numpy', shapeOf([rows, keptClasses(self, cx)]), 'int64', { range: { min: 0, max: 1 } });
    },
    'y',
  ),
  oneHotEncoder,
  ...fitted(oneHot, oneHotTable, 'X'),
  back(oneHot, 'X', (self, array, cx) => {
    const features = cx.attr(self, '#features');
    return arrayOf('numpy', shapeOf([rowsIn(array), features?.kind === 'int' ? features.value : unknownDim]), null);
  }),
  defineMethod({
    name: `${oneHot}.get_feature_names_out`,
    params: { self: value(), input_features: value(none) },
    call({ self }, cx) {
      const width = cx.attr(self, '#width');
      return arrayOf('numpy', shapeOf([width?.kind === 'int' ? width.value : unknownDim]), 'object');
    },
  }),
];

interface Vectorizer {
  readonly name: string;
  readonly summary: string;
  readonly dtype: string;
}

/** How many different words texts have, of which at most so many are kept; null where they are not written out. */
function countWords(texts: readonly Value[] | null, most: Value | undefined): number | null {
  if (!texts?.length || !most || (most.kind !== 'none' && (most.kind !== 'int' || !isLiteral(most.value)))) return null;
  const words = new Set<string>();
  for (const text of texts) {
    if (text.kind !== 'str' || text.value === null) return null;
    for (const word of text.value.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? []) words.add(word);
  }
  return most.kind === 'int' && isLiteral(most.value) ? Math.min(words.size, most.value) : words.size;
}

/** Vectorizers of texts take a list of texts and give a sparse matrix with a column for each word. */
function vectorizer({ name, summary, dtype }: Vectorizer): readonly LibraryEntry[] {
  const cls = `sklearn.feature_extraction.text.${name}`;
  const transform = (self: Value, texts: Value, fits: boolean, cx: CallContext): Value => {
    const items = texts.kind === 'tensor' || texts.kind === 'unknown' ? null : cx.iterate(texts);
    if (fits) cx.setAttr(self, '#width', int(countWords(items, cx.attr(self, '#most')) ?? cx.symbol('words')));
    const width = cx.attr(self, '#width');
    const rows = items ? items.length : rowsIn(tableArray(texts, cx));
    return sparseOf(cx, rows, width?.kind === 'int' ? width.value : unknownDim, dtype);
  };
  return [
    defineOp({
      name: cls,
      summary,
      docs: docsOf(`feature_extraction.text.${name}`),
      category: 'preprocessing',
      params: { input: keyword(any("'content'")), max_features: keyword(value(none)), min_df: keyword(number(1)) },
      takesAnyKeyword: true,
      codes: [],
      call: ({ max_features }, cx, bound) => {
        // Other arguments decide what is a word.
        const isPlain = bound.isComplete && [...bound.values.keys()].every((param) => param === 'max_features');
        return cx.object(cls, { '#most': isPlain ? max_features : unknown });
      },
      examples: [`sklearn.feature_extraction.text.${name}().fit_transform(['one text', 'another']).toarray()`],
    }),
    ...fitted(cls, transform, 'raw_documents'),
    defineMethod({
      name: `${cls}.get_feature_names_out`,
      params: { self: value(), input_features: value(none) },
      call({ self }, cx) {
        const width = cx.attr(self, '#width');
        return arrayOf('numpy', shapeOf([width?.kind === 'int' ? width.value : unknownDim]), 'object');
      },
    }),
  ];
}

export const vectorizers: readonly LibraryEntry[] = [
  ...vectorizer({ name: 'CountVectorizer', summary: 'Counts the words of each text.', dtype: 'int64' }),
  ...vectorizer({ name: 'TfidfVectorizer', summary: 'Weighs the words of each text by how rare they are in all texts.', dtype: 'float64' }),
];
