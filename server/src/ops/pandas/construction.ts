import type { CallContext, LibraryEntry } from '../kernel';
import { any, arrayOf, defineClass, defineOp, isArrayLike, msg, objectOf, toTensor, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, formatDim, isLiteral, unknownDim } from '../../values/dim';
import { dimAt, formatShape, rankOf } from '../../values/shape';
import type { Value } from '../../values/value';
import { bool, int, none, unknown } from '../../values/value';
import type { FrameParts } from './frame';
import {
  arrayIn,
  cellType,
  columnAt,
  frameClass,
  frameOf,
  isFrame,
  isSeries,
  keyOf,
  labelsIn,
  positionOf,
  readFrame,
  seriesClass,
  seriesOf,
  sharedClass,
} from './frame';

const docsOf = (name: string): string => `https://pandas.pydata.org/docs/reference/api/pandas.${name}.html`;

/** A table with labeled columns, made of a dict of columns, a list of rows or an array. */
export const dataFrame = defineOp({
  name: 'pandas.DataFrame',
  docs: docsOf('DataFrame'),
  category: 'data',
  params: { data: value(none), index: value(none), columns: value(none), dtype: any(), copy: any() },
  codes: ['dim-mismatch', 'rank-mismatch'],
  call({ data, index, columns }, cx) {
    const parts = partsOf(data, cx);
    if (!parts) return frameOf(cx, { rows: unknownDim, labels: labelsIn(cx, columns) });
    const rows = index.kind === 'none' ? parts.rows : lengthOf(index, cx);
    if (columns.kind === 'none') return frameOf(cx, { ...parts, rows });
    const given = cx.iterate(columns);
    // Lists of lists name the levels of a column each.
    const isPlain =
      given?.every((label) => objectOf(cx, label) === undefined && label.kind !== 'tensor' && label.kind !== 'unknown') ?? false;
    const labels = isPlain ? given : null;
    const object = objectOf(cx, data);
    // Of a dict or frame the named columns are taken, of an array they are named.
    if (object?.kind === 'dict' || isFrame(cx, data))
      return frameOf(cx, {
        rows,
        labels,
        dtypes: labels?.map((label) => taken(parts, parts.dtypes, label)) ?? null,
        ranges: labels?.map((label) => taken(parts, parts.ranges, label)) ?? null,
        ...(!labels && { width: unknownDim }),
      });
    const width = parts.labels ? parts.labels.length : (parts.width ?? unknownDim);
    const isEmpty = data.kind === 'none' || data.kind === 'str' || parts.rows === 0;
    if (!isEmpty && labels && compareDims(width, labels.length) === 'different') {
      cx.report('dim-mismatch', msg('{0}: the data has {1} columns, but there are {2} names', cx.label, formatDim(width), labels.length), {
        at: 'columns',
      });
    }
    return frameOf(cx, {
      rows: data.kind === 'none' && index.kind === 'none' ? 0 : rows,
      labels,
      width,
      dtypes: parts.dtypes ?? null,
      ranges: parts.ranges ?? null,
      ...(parts.dtype !== undefined && { dtype: parts.dtype }),
    });
  },
  examples: [
    "pd.DataFrame({'height': [1.7, 1.8], 'weight': [60, 80]}).values  #> [2, 2]",
    "pd.DataFrame({'height': [1.7, 1.8], 'weight': [60]})  #! error[dim-mismatch]: 2 and 1",
    'pd.DataFrame(np.zeros((2, 3, 4)))  #! error[rank-mismatch]: 3 axes',
  ],
});

/** What is known of a column that is taken from a dict or another frame. */
function taken<T>({ labels }: FrameParts, known: readonly (T | null)[] | null | undefined, label: Value): T | null {
  const at = labels?.findIndex((own) => keyOf(own) === keyOf(label)) ?? -1;
  return at < 0 ? null : (known?.[at] ?? null);
}

function lengthOf(given: Value, cx: CallContext): Dim {
  const items = cx.iterate(given);
  if (items) return items.length;
  const array = toTensor(given, cx.heap);
  return rankOf(array.shape) ? dimAt(array.shape, 0) : unknownDim;
}

