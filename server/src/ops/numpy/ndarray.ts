import { defineMethod, defineProperty, dtype, isWhole, objectOf, rest, tensor, text, value } from '../kernel';
import type { CallContext, LibraryEntry } from '../kernel';
import { isLiteral, mulDims, productOf, unknownDim } from '../../values/dim';
import type { Dim } from '../../values/dim';
import type { TensorValue, Value } from '../../values/value';
import { int, none, unknown } from '../../values/value';
import { array, arrayWith, dimsOf, dtypeOr, sizeOf } from './arrays';
import { withColumns, converted } from './creation';
import { transposed } from './reshaping';

const widths: Readonly<Record<string, number>> = {
  bool: 1,
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  float16: 2,
  int32: 4,
  uint32: 4,
  float32: 4,
  int64: 8,
  uint64: 8,
  float64: 8,
  complex64: 8,
  complex128: 16,
};

function asTensor(self: Value): TensorValue {
  return self.kind === 'tensor' ? self : array(null, null);
}

/** An element as the language's own number. */
function scalarOf(type: string | null, element: number | null): Value {
  if (type === null) return unknown;
  if (type === 'bool') return { kind: 'bool', value: element === null ? null : element !== 0 };
  if (isWhole(type)) return int(element ?? unknownDim);
  return type.startsWith('float') ? { kind: 'float', value: element } : unknown;
}

/** Nested lists up to this many numbers are spelled out. */
const maxListed = 256;

function nested(cx: CallContext, x: TensorValue, own: readonly Dim[] | null, from: number): Value {
  if (!own) return unknown;
  if (own.length === 0) return scalarOf(x.dtype, x.data?.[from] ?? null);
  const [n, ...rest] = own;
  const size = sizeOf(own);
  const isSmall = size !== null && size <= maxListed && isLiteral(n!);
  const width = isSmall ? (sizeOf(rest) ?? 0) : 0;
  const items = isSmall ? Array.from({ length: n }, (_, i) => nested(cx, x, rest, from + i * width)) : null;
  return cx.alloc({ kind: 'list', isSet: false, items, element: items ? unknown : nested(cx, { ...x, data: null }, rest, 0) });
}

function countOf(x: TensorValue): Dim {
  const own = dimsOf(x.shape);
  return own ? productOf(own) : unknownDim;
}

const properties: readonly LibraryEntry[] = [
  defineProperty('numpy.ndarray.T', (self) => {
    const own = dimsOf(asTensor(self).shape);
    return transposed(asTensor(self), own && own.map((_, i) => own.length - 1 - i));
  }),
  defineProperty('numpy.ndarray.mT', (self) => {
    const own = dimsOf(asTensor(self).shape);
    return transposed(
      asTensor(self),
      own && own.length >= 2 ? own.map((_, i) => (i >= own.length - 2 ? 2 * own.length - 3 - i : i)) : null,
    );
  }),
  defineProperty('numpy.ndarray.size', (self) => int(countOf(asTensor(self)))),
  defineProperty('numpy.ndarray.ndim', (self) => int(dimsOf(asTensor(self).shape)?.length ?? unknownDim)),
  defineProperty('numpy.ndarray.itemsize', (self) => int(widths[asTensor(self).dtype ?? ''] ?? unknownDim)),
  defineProperty('numpy.ndarray.nbytes', (self) => int(mulDims(countOf(asTensor(self)), widths[asTensor(self).dtype ?? ''] ?? unknownDim))),
  // Comparing element types is left open; as an argument the path says which it is.
  defineProperty('numpy.ndarray.dtype', (self) => ({
    kind: 'unknown',
    path: asTensor(self).dtype === null ? null : `numpy.${asTensor(self).dtype!}`,
  })),
  defineProperty('numpy.ndarray.flat', (self) =>
    array([countOf(asTensor(self))], asTensor(self).dtype, { data: asTensor(self).data ?? null, range: asTensor(self).range ?? null }),
  ),
  ...['real', 'imag'].map((name) =>
    defineProperty(`numpy.ndarray.${name}`, (self) => {
      const { shape, dtype: type } = asTensor(self);
      return arrayWith(shape, type === 'complex128' ? 'float64' : type === 'complex64' ? 'float32' : type);
    }),
  ),
  ...['base', 'data', 'strides', 'flags', 'ctypes', 'device'].map((name) => defineProperty(`numpy.ndarray.${name}`, () => unknown)),
];

/** What a method does to the elements is not followed. */
function changed(cx: CallContext, x: TensorValue): Value {
  cx.forget(x);
  return none;
}

const quiet = ['setflags', 'tofile', 'dump', 'itemset', 'setfield'];
const opaque = ['tobytes', 'dumps', 'getfield', 'tostring', 'byteswap', 'to_device'];

/** What arrays have beside the methods that are functions as well. */
export const ndarray: readonly LibraryEntry[] = [
  ...properties,
  defineMethod({
    name: 'numpy.ndarray.astype',
    params: { a: tensor(), dtype: dtype() },
    otherParams: ['order', 'casting', 'subok', 'copy'],
    call({ a, dtype: type }) {
      const own = dtypeOr(type, 'float64');
      return withColumns(arrayWith(a.shape, own, converted(a, own)), a, own);
    },
  }),
  defineMethod({
    name: 'numpy.ndarray.copy',
    params: { a: tensor(), order: text('C') },
    call: ({ a }) => ({
      ...arrayWith(a.shape, a.dtype, { data: a.data ?? null, range: a.range && { ...a.range } }),
      ...(a.columns && { columns: [...a.columns] }),
    }),
  }),
  defineMethod({ name: 'numpy.ndarray.__copy__', params: { a: tensor() }, call: ({ a }) => a }),
  defineMethod({
    name: 'numpy.ndarray.view',
    params: { a: tensor(), dtype: dtype() },
    otherParams: ['type'],
    call: ({ a, dtype: type }, cx, bound) =>
      // A class that inherits from arrays gives one of its own.
      objectOf(cx, bound.values.get('dtype')?.value)?.kind === 'class' || bound.values.has('type')
        ? unknown
        : type === 'absent' || type === a.dtype
          ? a
          : widths[type ?? ''] !== undefined && widths[type ?? ''] === widths[a.dtype ?? '']
            ? arrayWith(a.shape, type)
            : array(dimsOf(a.shape)?.map((d, i, all) => (i === all.length - 1 ? unknownDim : d)) ?? null, type),
  }),
  defineMethod({
    name: 'numpy.ndarray.item',
    params: { a: tensor(), args: rest() },
    call: ({ a, args }) => scalarOf(a.dtype, args?.length === 0 && a.data?.length === 1 ? a.data[0]! : null),
  }),
  defineMethod({ name: 'numpy.ndarray.tolist', params: { a: tensor() }, call: ({ a }, cx) => nested(cx, a, dimsOf(a.shape), 0) }),
  defineMethod({ name: 'numpy.ndarray.fill', params: { a: tensor(), value: value() }, call: ({ a }, cx) => changed(cx, a) }),
  defineMethod({ name: 'numpy.ndarray.resize', params: { a: tensor(), new_shape: rest() }, keywordParams: ['refcheck'], call: () => none }),
  ...quiet.map((name) =>
    defineMethod({
      name: `numpy.ndarray.${name}`,
      params: { a: tensor(), args: rest() },
      takesAnyKeyword: true,
      call: ({ a }, cx) => changed(cx, a),
    }),
  ),
  ...opaque.map((name) =>
    defineMethod({ name: `numpy.ndarray.${name}`, params: { a: tensor(), args: rest() }, takesAnyKeyword: true, call: () => unknown }),
  ),
];
