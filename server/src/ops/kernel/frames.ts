import type { Dim } from '../../values/dim';
import { unknownDim } from '../../values/dim';
import { itemCount, joinValues } from '../../values/join';
import { rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { unknown } from '../../values/value';
import { arrayAttribute, toTensor } from './arrays';
import type { CallContext } from './define';

/** Under this a sparse matrix keeps what it is as an array: functions that want arrays do not take it as one. */
export const sparseAttribute = '#sparse';

/** A list is written out item by item up to this length. */
const mostItems = 256;

/** How many samples a value holds: rows of an array or a data frame, items of a list; unknown otherwise. */
export function samplesOf(value: Value, cx: CallContext): Dim {
  const object = value.kind === 'ref' ? cx.heap.get(value.id) : undefined;
  if (object?.kind === 'list') return object.isSet ? unknownDim : itemCount(object);
  if (value.kind === 'tuple') return value.items.length;
  const array = tableArray(value, cx);
  const rank = rankOf(array.shape);
  return rank === null || rank === 0 ? unknownDim : array.shape!.dims[0]!;
}

/** The same kind of value with another number of samples, of which nothing says which they are. */
export function withSamples(value: Value, n: Dim, cx: CallContext): Value {
  if (value.kind === 'tensor') return withRows(value, n);
  if (value.kind === 'tuple' || value.kind === 'range') return someOf(value, n, cx);
  const object = value.kind === 'ref' ? cx.heap.get(value.id) : undefined;
  if (object?.kind === 'list' && !object.isSet) return someOf(value, n, cx);
  const key = object?.kind === 'object' ? [arrayAttribute, sparseAttribute].find((name) => object.attrs.has(name)) : undefined;
  const array = object?.kind === 'object' && key ? object.attrs.get(key) : undefined;
  if (object?.kind !== 'object' || array?.kind !== 'tensor') return unknown;
  return cx.alloc({ ...object, attrs: object.attrs.set(key!, withRows(array, n)) });
}

/** A table as an array, a sparse one as well. */
export function tableArray(value: Value, cx: CallContext): TensorValue {
  const sparse = value.kind === 'ref' ? cx.attr(value, sparseAttribute) : undefined;
  return sparse?.kind === 'tensor' ? sparse : toTensor(value, cx.heap);
}

function withRows(array: TensorValue, n: Dim): TensorValue {
  const { shape } = array;
  if (!shape || shape.hasPrefix || shape.dims.length === 0) return { ...array, data: null };
  return { ...array, shape: shapeOf([n, ...shape.dims.slice(1)]), data: null, range: array.range ?? null };
}

function someOf(value: Value, n: Dim, cx: CallContext): Value {
  const items = cx.iterate(value);
  const element = items?.length ? items.reduce(joinValues) : cx.elementOf(value);
  const known = typeof n === 'number' && n <= mostItems ? Array.from({ length: n }, () => element) : null;
  return cx.alloc({ kind: 'list', isSet: false, items: known, element });
}