function partsOf(data: Value, cx: CallContext): FrameParts | null {
  if (data.kind === 'none') return { rows: 0, labels: [] };
  const object = objectOf(cx, data);
  if (object?.kind === 'dict') {
    if (object.isOpen) return null;
    return fromDict([...object.entries.values()], cx);
  }
  if (isFrame(cx, data)) {
    const { rows, labels, width, dtypes, ranges, dtype } = readFrame(cx, data);
    return { rows, labels, width, dtypes, ranges, dtype };
  }
  if (isSeries(cx, data)) return { rows: dimAt(arrayIn(cx, data).shape, 0), width: 1, dtype: arrayIn(cx, data).dtype };
  const items = data.kind === 'tensor' || data.kind === 'unknown' ? null : cx.iterate(data);
  if (items?.length) {
    const first = objectOf(cx, items[0]);
    if (first?.kind === 'dict') {
      const known = items.map((item) => objectOf(cx, item));
      if (!known.every((row) => row?.kind === 'dict' && !row.isOpen)) return { rows: items.length };
      const labels = new Map<string, Value>();
      for (const row of known) if (row?.kind === 'dict') for (const [key, entry] of row.entries.entries()) labels.set(key, entry.key);
      const cells = (key: string): (Value | undefined)[] =>
        known.map((row) => (row?.kind === 'dict' ? row.entries.get(key)?.value : undefined));
      const dtypes = [...labels.keys()].map((key) => {
        const column = cells(key);
        return column.every((cell) => cell !== undefined) ? columnType(column, cx) : null;
      });
      return { rows: items.length, labels: [...labels.values()], dtypes };
    }
    // A text is one cell, and so is a set.
    const rows = items.map((item) => (item.kind === 'str' ? null : cx.iterate(item)));
    if (rows.every((row) => row !== null)) {
      const width = Math.max(...rows.map((row) => row.length));
      const whole = rows.every((row) => row.length === width);
      const dtypes = whole
        ? Array.from({ length: width }, (_, i) =>
            columnType(
              rows.map((row) => row[i]!),
              cx,
            ),
          )
        : null;
      return { rows: items.length, labels: Array.from({ length: width }, (_, i) => int(i)), dtypes };
    }
  }
  if (!isArrayLike(data, cx.heap)) return null;
  const array = toTensor(data, cx.heap);
  const rank = rankOf(array.shape);
  if (rank === null) return { rows: unknownDim };
  if (rank > 2) {
    cx.report('rank-mismatch', msg('{0} takes a table, it gets {1} axes: {2}', cx.label, rank, formatShape(array.shape)), {
      at: 'data',
      from: [array],
    });
    return { rows: dimAt(array.shape, 0) };
  }
  if (rank === 0) return null;
  const width = rank === 1 ? 1 : dimAt(array.shape, 1);
  const dtype = array.dtype === 'str' ? 'object' : array.dtype;
  return {
    rows: dimAt(array.shape, 0),
    width,
    labels: isLiteral(width) && width <= 4096 ? Array.from({ length: width }, (_, i) => int(i)) : null,
    dtype,
    ranges: array.columns ?? null,
  };
}

function columnType(cells: readonly Value[], cx: CallContext): string | null {
  const list = cx.alloc({ kind: 'list', isSet: false, items: cells, element: unknown });
  return cellType(toTensor(list, cx.heap));
}

