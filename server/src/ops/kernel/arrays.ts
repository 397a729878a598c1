import type { Dim } from '../../values/dim';
import { freeDim, unknownDim } from '../../values/dim';
import { itemCount } from '../../values/join';
import type { MaybeShape } from '../../values/shape';
import { shapeOf } from '../../values/shape';
import type { Framework, Heap, TensorValue, Value, ValueRange } from '../../values/value';
import { extentOf } from '../../values/value';
import { canonicalDtype, defaultDtype, promoteDtypes } from './dtypes';

/** Elements are kept up to this many. */
export const maxData = 1024;

/** An attribute under which a library's object keeps what it is as an array (a data frame's values). */
export const arrayAttribute = '#array';

/** A tensor that no graph is built of: an array of NumPy, an eager tensor. */
export function arrayOf(
  framework: Framework,
  shape: MaybeShape,
  dtype: string | null,
  more: { readonly data?: readonly number[] | null; readonly range?: ValueRange | null } = {},
): TensorValue {
  const data = more.data && more.data.length <= maxData ? more.data : null;
  const range = more.range ?? (data?.length ? rangeOf(data) : null);
  return { kind: 'tensor', framework, shape, dtype, isSymbolic: false, producer: null, data, range };
}

export function rangeOf(data: readonly number[]): ValueRange {
  let [min, max] = [Infinity, -Infinity];
  for (const x of data) [min, max] = [Math.min(min, x), Math.max(max, x)];
  return { min, max };
}

/** A value as the array that a framework makes of it: tensors as they are, numbers, nested sequences; of unknown shape otherwise. */
export function toTensor(value: Value, heap: Heap, framework: Framework = 'numpy'): TensorValue {
  return convert(value, heap, framework, 0) ?? arrayOf(framework, null, null);
}

/** True when an element may be anything, an array too: a column of a table often holds lists or arrays. */
export function mayHoldObjects(x: TensorValue): boolean {
  return x.framework === 'numpy' && (x.dtype === 'object' || (x.dtype === null && x.shape?.dims.length === 1 && !x.shape.hasPrefix));
}

/** True when the value is certainly something that can be an array. */
export function isArrayLike(value: Value, heap: Heap): boolean {
  if (value.kind === 'tensor' || value.kind === 'tuple' || value.kind === 'range') return true;
  if (value.kind === 'int' || value.kind === 'float' || value.kind === 'bool') return true;
  const object = value.kind === 'ref' ? heap.get(value.id) : undefined;
  return object?.kind === 'list' ? !object.isSet : object?.kind === 'object' && object.attrs.has(arrayAttribute);
}

function convert(value: Value, heap: Heap, framework: Framework, depth: number): TensorValue | null {
  switch (value.kind) {
    case 'tensor':
      return value;
    case 'int':
      return arrayOf(framework, shapeOf([]), defaultDtype('int', framework), {
        data: typeof value.value === 'number' ? [value.value] : null,
      });
    case 'float':
      return arrayOf(framework, shapeOf([]), defaultDtype('float', framework), { data: value.value === null ? null : [value.value] });
    case 'bool':
      return arrayOf(framework, shapeOf([]), 'bool', { data: value.value === null ? null : [Number(value.value)] });
    case 'str':
      return arrayOf(framework, shapeOf([]), 'str');
    case 'range': {
      const { start, stop, step } = value;
      if (typeof start !== 'number' || typeof stop !== 'number' || typeof step !== 'number' || step === 0)
        return arrayOf(framework, shapeOf([start === 0 && step === 1 ? stop : unknownDim]), defaultDtype('int', framework));
      const n = Math.max(0, Math.ceil((stop - start) / step));
      const data = n <= maxData ? Array.from({ length: n }, (_, i) => start + i * step) : null;
      return arrayOf(framework, shapeOf([n]), defaultDtype('int', framework), { data });
    }
    case 'tuple':
      return stack(value.items, heap, framework, depth);
    case 'ref': {
      const object = heap.get(value.id);
      if (object?.kind === 'object') {
        const array = object.attrs.get(arrayAttribute);
        return array?.kind === 'tensor' ? array : null;
      }
      if (object?.kind !== 'list' || object.isSet) return null;
      if (object.items) return stack(object.items, heap, framework, depth);
      const element = object.element.kind === 'unknown' ? null : convert(object.element, heap, framework, depth + 1);
      if (!element) return null;
      const shape = element.shape && !element.shape.hasPrefix ? shapeOf([itemCount(object), ...element.shape.dims]) : null;
      return { ...arrayOf(framework, shape, element.dtype, { range: element.range ?? null }), isSymbolic: element.isSymbolic };
    }
    default:
      return null;
  }
}

