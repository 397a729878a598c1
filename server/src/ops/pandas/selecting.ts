import type { CallContext, LibraryEntry } from '../kernel';
import {
  arrayOf,
  defineMethod,
  defineProperty,
  indexShape,
  isArrayLike,
  msg,
  objectOf,
  samplesOf,
  sliceExtent,
  toTensor,
  value,
} from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, formatDim, isLiteral, unknownDim } from '../../values/dim';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { int, none, str, tuple, unknown } from '../../values/value';
import { columnOf } from './construction';
import type { Frame } from './frame';
import {
  arrayIn,
  changeFrame,
  classOf,
  cellType,
  columnAt,
  columnDtype,
  forgetValues,
  frameClass,
  frameOf,
  indexClass,
  isFrame,
  isOpen,
  isSeries,
  keyOf,
  labelsIn,
  pickColumns,
  positionOf,
  readFrame,
  rowsOf,
  seriesClass,
  seriesOf,
} from './frame';

/** Labels that the frame certainly lacks are reported. */
export function checkLabels(cx: CallContext, self: Value, labels: readonly Value[], frame: Frame = readFrame(cx, self)): boolean {
  if (!frame.labels || isOpen(cx, self)) return true;
  const missing = labels.find((label) => keyOf(label) !== null && positionOf(frame, label) === null);
  if (!missing) return true;
  const shown = (label: Value): string =>
    label.kind === 'str' ? `'${label.value ?? ''}'` : label.kind === 'int' ? formatDim(label.value) : '?';
  const own = frame.labels.slice(0, 12).map(shown).join(', ');
  cx.report(
    'missing-attribute',
    msg('The table has no column {0}; its columns are {1}', shown(missing), frame.labels.length > 12 ? `${own}, …` : own),
  );
  return false;
}

/** A mask of one truth value for each row, or undefined. */
function maskIn(cx: CallContext, key: Value): TensorValue | undefined {
  if (!isArrayLike(key, cx.heap)) return undefined;
  const array = toTensor(key, cx.heap);
  return array.dtype === 'bool' && rankOf(array.shape) === 1 ? array : undefined;
}

/** The same columns with another number of rows. */
export function withRowCount(cx: CallContext, self: Value, rows: Dim): Value {
  if (isSeries(cx, self)) return seriesOf(cx, rows, arrayIn(cx, self).dtype, { ...arrayIn(cx, self), data: null });
  const frame = readFrame(cx, self);
  return frameOf(cx, {
    rows,
    labels: frame.labels,
    width: frame.width,
    dtypes: frame.dtypes,
    ranges: frame.ranges,
    ...(!frame.dtypes && { dtype: frame.dtype }),
  });
}

function columnsOf(cx: CallContext, self: Value, labels: readonly Value[]): Value {
  const frame = readFrame(cx, self);
  checkLabels(cx, self, labels, frame);
  const positions = labels.map((label) => positionOf(frame, label));
  return frameOf(cx, {
    rows: frame.rows,
    labels,
    dtypes: positions.map((i) => columnDtype(frame, i)),
    distinct: positions.map((i) => (i === null ? null : (frame.distinct?.[i] ?? null))),
    ranges: positions.map((i) => (i === null ? null : (frame.ranges?.[i] ?? null))),
    ...(!frame.dtypes && frame.dtype !== 'object' && { dtype: frame.dtype }),
  });
}

/** `frame[key]`. */
function select(cx: CallContext, self: Value, key: Value): Value {
  if (keyOf(key) !== null) {
    checkLabels(cx, self, [key]);
    return columnOf(cx, self, key);
  }
  if (key.kind === 'str') return columnOf(cx, self, key);
  const mask = maskIn(cx, key);
  if (mask) return withRowCount(cx, self, cx.symbol('rows'));
  if (isFrame(cx, key)) return withRowCount(cx, self, rowsOf(cx, self));
  if (key.kind === 'slice') return withRowCount(cx, self, sliceExtent(rowsOf(cx, self), key));
  const labels = labelsIn(cx, key);
  if (labels && objectOf(cx, key)) return columnsOf(cx, self, labels);
  const items = key.kind === 'unknown' ? null : cx.iterate(key);
  if (items && key.kind !== 'tuple') return frameOf(cx, { rows: rowsOf(cx, self), width: items.length });
  const list = objectOf(cx, key);
  const isLabels = (list?.kind === 'list' && list.element.kind === 'str') || classOf(cx, key) === indexClass;
  return isLabels ? frameOf(cx, { rows: rowsOf(cx, self), width: cx.symbol('columns') }) : unknown;
}

