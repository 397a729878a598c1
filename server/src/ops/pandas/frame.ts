import type { CallContext } from '../kernel';
import { arrayAttribute, arrayOf, objectOf, promoteDtypes } from '../kernel';
import type { Dim } from '../../values/dim';
import { unknownDim } from '../../values/dim';
import type { PersistentMap } from '../../values/persistentMap';
import { dimAt, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value, ValueRange } from '../../values/value';
import { int, str, tuple, unknown } from '../../values/value';

export const frameClass = 'pandas.DataFrame';
export const seriesClass = 'pandas.Series';
export const indexClass = 'pandas.Index';
/** What frames and series have in common. */
export const sharedClass = 'pandas.NDFrame';

/** A table with its columns as far as they are known: their labels and element types, one for each. */
export interface Frame {
  readonly rows: Dim;
  readonly width: Dim;
  /** Null when not all are known. */
  readonly labels: readonly Value[] | null;
  readonly dtypes: readonly (string | null)[] | null;
  /** How many different values each column has, where they are written out. */
  readonly distinct?: readonly (number | null)[] | null;
  /** Bounds of the values in each column. */
  readonly ranges: readonly (ValueRange | null)[] | null;
  /** Of the values in common. */
  readonly dtype: string | null;
}

/** An element type as an array of values of several types has it. */
function commonDtype(dtypes: readonly (string | null)[] | null): string | null {
  if (!dtypes?.length || dtypes.includes(null)) return null;
  if (dtypes.every((dtype) => dtype === dtypes[0])) return dtypes[0] === 'str' ? 'object' : dtypes[0]!;
  if (dtypes.some((dtype) => dtype === 'str' || dtype === 'object' || dtype === 'bool')) return 'object';
  return dtypes.reduce(promoteDtypes);
}

export interface FrameParts {
  readonly rows: Dim;
  readonly labels?: readonly Value[] | null;
  readonly width?: Dim;
  readonly dtypes?: readonly (string | null)[] | null;
  readonly distinct?: readonly (number | null)[] | null | undefined;
  readonly ranges?: readonly (ValueRange | null)[] | null;
  readonly dtype?: string | null;
}

function attributes({ rows, labels = null, width, dtypes = null, distinct, ranges = null, dtype }: FrameParts): Record<string, Value> {
  const columns = labels ? labels.length : (width ?? unknownDim);
  const own = labels && dtypes?.length === labels.length ? dtypes : null;
  const array = arrayOf('numpy', shapeOf([rows, columns]), dtype ?? commonDtype(own));
  return {
    [arrayAttribute]: ranges?.length === columns && ranges.some((range) => range) ? { ...array, columns: ranges } : array,
    '#columns': labels ? tuple(labels) : unknown,
    '#dtypes': own ? tuple(own.map(str)) : unknown,
    '#distinct': labels && distinct?.length === labels.length ? tuple(distinct.map((n) => (n === null ? unknown : int(n)))) : unknown,
  };
}

/** The element type of a column that holds the items of a value: rows of a list of lists are cells of any kind. */
export function cellType({ shape, dtype }: TensorValue): string | null {
  const rank = rankOf(shape);
  return rank === null ? null : rank > 1 ? 'object' : dtype;
}

export function frameOf(cx: CallContext, parts: FrameParts): Value {
  return cx.object(frameClass, attributes(parts));
}

/** Changes a frame in place. */
export function changeFrame(cx: CallContext, self: Value, parts: FrameParts): void {
  for (const [name, value] of Object.entries(attributes(parts))) cx.setAttr(self, name, value);
}

export function seriesOf(cx: CallContext, rows: Dim, dtype: string | null, from?: TensorValue): Value {
  const range = from?.range ?? null;
  return cx.object(seriesClass, { [arrayAttribute]: arrayOf('numpy', shapeOf([rows]), dtype, { data: from?.data ?? null, range }) });
}

export function indexOf(cx: CallContext, labels: readonly Value[] | null, count: Dim): Value {
  return cx.object(indexClass, {
    [arrayAttribute]: arrayOf('numpy', shapeOf([labels ? labels.length : count]), labels?.every((l) => l.kind === 'str') ? 'str' : null),
    '#items': labels ? tuple(labels) : unknown,
  });
}

export function classOf(cx: CallContext, value: Value): string | null {
  const object = objectOf(cx, value);
  return object?.kind === 'object' ? object.cls : null;
}

export function arrayIn(cx: CallContext, self: Value): TensorValue {
  const array = cx.attr(self, arrayAttribute);
  return array?.kind === 'tensor' ? array : arrayOf('numpy', null, null);
}

export function rowsOf(cx: CallContext, self: Value): Dim {
  return dimAt(arrayIn(cx, self).shape, 0);
}

