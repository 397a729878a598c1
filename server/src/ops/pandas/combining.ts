import type { CallContext, FunctionDef } from '../kernel';
import { any, arrayOf, defineOp, flag, readDtype, toTensor, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, compareDims, isKnown, unknownDim } from '../../values/dim';
import { rankOf, dimAt, shapeOf } from '../../values/shape';
import type { Value } from '../../values/value';
import { none, tuple, unknown } from '../../values/value';
import type { Frame } from './frame';
import { arrayIn, columnDtype, frameOf, indexOf, isFrame, isSeries, keyOf, labelsIn, readFrame, rowsOf, seriesOf } from './frame';

const docsOf = (name: string): string => `https://pandas.pydata.org/docs/reference/api/pandas.${name}.html`;

/** Puts tables below each other or side by side. */
export const concat = defineOp({
  name: 'pandas.concat',
  docs: docsOf('concat'),
  category: 'data',
  params: { objs: value(), axis: value(none, '0') },
  takesAnyKeyword: true,
  codes: [],
  call({ objs, axis }, cx) {
    const items = objs.kind === 'unknown' ? null : cx.iterate(objs);
    const isSide =
      axis.kind === 'int' ? axis.value === 1 : axis.kind === 'str' ? axis.value === 'columns' : axis.kind === 'none' ? false : null;
    if (!items?.length || isSide === null || !items.every((item) => isFrame(cx, item) || isSeries(cx, item))) return unknown;
    const rows = items.map((item) => rowsOf(cx, item));
    if (!isSide) {
      const total = rows.reduce(addDims, 0);
      if (items.every((item) => isSeries(cx, item))) {
        const dtypes = items.map((item) => arrayIn(cx, item).dtype);
        return seriesOf(cx, total, dtypes.every((dtype) => dtype === dtypes[0]) ? dtypes[0]! : null);
      }
      if (!items.every((item) => isFrame(cx, item))) return unknown;
      return below(
        cx,
        items.map((item) => readFrame(cx, item)),
        total,
      );
    }
    // Rows are put together by label: only equal numbers of them are likely to be the same ones.
    const first = rows[0]!;
    const same = rows.every((n) => isKnown(n) && compareDims(n, first) === 'equal');
    const frames = items.map((item): Frame =>
      isFrame(cx, item)
        ? readFrame(cx, item)
        : { rows: rowsOf(cx, item), width: 1, labels: null, dtypes: null, ranges: null, dtype: arrayIn(cx, item).dtype },
    );
    const labels = frames.every((frame) => frame.labels) ? frames.flatMap((frame) => frame.labels!) : null;
    const typesOf = (frame: Frame): (string | null)[] | null =>
      frame.dtypes
        ? [...frame.dtypes]
        : typeof frame.width === 'number' && frame.width <= 4096
          ? Array.from({ length: frame.width }, () => columnDtype(frame, null))
          : null;
    const types = frames.map(typesOf);
    const dtypes = same && types.every((each) => each !== null) ? types.flat() : null;
    return frameOf(cx, {
      rows: same ? first : cx.symbol('rows'),
      labels,
      width: frames.map((frame) => frame.width).reduce(addDims, 0),
      dtypes,
    });
  },
  examples: ["pd.concat([pd.DataFrame({'a': [1, 2]}), pd.DataFrame({'a': [3]})]).values  #> [3, 1]"],
});

/** All columns that occur in some of the tables. */
function below(cx: CallContext, frames: readonly Frame[], rows: Dim): Value {
  if (!frames.every((frame) => frame.labels)) {
    return frameOf(cx, { rows, width: cx.symbol('columns') });
  }
  const all = new Map<string, Value>();
  for (const frame of frames) for (const label of frame.labels!) all.set(keyOf(label)!, label);
  const first = frames[0]!;
  const isSame = frames.every(
    (frame) => frame.labels!.length === all.size && JSON.stringify(frame.dtypes) === JSON.stringify(first.dtypes),
  );
  return frameOf(cx, {
    rows,
    labels: [...all.values()],
    dtypes: isSame ? first.dtypes : null,
    ...(isSame && !first.dtypes && { dtype: first.dtype }),
  });
}

/** Joins two tables by the values of their common columns. */
export const merge = defineOp({
  name: 'pandas.merge',
  docs: docsOf('merge'),
  category: 'data',
  params: { left: value(), right: value(), how: any("'inner'"), on: any() },
  takesAnyKeyword: true,
  codes: [],
  call: (_, cx) => frameOf(cx, { rows: cx.symbol('rows'), width: cx.symbol('columns') }),
  examples: ["pd.merge(pd.DataFrame({'a': [1, 2]}), pd.DataFrame({'a': [1]}), on='a')"],
});