/** What an index by position takes of an axis: one element, or a number of them at known positions where those are known. */
type Taken =
  | { readonly kind: 'one'; readonly at: number | null }
  | { readonly kind: 'some'; readonly count: Dim; readonly at: readonly number[] | null }
  | null;

function take(cx: CallContext, part: Value, size: Dim, axis: number): Taken {
  if (part.kind === 'int') {
    const i = part.value;
    if (isLiteral(i) && isLiteral(size) && (i >= size || i < -size)) {
      cx.report('axis-out-of-range', msg('There is no element {0} on axis {1}, which has {2}', i, axis, size));
      return { kind: 'one', at: null };
    }
    return { kind: 'one', at: isLiteral(i) && isLiteral(size) ? (i < 0 ? i + size : i) : isLiteral(i) && i >= 0 ? i : null };
  }
  if (part.kind === 'slice') {
    const count = sliceExtent(size, part);
    const index =
      isLiteral(size) && size <= 4096
        ? arrayOf('numpy', shapeOf([size]), 'int64', { data: Array.from({ length: size }, (_, i) => i) })
        : null;
    const found = index && indexShape(index, part, cx.heap);
    return { kind: 'some', count, at: found?.kind === 'shape' ? found.data : null };
  }
  if (maskIn(cx, part)) return { kind: 'some', count: cx.symbol('rows'), at: null };
  if (part.kind === 'unknown' || !isArrayLike(part, cx.heap)) return null;
  const array = toTensor(part, cx.heap);
  if (rankOf(array.shape) !== 1) return null;
  const { data } = array;
  const wrong = isLiteral(size) ? data?.find((i) => i >= size || i < -size) : undefined;
  if (wrong !== undefined)
    cx.report('axis-out-of-range', msg('There is no element {0} on axis {1}, which has {2}', wrong, axis, size as number));
  return {
    kind: 'some',
    count: dimAt(array.shape, 0),
    at: data && wrong === undefined && isLiteral(size) ? data.map((i) => (i < 0 ? i + size : i)) : null,
  };
}

const everything: Value = { kind: 'slice', lower: none, upper: none, step: none };

/** `frame.iloc[…]`. */
function byPosition(cx: CallContext, self: Value, index: Value): Value {
  const parts = index.kind === 'tuple' ? index.items : [index];
  const rows = take(cx, parts[0]!, rowsOf(cx, self), 0);
  if (isSeries(cx, self)) {
    const { dtype } = arrayIn(cx, self);
    if (!rows) return unknown;
    return rows.kind === 'one'
      ? arrayOf('numpy', shapeOf([]), dtype)
      : seriesOf(cx, rows.count, dtype, { ...arrayIn(cx, self), data: null });
  }
  const frame = readFrame(cx, self);
  return combine(cx, frame, rows, take(cx, parts[1] ?? everything, frame.width, 1));
}

function combine(cx: CallContext, frame: Frame, rows: Taken, columns: Taken): Value {
  if (!rows || !columns) return unknown;
  if (columns.kind === 'one') {
    return rows.kind === 'one'
      ? arrayOf('numpy', shapeOf([]), columnDtype(frame, columns.at))
      : columnAt(cx, frame, columns.at, rows.count);
  }
  const kept = columns.at
    ? pickColumns(frame, columns.at)
    : { labels: null, dtypes: null, ...(frame.dtype !== 'object' && { dtype: frame.dtype }) };
  if (rows.kind === 'one') return seriesOf(cx, columns.count, frame.dtype);
  return frameOf(cx, { ...kept, rows: rows.count, width: columns.count });
}

/** `frame.loc[…]`: rows by label or mask, columns by label. */
function byLabel(cx: CallContext, self: Value, index: Value): Value {
  const parts = index.kind === 'tuple' ? index.items : [index];
  const rows = rowsByLabel(cx, parts[0]!, rowsOf(cx, self));
  if (isSeries(cx, self)) {
    if (!rows) return unknown;
    const { dtype } = arrayIn(cx, self);
    return rows.kind === 'one' ? arrayOf('numpy', shapeOf([]), dtype) : seriesOf(cx, rows.count, dtype);
  }
  const frame = readFrame(cx, self);
  // Several labels may name the levels of one row.
  const isRow = parts[0]!.kind === 'str' || parts[0]!.kind === 'int';
  if (isRow && parts[1] && keyOf(parts[1]) !== null && positionOf(frame, parts[1]) === null) return unknown;
  return combine(cx, frame, rows, parts[1] ? columnsByLabel(cx, self, frame, parts[1]) : take(cx, everything, frame.width, 1));
}