/** An array of equal parts; what is ragged has no shape that we could tell. */
function stack(items: readonly Value[], heap: Heap, framework: Framework, depth: number): TensorValue | null {
  if (depth > 16) return null;
  if (items.length === 0) return arrayOf(framework, shapeOf([0]), defaultDtype('float', framework), { data: [] });
  const parts = items.map((item) => convert(item, heap, framework, depth + 1));
  const first = parts[0];
  if (!first || parts.some((part) => part === null)) {
    // A list with something unknown in it: its length is known all the same.
    return items.every((item) => item.kind === 'unknown') ? arrayOf(framework, { dims: [], hasPrefix: true }, null) : null;
  }
  let dims: readonly Dim[] | null = first.shape && !first.shape.hasPrefix ? first.shape.dims : null;
  let dtype = first.dtype;
  let data: number[] | null = [];
  for (const part of parts as TensorValue[]) {
    const other: readonly Dim[] | null = part.shape && !part.shape.hasPrefix ? part.shape.dims : null;
    if (!dims || !other || dims.length !== other.length) dims = null;
    else dims = dims.map((d, i) => (d === other[i] ? d : typeof d === 'number' && typeof other[i] === 'number' ? unknownDim : d));
    dtype = promoteDtypes(dtype, part.dtype);
    data = data && part.data && data.length + part.data.length <= maxData ? [...data, ...part.data] : null;
  }
  const ranges = parts.map((part) => part!.range);
  const range = ranges.every((r): r is ValueRange => !!r)
    ? {
        min: Math.min(...ranges.map((r) => r.min)),
        max: Math.max(...ranges.map((r) => r.max)),
        ...(ranges.some((r) => r.isContinuous) && { isContinuous: true }),
        ...(ranges.some((r) => r.isLoose) && { isLoose: true }),
      }
    : null;
  const isSymbolic = (parts as TensorValue[]).some((part) => part.isSymbolic);
  return { ...arrayOf(framework, dims && shapeOf([items.length, ...dims]), dtype, { data: dims ? data : null, range }), isSymbolic };
}

/** An element type as programs give it: a text, `np.float32`, `tf.int64`, `float`, or the type of an array. Null when it is not known. */
export function readDtype(value: Value): string | null {
  if (value.kind === 'str') return value.value === null ? null : canonicalDtype(value.value.toLowerCase());
  const path = value.kind === 'library' || value.kind === 'unknown' ? value.path : null;
  return path === null ? null : canonicalDtype(path.slice(path.lastIndexOf('.') + 1));
}

/** Extents given as one number, a sequence of numbers and None, or an array of numbers; null when their count is not known. */
export function readDims(value: Value, heap: Heap): readonly Dim[] | null {
  const one = extentOf(value);
  if (one !== null) return [one];
  if (value.kind === 'none') return null;
  if (value.kind === 'tensor') {
    if (value.data) return value.data;
    const n = value.shape && !value.shape.hasPrefix && value.shape.dims.length === 1 ? value.shape.dims[0] : undefined;
    return typeof n === 'number' && n <= 16 ? Array.from({ length: n }, () => unknownDim) : null;
  }
  const object = value.kind === 'ref' ? heap.get(value.id) : undefined;
  const items = value.kind === 'tuple' ? value.items : object?.kind === 'list' ? object.items : null;
  return (
    items?.map((item): Dim => {
      if (item.kind === 'none') return freeDim;
      if (item.kind === 'tensor') return item.data?.length === 1 ? item.data[0]! : unknownDim;
      return item.kind === 'int' || item.kind === 'unknown'
        ? (extentOf(item) ?? unknownDim)
        : item.kind === 'float' && item.value !== null && Number.isInteger(item.value)
          ? item.value
          : unknownDim;
    }) ?? null
  );
}