function fromDict(entries: readonly { readonly key: Value; readonly value: Value }[], cx: CallContext): FrameParts {
  const arrays = entries.map(({ value }) => {
    const object = objectOf(cx, value);
    const isColumn =
      value.kind === 'tensor' || value.kind === 'tuple' || value.kind === 'range' || object?.kind === 'list' || object?.kind === 'object';
    if (!isColumn) return null;
    const array = toTensor(value, cx.heap);
    return { length: lengthOf(value, cx), dtype: cellType(array), range: array.range, isAligned: object?.kind === 'object' };
  });
  const wide = entries.find(({ value }) => value.kind === 'tensor' && (rankOf(value.shape) ?? 0) > 1)?.value;
  if (wide?.kind === 'tensor')
    cx.report('rank-mismatch', msg('{0}: a column has one axis, this one has the shape {1}', cx.label, formatShape(wide.shape)), {
      at: 'data',
      from: [wide],
    });
  const columns = arrays.filter((array) => array !== null);
  const plain = columns.filter(({ isAligned }) => !isAligned);
  const first = plain[0]?.length;
  const other = first === undefined ? undefined : plain.find(({ length }) => compareDims(first, length) === 'different');
  if (first !== undefined && other)
    cx.report(
      'dim-mismatch',
      msg('{0}: all columns have the same length, these have {1} and {2}', cx.label, formatDim(first), formatDim(other.length)),
      {
        at: 'data',
      },
    );
  // What is not known may be a column of any length; numbers and texts alone are one row.
  const single = entries.every(({ value }) => scalarType(value) !== null || value.kind === 'none') ? 1 : unknownDim;
  const rows = plain.map(({ length }) => length).find(isLiteral) ?? columns[0]?.length ?? single;
  // A series brings its own labels: rows of several are put together by them.
  const isSure = columns.length === plain.length || columns.every(({ length }) => compareDims(length, rows) === 'equal');
  return {
    rows: isSure ? rows : unknownDim,
    labels: entries.map(({ key }) => key),
    distinct: entries.map(({ value }) => countDistinct(value, cx)),
    dtypes: arrays.map((array, i) => array?.dtype ?? scalarType(entries[i]!.value)),
    ranges: arrays.map((array) => array?.range ?? null),
  };
}

/** How many different values a column has that is written out. */
function countDistinct(column: Value, cx: CallContext): number | null {
  if (column.kind === 'tensor') return column.data && rankOf(column.shape) === 1 ? new Set(column.data).size : null;
  if (column.kind !== 'tuple' && objectOf(cx, column)?.kind !== 'list') return null;
  const keys = cx.iterate(column)?.map(keyOf);
  return keys?.every((key) => key !== null) ? new Set(keys).size : null;
}

function scalarType(given: Value): string | null {
  return given.kind === 'int'
    ? 'int64'
    : given.kind === 'float'
      ? 'float64'
      : given.kind === 'bool'
        ? 'bool'
        : given.kind === 'str'
          ? 'str'
          : null;
}

/** A column with labeled rows. */
export const series = defineOp({
  name: 'pandas.Series',
  docs: docsOf('Series'),
  category: 'data',
  params: { data: value(none), index: value(none), dtype: value(none), name: any(), copy: any() },
  codes: ['rank-mismatch'],
  call({ data, index, dtype }, cx) {
    const object = objectOf(cx, data);
    if (object?.kind === 'dict') return seriesOf(cx, object.isOpen || index.kind !== 'none' ? unknownDim : object.entries.size, null);
    const array = isArrayLike(data, cx.heap) ? toTensor(data, cx.heap) : arrayOf('numpy', null, null);
    const rank = rankOf(array.shape);
    // Rows of a list are cells of any kind.
    if (rank !== null && rank > 1 && data.kind === 'tensor') {
      cx.report('rank-mismatch', msg('{0} takes one axis, it gets {1} axes: {2}', cx.label, rank, formatShape(array.shape)), {
        at: 'data',
        from: [array],
      });
      return seriesOf(cx, dimAt(array.shape, 0), array.dtype);
    }
    const rows = rank ? dimAt(array.shape, 0) : index.kind !== 'none' ? lengthOf(index, cx) : rank === 0 ? 1 : unknownDim;
    return seriesOf(cx, rows, dtype.kind === 'none' ? cellType(array) : null, rank === 1 ? array : undefined);
  },
  examples: ['pd.Series([1, 2, 3]).values  #> [3]', 'pd.Series(np.zeros((2, 3)))  #! error[rank-mismatch]: 2 axes'],
});

export const construction: readonly LibraryEntry[] = [
  dataFrame,
  series,
  defineClass(sharedClass),
  defineClass(frameClass, sharedClass),
  defineClass(seriesClass, sharedClass),
];

/** The column of a frame under a label, as a series. */
export function columnOf(cx: CallContext, self: Value, label: Value): Value {
  const frame = readFrame(cx, self);
  const at = positionOf(frame, label);
  const column = columnAt(cx, frame, at);
  const distinct = at === null ? null : (frame.distinct?.[at] ?? null);
  if (distinct !== null) cx.setAttr(column, '#distinct', int(distinct));
  cx.setAttr(column, '#isColumn', bool(true));
  return column;
}