function rowsByLabel(cx: CallContext, part: Value, size: Dim): Taken {
  if (part.kind === 'slice') {
    const isAll = part.lower.kind === 'none' && part.upper.kind === 'none' && part.step.kind === 'none';
    // The end of a slice of labels is part of it.
    return { kind: 'some', count: isAll ? size : cx.symbol('rows'), at: null };
  }
  if (maskIn(cx, part)) return { kind: 'some', count: cx.symbol('rows'), at: null };
  if (part.kind === 'int' || part.kind === 'str') return { kind: 'one', at: null };
  if (part.kind === 'unknown' || !isArrayLike(part, cx.heap)) return null;
  const array = toTensor(part, cx.heap);
  return rankOf(array.shape) === 1 ? { kind: 'some', count: dimAt(array.shape, 0), at: null } : null;
}

function columnsByLabel(cx: CallContext, self: Value, frame: Frame, part: Value): Taken {
  if (keyOf(part) !== null) {
    checkLabels(cx, self, [part], frame);
    return { kind: 'one', at: positionOf(frame, part) };
  }
  if (part.kind === 'slice') {
    const [from, to] = [part.lower, part.upper].map((label) => (label.kind === 'none' ? null : positionOf(frame, label)));
    if (part.lower.kind === 'none' && part.upper.kind === 'none') return take(cx, everything, frame.width, 1);
    const start = part.lower.kind === 'none' ? 0 : from;
    const end = part.upper.kind === 'none' ? (frame.labels ? frame.labels.length - 1 : null) : to;
    if (start === null || start === undefined || end === null || end === undefined || part.step.kind !== 'none')
      return { kind: 'some', count: cx.symbol('columns'), at: null };
    const at = Array.from({ length: Math.max(0, end - start + 1) }, (_, i) => start + i);
    return { kind: 'some', count: at.length, at };
  }
  if (maskIn(cx, part)) return { kind: 'some', count: cx.symbol('columns'), at: null };
  const labels = labelsIn(cx, part);
  if (!labels) return null;
  checkLabels(cx, self, labels, frame);
  const at = labels.map((label) => positionOf(frame, label));
  return { kind: 'some', count: labels.length, at: at.every((i) => i !== null) ? at : null };
}

/** `frame[key] = value`: a column that is replaced or added. */
function assign(cx: CallContext, self: Value, key: Value, given: Value): void {
  const frame = readFrame(cx, self);
  const labels = isFrame(cx, key) ? null : labelsIn(cx, key);
  if (!labels || maskIn(cx, key)) {
    if (maskIn(cx, key) || isFrame(cx, key)) {
      forgetValues(cx, self);
      return;
    }
    changeFrame(cx, self, { rows: frame.rows, width: unknownDim });
    return;
  }
  checkColumns(cx, self, frame, labels.length, given);
  changeFrame(cx, self, withColumns(cx, frame, labels, given));
}

/** Columns as they are given: a series brings its own labels, everything else has a value for each row. */
function checkColumns(cx: CallContext, self: Value, frame: Frame, count: number, given: Value): void {
  if (isOpen(cx, self) || !frame.labels?.length) return;
  const list = objectOf(cx, given);
  const array = given.kind === 'tensor' ? given : null;
  if (!array && (list?.kind !== 'list' || list.isSet)) return;
  const dims = array ? (array.shape && !array.shape.hasPrefix && !array.isSymbolic ? array.shape.dims : null) : [samplesOf(given, cx)];
  if (!dims?.length) return;
  const width = dims[1];
  const isWide = array !== null && width !== undefined && compareDims(width, count) === 'different';
  if (isWide && (count > 1 || dims.length === 2))
    cx.report('dim-mismatch', msg('{0} columns cannot be set by an array of shape {1}', count, formatShape(array.shape)), {
      from: [array],
    });
  else if (count === 1 && isLiteral(dims[0]!) && isLiteral(frame.rows) && frame.rows > 0 && dims[0] !== frame.rows)
    cx.report(
      'dim-mismatch',
      msg('The table has {0} rows, but the column has {1} values', frame.rows, dims[0]),
      array ? { from: [array] } : {},
    );
}