/** The frame behind a value. Labels that a program set itself (`df.columns = […]`) count. */
export function readFrame(cx: CallContext, self: Value): Frame {
  const array = arrayIn(cx, self);
  const columns = cx.attr(self, '#columns');
  const own = cx.attr(self, 'columns');
  const given = own === undefined ? null : cx.iterate(own);
  const kept = columns?.kind === 'tuple' ? columns.items : null;
  const width = dimAt(array.shape, 1);
  const labels = own === undefined ? kept : given && (given.length === width || typeof width !== 'number') ? given : null;
  const [dtypes, distinct] = [cx.attr(self, '#dtypes'), cx.attr(self, '#distinct')];
  return {
    rows: dimAt(array.shape, 0),
    width: labels ? labels.length : width,
    labels: labels?.every((label) => keyOf(label) !== null) ? labels : null,
    ranges: array.columns?.map((range, i) => (range && kept && isReplaced(cx, self, kept[i]) ? null : range)) ?? null,
    dtypes: dtypes?.kind === 'tuple' ? dtypes.items.map((item) => (item.kind === 'str' ? item.value : null)) : null,
    distinct:
      distinct?.kind === 'tuple' ? distinct.items.map((n) => (n.kind === 'int' && typeof n.value === 'number' ? n.value : null)) : null,
    dtype: array.dtype,
  };
}

/** `frame.age = …` puts other values into the column. */
function isReplaced(cx: CallContext, self: Value, label: Value | undefined): boolean {
  return label?.kind === 'str' && label.value !== null && cx.attr(self, label.value) !== undefined;
}

/** Values of a frame or series were changed in place. */
export function forgetValues(cx: CallContext, self: Value): void {
  const array = cx.attr(self, arrayAttribute);
  if (array?.kind === 'tensor' && (array.range ?? array.columns ?? array.data))
    cx.setAttr(self, arrayAttribute, { ...array, data: null, range: null, columns: null });
}

/** The labels of a frame's columns, as its attributes tell them; null when not all are known. */
export function knownLabels(attrs: PersistentMap<string, Value>): readonly string[] | null {
  const columns = attrs.get('#columns');
  if (columns?.kind !== 'tuple' || attrs.has('#escaped') || attrs.has('columns')) return null;
  const labels = columns.items.flatMap((label) => (label.kind === 'str' && label.value !== null ? [label.value] : []));
  return columns.items.every((label) => label.kind === 'int' || (label.kind === 'str' && label.value !== null)) ? labels : null;
}

/** A label as a text that tells it from others; null when it is not known. */
export function keyOf(label: Value): string | null {
  if (label.kind === 'str') return label.value === null ? null : `s${label.value}`;
  if (label.kind === 'int') return typeof label.value === 'number' ? `i${label.value}` : null;
  return null;
}

export function positionOf(frame: Frame, label: Value): number | null {
  const key = keyOf(label);
  if (key === null || !frame.labels) return null;
  const at = frame.labels.findIndex((own) => keyOf(own) === key);
  return at < 0 ? null : at;
}

/** True when a frame has been where columns may have been added unseen. */
export function isOpen(cx: CallContext, self: Value): boolean {
  return cx.attr(self, '#escaped') !== undefined;
}

export function isFrame(cx: CallContext, value: Value): boolean {
  return classOf(cx, value) === frameClass;
}

export function isSeries(cx: CallContext, value: Value): boolean {
  return classOf(cx, value) === seriesClass;
}

/** Labels that a parameter gives: one or several. */
export function labelsIn(cx: CallContext, value: Value): readonly Value[] | null {
  if (value.kind === 'str' || value.kind === 'int') return [value];
  if (value.kind === 'unknown') return null;
  const items = cx.iterate(value);
  return items?.every((item) => keyOf(item) !== null) ? items : null;
}

/** The columns at some positions. */
export function pickColumns(frame: Frame, positions: readonly number[]): Pick<FrameParts, 'labels' | 'dtypes' | 'ranges' | 'dtype'> {
  return {
    labels: frame.labels && positions.map((i) => frame.labels![i]!),
    dtypes: frame.dtypes && positions.map((i) => frame.dtypes![i] ?? null),
    ranges: frame.ranges && positions.map((i) => frame.ranges![i] ?? null),
    ...(!frame.dtypes && frame.dtype !== 'object' && { dtype: frame.dtype }),
  };
}

export function columnDtype(frame: Frame, position: number | null): string | null {
  if (position !== null && frame.dtypes) return frame.dtypes[position] ?? null;
  return frame.dtype === 'object' ? null : frame.dtype;
}

/** A column as a series. */
export function columnAt(cx: CallContext, frame: Frame, position: number | null, rows: Dim = frame.rows): Value {
  const range = position === null ? null : (frame.ranges?.[position] ?? null);
  const dtype = columnDtype(frame, position);
  return seriesOf(cx, rows, dtype, { ...arrayOf('numpy', null, dtype), range });
}