/** A column of truth values for each value of the columns of texts. */
export const getDummies = defineOp({
  name: 'pandas.get_dummies',
  docs: docsOf('get_dummies'),
  category: 'data',
  params: {
    data: value(),
    prefix: any(),
    prefix_sep: any("'_'"),
    dummy_na: flag(false),
    columns: value(none),
    sparse: flag(false),
    drop_first: flag(false),
    dtype: value(none),
  },
  codes: [],
  call({ data, columns, dummy_na, drop_first, dtype }, cx) {
    const type = dtype.kind === 'none' ? 'bool' : readDtype(dtype);
    if (isFrame(cx, data)) {
      const frame = readFrame(cx, data);
      // Columns of numbers stay.
      const isPlain = columns.kind === 'none' && frame.dtypes?.every((own) => own !== null && own !== 'str' && own !== 'object');
      if (isPlain) return frameOf(cx, { rows: frame.rows, labels: frame.labels, dtypes: frame.dtypes });
      const width = drop_first === null || dummy_na !== false ? null : widthOfDummies(frame, columns, drop_first, cx);
      return frameOf(cx, { rows: frame.rows, width: width ?? cx.symbol('columns'), dtype: null });
    }
    const array = toTensor(data, cx.heap);
    const rows = rankOf(array.shape) === 1 ? dimAt(array.shape, 0) : unknownDim;
    const items = isSeries(cx, data) || data.kind === 'unknown' || data.kind === 'tensor' ? null : cx.iterate(data);
    const keys = items?.map(keyOf);
    const distinct = cx.attr(data, '#distinct');
    const known = dummy_na === false && drop_first !== null;
    const count = keys?.every((key) => key !== null)
      ? new Set(keys).size
      : array.data
        ? new Set(array.data).size
        : distinct?.kind === 'int' && typeof distinct.value === 'number'
          ? distinct.value
          : null;
    return frameOf(cx, { rows, width: count !== null && known ? count - (drop_first ? 1 : 0) : cx.symbol('classes'), dtype: type });
  },
  examples: ["pd.get_dummies(['cat', 'dog', 'cat']).values  #> [3, 2]"],
});

/** Columns of texts, or those that are named, become one for each of their values; null where these are not known. */
function widthOfDummies(frame: Frame, columns: Value, dropsFirst: boolean, cx: CallContext): number | null {
  if (!frame.labels || !frame.dtypes || !frame.distinct) return null;
  const named = columns.kind === 'none' ? null : labelsIn(cx, columns)?.map(keyOf);
  if (named === undefined || named?.includes(null)) return null;
  let width = 0;
  for (const [i, label] of frame.labels.entries()) {
    const type = frame.dtypes[i];
    if (named === null && (type === null || type === 'object')) return null;
    const isSplit = named ? named.includes(keyOf(label)) : type === 'str';
    const count = isSplit ? frame.distinct[i] : 1;
    if (count === null || count === undefined) return null;
    width += isSplit && dropsFirst ? Math.max(0, count - 1) : count;
  }
  return width;
}

/** Numbers the different values from 0, and gives the values themselves. */
export const factorize = defineOp({
  name: 'pandas.factorize',
  docs: docsOf('factorize'),
  category: 'data',
  params: { values: value(), sort: flag(false), use_na_sentinel: flag(true), size_hint: any() },
  codes: [],
  call({ values }, cx) {
    const array = toTensor(values, cx.heap);
    const rows = rankOf(array.shape) === 1 ? dimAt(array.shape, 0) : unknownDim;
    return tuple([arrayOf('numpy', shapeOf([rows]), 'int64'), indexOf(cx, null, cx.symbol('classes'))]);
  },
  examples: ["pd.factorize(pd.Series(['cat', 'dog', 'cat']))[0]  #> [3]"],
});

function keepsRows(name: string, summary: string): FunctionDef {
  return defineOp({
    name: `pandas.${name}`,
    summary,
    docs: docsOf(name),
    category: 'data',
    params: { arg: value() },
    takesAnyKeyword: true,
    codes: [],
    call: ({ arg }, cx) => (isSeries(cx, arg) ? seriesOf(cx, rowsOf(cx, arg), null) : unknown),
    examples: [`pd.${name}(pd.Series([1, 2, 3])).values  #> [3]`],
  });
}

/** Functions of pandas on tables and columns. */
export const combining: readonly FunctionDef[] = [
  concat,
  merge,
  getDummies,
  factorize,
  keepsRows('to_numeric', 'A column of texts as numbers.'),
  keepsRows('to_datetime', 'A column of texts or numbers as points in time.'),
];