/** A frame with more columns, or with other values in some. */
export function withColumns(cx: CallContext, frame: Frame, labels: readonly Value[], given: Value): Parameters<typeof frameOf>[1] {
  if (!frame.labels) return { rows: frame.rows, width: unknownDim };
  const array = isArrayLike(given, cx.heap) ? toTensor(given, cx.heap) : null;
  const dtype = given.kind === 'str' ? 'str' : array && cellType(array);
  const dtypes = [...(frame.dtypes ?? frame.labels.map(() => columnDtype(frame, null)))];
  const range = array?.range ?? null;
  const ranges = frame.labels.map((_, i) => frame.ranges?.[i] ?? null);
  const all = [...frame.labels];
  for (const label of labels) {
    const at = all.findIndex((own) => keyOf(own) === keyOf(label));
    if (at >= 0) {
      dtypes[at] = dtype;
      ranges[at] = range;
    } else {
      all.push(label);
      dtypes.push(dtype);
      ranges.push(range);
    }
  }
  // The first column of an empty frame brings its rows.
  const isEmpty = frame.labels.length === 0;
  const rows = isEmpty ? (array && rankOf(array.shape) ? dimAt(array.shape, 0) : unknownDim) : frame.rows;
  return { rows, labels: all, dtypes, ranges };
}

const accessor = (name: string): string => `pandas.${name}`;
const hold =
  (cls: string) =>
  (self: Value, cx: CallContext): Value =>
    cx.object(cls, { '#of': self });
const held = (cx: CallContext, self: Value): Value => cx.attr(self, '#of') ?? unknown;

/** Reading and setting by label, position and mask. */
export const selecting: readonly LibraryEntry[] = [
  defineMethod({
    name: `${frameClass}.__getitem__`,
    params: { self: value(), key: value() },
    call: ({ self, key }, cx) => select(cx, self, key),
  }),
  defineMethod({
    name: `${frameClass}.__getattr__`,
    params: { self: value(), name: value() },
    call({ self, name }, cx) {
      const frame = readFrame(cx, self);
      return positionOf(frame, name) === null ? unknown : columnOf(cx, self, name);
    },
  }),
  defineMethod({
    name: `${frameClass}.__setitem__`,
    params: { self: value(), key: value(), given: value() },
    call({ self, key, given }, cx) {
      assign(cx, self, key, given);
      return none;
    },
  }),
  defineMethod({
    name: `${frameClass}.__iter__`,
    params: { self: value() },
    call({ self }, cx) {
      const { labels } = readFrame(cx, self);
      return cx.alloc({ kind: 'list', isSet: false, items: labels, element: str(null) });
    },
  }),
  defineMethod({
    name: `${seriesClass}.__iter__`,
    params: { self: value() },
    call({ self }, cx) {
      const { dtype } = arrayIn(cx, self);
      const element: Value = dtype && /int/.test(dtype) ? int(unknownDim) : dtype === 'str' ? str(null) : unknown;
      return cx.alloc({ kind: 'list', isSet: false, items: null, element });
    },
  }),
  defineMethod({
    name: `${seriesClass}.__getitem__`,
    params: { self: value(), key: value() },
    call({ self, key }, cx) {
      const { dtype } = arrayIn(cx, self);
      if (maskIn(cx, key)) return seriesOf(cx, cx.symbol('rows'), dtype, { ...arrayIn(cx, self), data: null });
      if (key.kind === 'slice') return seriesOf(cx, sliceExtent(rowsOf(cx, self), key), dtype, { ...arrayIn(cx, self), data: null });
      if (key.kind === 'int' || key.kind === 'str')
        return dtype === 'str' ? str(null) : dtype ? arrayOf('numpy', shapeOf([]), dtype) : unknown;
      return unknown;
    },
  }),
  ...[frameClass, seriesClass].flatMap((cls) => [
    defineProperty(`${cls}.iloc`, hold(accessor('iloc'))),
    defineProperty(`${cls}.loc`, hold(accessor('loc'))),
    defineProperty(`${cls}.at`, hold(accessor('at'))),
    defineProperty(`${cls}.iat`, hold(accessor('iat'))),
  ]),
  ...['at', 'iat'].map((name) =>
    defineMethod({ name: `${accessor(name)}.__getitem__`, params: { self: value(), index: value() }, call: () => unknown }),
  ),
  defineMethod({
    name: `${accessor('iloc')}.__getitem__`,
    params: { self: value(), index: value() },
    call: ({ self, index }, cx) => byPosition(cx, held(cx, self), index),
  }),
  defineMethod({
    name: `${accessor('loc')}.__getitem__`,
    params: { self: value(), index: value() },
    call: ({ self, index }, cx) => byLabel(cx, held(cx, self), index),
  }),
  defineMethod({
    name: `${accessor('loc')}.__setitem__`,
    params: { self: value(), index: value(), given: value() },
    call({ self, index, given }, cx) {
      const of = held(cx, self);
      const key = index.kind === 'tuple' ? index.items[1] : undefined;
      const frame = isFrame(cx, of) ? readFrame(cx, of) : null;
      // A row that is not there is added.
      const part = index.kind === 'tuple' ? index.items[0]! : index;
      const rows = part.kind === 'slice' || maskIn(cx, part) ? frame?.rows : unknownDim;
      const labels = key && labelsIn(cx, key);
      if (frame)
        changeFrame(cx, of, {
          ...(labels
            ? withColumns(cx, frame, labels, given)
            : { ...frame, ...(key && !labels && key.kind !== 'slice' ? { labels: null, width: unknownDim } : {}) }),
          rows: rows ?? unknownDim,
        });
      if (part.kind !== 'slice') forgetValues(cx, of);
      return none;
    },
  }),
  ...['iloc', 'at', 'iat'].map((name) =>
    defineMethod({
      name: `${accessor(name)}.__setitem__`,
      params: { self: value(), index: value(), given: value() },
      call({ self }, cx) {
        forgetValues(cx, held(cx, self));
        return none;
      },
    }),
  ),
  defineMethod({
    name: `${seriesClass}.__setitem__`,
    params: { self: value(), key: value(), given: value() },
    call({ self }, cx) {
      forgetValues(cx, self);
      return none;
    },
  }),
  defineProperty(`${indexClass}.values`, (self, cx) => arrayIn(cx, self)),
  defineMethod({
    name: `${indexClass}.to_numpy`,
    params: { self: value() },
    takesAnyKeyword: true,
    call: ({ self }, cx) => ({ ...arrayIn(cx, self), dtype: null }),
  }),
  defineProperty(`${indexClass}.size`, (self, cx) => int(rowsOf(cx, self))),
  defineProperty(`${indexClass}.shape`, (self, cx) => tuple([int(rowsOf(cx, self))])),
  defineMethod({ name: `${indexClass}.__len__`, params: { self: value() }, call: ({ self }, cx) => int(rowsOf(cx, self)) }),
  ...['tolist', 'to_list', '__iter__'].map((name) =>
    defineMethod({
      name: `${indexClass}.${name}`,
      params: { self: value() },
      call({ self }, cx) {
        const items = cx.attr(self, '#items');
        return cx.alloc({ kind: 'list', isSet: false, items: items?.kind === 'tuple' ? items.items : null, element: str(null) });
      },
    }),
  ),
  defineMethod({
    name: `${indexClass}.__getitem__`,
    params: { self: value(), index: value() },
    call({ self, index }, cx) {
      const items = cx.attr(self, '#items');
      const taken = take(cx, index, rowsOf(cx, self), 0);
      const known = items?.kind === 'tuple' ? items.items : null;
      if (!taken) return unknown;
      if (taken.kind === 'one') return (taken.at !== null ? known?.[taken.at] : undefined) ?? unknown;
      const labels = known && taken.at ? taken.at.map((i) => known[i]!) : null;
      return cx.object(indexClass, {
        ...Object.fromEntries([['#items', labels ? tuple(labels) : unknown]]),
        '#array': arrayOf('numpy', shapeOf([taken.count]), arrayIn(cx, self).dtype),
      });
    },
  }),
  ...['drop', 'difference'].map((name) =>
    defineMethod({
      name: `${indexClass}.${name}`,
      params: { self: value(), labels: value() },
      takesAnyKeyword: true,
      call({ self, labels }, cx) {
        const items = cx.attr(self, '#items');
        const gone = labelsIn(cx, labels)?.map(keyOf);
        const left = items?.kind === 'tuple' && gone ? items.items.filter((item) => !gone.includes(keyOf(item))) : null;
        // A difference comes sorted, which changes the order only.
        const sorted = left && name === 'difference' ? [...left].sort((a, b) => (keyOf(a)! < keyOf(b)! ? -1 : 1)) : left;
        return cx.object(indexClass, {
          '#items': sorted ? tuple(sorted) : unknown,
          '#array': arrayOf('numpy', shapeOf([sorted ? sorted.length : cx.symbol('columns')]), arrayIn(cx, self).dtype),
        });
      },
    }),
  ),
];
