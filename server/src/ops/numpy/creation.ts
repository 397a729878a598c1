import { isArrayLike, maxData, msg, dims, dtype, flag, integer, promoteDtypes, sequenceItems, tensor, value } from '../kernel';
import type { CallContext, LibraryEntry } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, ceilDivDims, compareDims, freeDim, isLiteral, productOf, subDims, unknownDim } from '../../values/dim';
import { formatShape, shapeOf } from '../../values/shape';
import type { TensorValue, Value, ValueRange } from '../../values/value';
import { none, tuple, unknown } from '../../values/value';
import { array, arrayWith, dimsOf, dtypeOr, isGiven, numpyOp, promoteValues, sequenceOf } from './arrays';

const likeKeywords = ['device', 'like'];

function filled(shape: readonly Dim[] | null, type: string | null, cx: CallContext, element: number | null): Value {
  const negative = shape?.find((n): n is number => typeof n === 'number' && n < 0);
  if (negative !== undefined)
    cx.report('non-positive-size', msg('{0}: an extent cannot be negative: {1}', cx.label, negative), { at: 'shape' });
  const isKnown = shape && negative === undefined && !shape.includes(freeDim);
  return array(isKnown ? shape : null, dtypeOr(type, 'float64'), { range: constantRange(element) });
}

function constantRange(element: number | null): ValueRange | null {
  return element === null ? null : { min: element, max: element };
}

/** The one element of a value that is a number. */
function elementOf(x: Value): number | null {
  if (x.kind === 'int') return isLiteral(x.value) ? x.value : null;
  if (x.kind === 'float') return x.value;
  if (x.kind === 'bool') return x.value === null ? null : Number(x.value);
  return x.kind === 'tensor' && x.data?.length === 1 ? x.data[0]! : null;
}

const constants = (
  [
    ['zeros', 'An array of zeros.', 0],
    ['ones', 'An array of ones.', 1],
    ['empty', 'An array whose elements are whatever was in memory.', null],
  ] as const
).flatMap(([name, summary, element]) =>
  numpyOp({
    name: `numpy.${name}`,
    summary,
    params: { shape: dims(), dtype: dtype('float64') },
    otherParams: ['order'],
    keywordParams: likeKeywords,
    codes: ['non-positive-size'],
    call: (args, cx) => filled(args.shape, args.dtype, cx, element),
    examples: [`np.${name}((2, 3))  #> [2, 3]`, `np.${name}((2, -3))  #! error[non-positive-size]: -3`],
  }),
);

const likes = (
  [
    ['zeros_like', 'An array of zeros of the shape and type of another.', 0],
    ['ones_like', 'An array of ones of the shape and type of another.', 1],
    ['empty_like', 'An array of the shape and type of another, whose elements are whatever was in memory.', null],
  ] as const
).flatMap(([name, summary, element]) =>
  numpyOp({
    name: `numpy.${name}`,
    summary,
    params:
      name === 'empty_like'
        ? { prototype: tensor(), dtype: dtype(), order: value(none), subok: flag(true), shape: dims('None') }
        : { a: tensor(), dtype: dtype(), order: value(none), subok: flag(true), shape: dims('None') },
    keywordParams: ['device'],
    call(args, _, bound) {
      const source = (args as { a?: TensorValue; prototype?: TensorValue }).a ?? (args as { prototype?: TensorValue }).prototype!;
      return like(
        source,
        args.dtype as string | null,
        args.shape as readonly Dim[] | null,
        bound.values.has('shape'),
        constantRange(element),
      );
    },
    examples: [`np.${name}(np.eye(3))  #> [3, 3]`],
  }),
);

function like(x: TensorValue, type: string | null, shape: readonly Dim[] | null, isReshaped: boolean, range: ValueRange | null): Value {
  const own = isReshaped && shape ? shapeOf(shape) : isReshaped ? null : x.shape;
  return arrayWith(own, dtypeOr(type, x.dtype), { range });
}

/** Numbers as an element type holds them; null where they would not stay what they are. */
export function converted(x: TensorValue, type: string | null): { data: readonly number[] | null; range: ValueRange | null } {
  if (type === null) return { data: null, range: null };
  if (type === x.dtype) return { data: x.data ?? null, range: x.range ?? null };
  if (type === 'bool') return { data: x.data?.map((n) => Number(n !== 0)) ?? null, range: { min: 0, max: 1 } };
  const bounds: Readonly<Record<string, readonly [number, number]>> = {
    uint8: [0, 255],
    int8: [-128, 127],
    uint16: [0, 65535],
    int16: [-32768, 32767],
    uint32: [0, 2 ** 32 - 1],
    uint64: [0, Infinity],
  };
  const isWhole = /^u?int/.test(type);
  const change = isWhole ? Math.trunc : (n: number): number => n;
  const [low, high] = bounds[type] ?? [-Infinity, Infinity];
  const fits = (n: number): boolean => Number.isFinite(n) && change(n) >= low && change(n) <= high;
  if (!/^(u?int|float)/.test(type) || !x.range || !fits(x.range.min) || !fits(x.range.max)) return { data: null, range: null };
  return {
    data: x.data?.map(change) ?? null,
    range: isWhole && x.dtype !== null && /^float/.test(x.dtype) ? wholeRange(x.range) : x.range,
  };
}

/** What is left of numbers that are cut to whole ones. */
function wholeRange({ min, max, isContinuous, isLoose }: ValueRange): ValueRange {
  const [from, to] = [Math.trunc(min), Math.trunc(max)];
  return { min: from, max: isContinuous && to === max && to > from ? to - 1 : to, ...(isLoose && { isLoose }) };
}

export function arrayFrom(x: Value, type: string | null, cx: CallContext, ndmin: Dim = 0): Value {
  const object = x.kind === 'ref' ? cx.heap.get(x.id) : undefined;
  if (x.kind === 'none' || (object?.kind === 'list' && object.isSet) || object?.kind === 'dict') return array([], 'object');
  const source = toArray(x, cx);
  const own = dtypeOr(type, source.dtype);
  const dims = dimsOf(source.shape);
  const least = isLiteral(ndmin) ? ndmin : null;
  const shape =
    least === null ? null : dims && dims.length < least ? shapeOf([...Array<Dim>(least - dims.length).fill(1), ...dims]) : source.shape;
  return withColumns(arrayWith(shape, own, converted(source, own)), source, own);
}

/** The bounds of each column as another element type holds them. */
export function withColumns(made: TensorValue, from: TensorValue, type: string | null): TensorValue {
  if (!from.columns) return made;
  return { ...made, columns: from.columns.map((range) => converted({ ...from, data: null, range }, type).range) };
}

/** A value as an array: sequences of known items are read in the kernel, others one item at a time. */
function toArray(x: Value, cx: CallContext): TensorValue {
  const found = tensor().read(x, cx.heap);
  if (found.shape || x.kind === 'unknown' || x.kind === 'str' || isArrayLike(x, cx.heap)) return found;
  const { items, one } = sequenceOf(x, cx);
  if (!items) return dimsOf(one.shape) ? array([unknownDim, ...dimsOf(one.shape)!], one.dtype, { range: one.range ?? null }) : found;
  return tensor().read(tuple(items), cx.heap);
}

function arange(args: readonly Value[], type: string | null, cx: CallContext): Value {
  const [start, stop, step] = args as [Value, Value, Value];
  const own = dtypeOr(type, promoteValues(args, cx.heap));
  const [a, b, s] = args.map(elementOf) as [number | null, number | null, number | null];
  if (a !== null && b !== null && s !== null && s !== 0) {
    const n = Math.max(0, Math.ceil((b - a) / s));
    const data = n <= 1024 ? Array.from({ length: n }, (_, i) => a + i * s) : null;
    const range = n > 0 ? { min: Math.min(a, a + (n - 1) * s), max: Math.max(a, a + (n - 1) * s) } : null;
    return array([n], own, { data: own?.startsWith('complex') ? null : data, range });
  }
  const dimOf = (x: Value): Dim | null => (x.kind === 'int' ? x.value : null);
  const [from, to, by] = [dimOf(start), dimOf(stop), dimOf(step)];
  if (from === null || to === null || by === null || (isLiteral(by) && by <= 0)) return array([unknownDim], own);
  return array([by === 1 ? subDims(to, from) : ceilDivDims(subDims(to, from), by)], own);
}

function spaced(summary: string, name: string, params: 'linspace' | 'logspace' | 'geomspace'): LibraryEntry[] {
  return numpyOp({
    name,
    summary,
    params: {
      start: value(),
      stop: value(),
      num: integer(50),
      endpoint: flag(true),
      ...(params === 'linspace' ? { retstep: flag(false) } : params === 'logspace' ? { base: value(unknown, '10.0') } : {}),
      dtype: dtype(),
      axis: integer(0),
    },
    keywordParams: params === 'linspace' ? ['device'] : [],
    codes: ['non-positive-size'],
    call(args, cx) {
      const { start, stop, num, axis } = args;
      if (isLiteral(num) && num < 0) {
        cx.report('non-positive-size', msg('{0}: the number of elements cannot be negative: {1}', cx.label, num), { at: 'num' });
        return array([unknownDim], null);
      }
      const [a, b] = [tensor().read(start, cx.heap), tensor().read(stop, cx.heap)];
      const ends = dimsOf(a.shape)?.length === 0 && dimsOf(b.shape)?.length === 0 ? [] : null;
      const own = dtypeOr(args.dtype, promoteValues([start, stop, { kind: 'float', value: null }], cx.heap));
      const dims = ends && (axis === 0 || axis === -1) ? [num] : null;
      const [low, high] = [elementOf(start), elementOf(stop)];
      const range = params === 'linspace' && low !== null && high !== null ? { min: Math.min(low, high), max: Math.max(low, high) } : null;
      const data = params === 'linspace' && own === 'float64' && dims && isLiteral(num) ? evenly(low, high, num, args.endpoint) : null;
      const out = array(dims, own, { range, data });
      const step = (args as { retstep?: boolean | null }).retstep;
      return step === true ? tuple([out, array(ends, 'float64')]) : step === null ? unknown : out;
    },
    examples: [`np.${params}(1, 2, 5)  #> [5]`, `np.${params}(1, 2, -5)  #! error[non-positive-size]: -5`],
  });
}

/** The elements of `linspace`, in the order in which NumPy rounds. */
function evenly(low: number | null, high: number | null, num: number, endpoint: boolean | null): number[] | null {
  if (low === null || high === null || endpoint === null || num > maxData) return null;
  const parts = endpoint ? num - 1 : num;
  const step = (high - low) / parts;
  return Array.from({ length: num }, (_, i) => (i === 0 ? low : endpoint && i === num - 1 ? high : i * step + low));
}

function square(summary: string, name: string, isIdentity: boolean): LibraryEntry[] {
  return numpyOp({
    name,
    summary,
    params: isIdentity
      ? { n: integer(), dtype: dtype('float64') }
      : { N: integer(), M: value(none), k: integer(0), dtype: dtype('float64') },
    otherParams: isIdentity ? [] : ['order'],
    keywordParams: isIdentity ? ['like'] : likeKeywords,
    codes: ['non-positive-size'],
    call(args, cx) {
      const { n, N, M } = args as { n?: Dim; N?: Dim; M?: Value };
      const rows = n ?? N!;
      const columns = M === undefined || M.kind === 'none' ? rows : M.kind === 'int' ? M.value : unknownDim;
      const negative = [rows, columns].find((d) => isLiteral(d) && d < 0);
      if (negative !== undefined && isLiteral(negative))
        cx.report('non-positive-size', msg('{0}: an extent cannot be negative: {1}', cx.label, negative), { at: isIdentity ? 'n' : 'N' });
      return array(negative === undefined ? [rows, columns] : null, dtypeOr(args.dtype as string | null, 'float64'), {
        range: { min: 0, max: 1 },
      });
    },
    examples: [`np.${name.slice(6)}(3)  #> [3, 3]`, `np.${name.slice(6)}(-3)  #! error[non-positive-size]: -3`],
  });
}

/** Parts of different shapes make no array. */
function refuseRagged(value: Value, type: string | null, cx: CallContext): void {
  if (type === null || type === 'object') return;
  const items = sequenceItems(value, cx.heap);
  if (!items || items.length < 2 || items.length > 256) return;
  let first: readonly Dim[] | null = null;
  for (const item of items) {
    const own = shapeOfPart(item, cx, 0);
    if (!own) continue;
    first ??= own;
    const isOther = own.length !== first.length || own.some((d, i) => compareDims(d, first![i]!) === 'different');
    if (!isOther) continue;
    const message = msg(
      '{0}: the parts have different shapes: {1} and {2}',
      cx.label,
      formatShape(shapeOf(first)),
      formatShape(shapeOf(own)),
    );
    cx.raise('ValueError', 'dim-mismatch', message);
    return;
  }
}

/** Null where it is not known. */
function shapeOfPart(value: Value, cx: CallContext, depth: number): readonly Dim[] | null {
  if (value.kind === 'int' || value.kind === 'float' || value.kind === 'bool' || value.kind === 'str') return [];
  if (value.kind === 'tensor') return value.dtype === 'object' ? null : dimsOf(value.shape);
  const items = sequenceItems(value, cx.heap);
  if (!items || depth > 3) return null;
  if (items.length === 0) return [0];
  const parts = items.slice(0, 64).map((item) => shapeOfPart(item, cx, depth + 1));
  const [inner] = parts;
  const isEven = inner && parts.every((part) => part && part.length === inner.length && part.every((d, i) => d === inner[i]));
  return isEven ? [items.length, ...inner] : null;
}

const copies = (
  ['array', 'asarray', 'asanyarray', 'ascontiguousarray', 'asfortranarray', 'asarray_chkfinite', 'copy', 'require'] as const
).flatMap((name) =>
  numpyOp({
    name: `numpy.${name}`,
    summary: {
      array: 'An array of numbers, nested sequences or other arrays.',
      asarray: 'A value as an array, without a copy where it is one.',
      asanyarray: 'A value as an array, without a copy where it is one or a subclass.',
      ascontiguousarray: 'A value as an array that lies in memory row by row, with at least one axis.',
      asfortranarray: 'A value as an array that lies in memory column by column, with at least one axis.',
      asarray_chkfinite: 'A value as an array; refuses NaN and infinity.',
      copy: 'A copy of an array.',
      require: 'A value as an array that meets requirements of its memory.',
    }[name],
    params: name === 'array' ? { object: value(), dtype: dtype() } : name === 'copy' ? { a: value() } : { a: value(), dtype: dtype() },
    otherParams: {
      array: [],
      asarray: ['order'],
      asanyarray: ['order'],
      ascontiguousarray: [],
      asfortranarray: [],
      asarray_chkfinite: ['order'],
      copy: ['order', 'subok'],
      require: ['requirements'],
    }[name],
    keywordParams: {
      array: ['copy', 'order', 'subok', 'ndmin', 'ndmax', 'like'],
      asarray: ['device', 'copy', 'like'],
      asanyarray: ['device', 'copy', 'like'],
      ascontiguousarray: ['like'],
      asfortranarray: ['like'],
      asarray_chkfinite: [],
      copy: [],
      require: ['like'],
    }[name],
    call(args, cx, bound) {
      const given = args as { object?: Value; a?: Value; dtype?: string | null };
      const ndmin = bound.values.get('ndmin')?.value;
      if (name === 'array' || name === 'asarray') refuseRagged(given.object ?? given.a!, given.dtype ?? 'absent', cx);
      const least = name.startsWith('asc') && name !== 'asarray_chkfinite' ? 1 : name === 'asfortranarray' ? 1 : 0;
      return arrayFrom(
        given.object ?? given.a!,
        given.dtype === undefined ? 'absent' : given.dtype,
        cx,
        ndmin ? (ndmin.kind === 'int' ? ndmin.value : unknownDim) : least,
      );
    },
    examples: [`np.${name}([[1, 2, 3], [4, 5, 6]])  #> [2, 3]`],
  }),
);

/** Arrays made from numbers, sequences, functions and other arrays. */
export const creation: readonly LibraryEntry[] = [
  constants,
  likes,
  copies,
  numpyOp({
    name: 'numpy.full',
    summary: 'An array of one value.',
    params: { shape: dims(), fill_value: value(), dtype: dtype() },
    otherParams: ['order'],
    keywordParams: likeKeywords,
    codes: ['non-positive-size'],
    call(args, cx) {
      const fill = tensor().read(args.fill_value, cx.heap);
      return filled(args.shape, dtypeOr(args.dtype, fill.dtype) ?? null, cx, elementOf(args.fill_value));
    },
    examples: ['np.full((2, 3), 7)  #> [2, 3]', 'np.full((2, -3), 7)  #! error[non-positive-size]: -3'],
  }),
  numpyOp({
    name: 'numpy.full_like',
    summary: 'An array of one value, of the shape and type of another.',
    params: { a: tensor(), fill_value: value(), dtype: dtype(), order: value(none), subok: flag(true), shape: dims('None') },
    keywordParams: ['device'],
    call: (args, _, bound) => like(args.a, args.dtype, args.shape, bound.values.has('shape'), constantRange(elementOf(args.fill_value))),
    examples: ['np.full_like(np.eye(3), 7)  #> [3, 3]'],
  }),
  numpyOp({
    name: 'numpy.arange',
    summary: 'Evenly spaced numbers from a start up to, but without, a stop.',
    params: { start: value(), stop: value(none), step: value(none), dtype: dtype() },
    keywordParams: likeKeywords,
    call(args, cx) {
      const zero: Value = { kind: 'int', value: 0 };
      const one: Value = { kind: 'int', value: 1 };
      const step = isGiven(args.step) ? args.step : one;
      return arange(isGiven(args.stop) ? [args.start, args.stop, step] : [zero, args.start, step], args.dtype, cx);
    },
    examples: ['np.arange(10)  #> [10]', 'np.arange(0, 1, 0.25)  #> [4]'],
  }),
  spaced('Evenly spaced numbers from a start to a stop, both included.', 'numpy.linspace', 'linspace'),
  spaced('Powers of a base whose exponents are evenly spaced.', 'numpy.logspace', 'logspace'),
  spaced('Numbers of which each is the one before times the same factor.', 'numpy.geomspace', 'geomspace'),
  square('A matrix with ones on a diagonal and zeros elsewhere.', 'numpy.eye', false),
  square('The square matrix with ones on the diagonal.', 'numpy.identity', true),
  numpyOp({
    name: 'numpy.tri',
    summary: 'A matrix with ones on and below a diagonal.',
    params: { N: integer(), M: value(none), k: integer(0), dtype: dtype('float64') },
    keywordParams: ['like'],
    call: (args) =>
      array([args.N, args.M.kind === 'none' ? args.N : args.M.kind === 'int' ? args.M.value : unknownDim], dtypeOr(args.dtype, 'float64'), {
        range: { min: 0, max: 1 },
      }),
    examples: ['np.tri(3)  #> [3, 3]'],
  }),
  ...(['tril', 'triu'] as const).map((name) =>
    numpyOp({
      name: `numpy.${name}`,
      summary:
        name === 'tril'
          ? 'The elements of matrices on and below a diagonal, zeros elsewhere.'
          : 'The elements of matrices on and above a diagonal, zeros elsewhere.',
      params: { m: tensor(), k: integer(0) },
      call({ m }) {
        const own = dimsOf(m.shape);
        return own?.length === 1
          ? array([own[0]!, own[0]!], m.dtype)
          : own?.length === 0
            ? array(null, m.dtype)
            : arrayWith(m.shape, m.dtype);
      },
      examples: [`np.${name}(np.ones((3, 3)))  #> [3, 3]`],
    }),
  ),
  numpyOp({
    name: 'numpy.diag',
    summary: 'The diagonal of a matrix, or a matrix with a given diagonal.',
    params: { v: tensor(), k: integer(0) },
    codes: ['rank-mismatch'],
    call({ v, k }, cx) {
      const own = dimsOf(v.shape);
      if (!own || !isLiteral(k)) return array(null, v.dtype);
      if (own.length === 1) return array([addDims(own[0]!, Math.abs(k)), addDims(own[0]!, Math.abs(k))], v.dtype);
      if (own.length === 2) return array([diagonalOf(own[0]!, own[1]!, k)], v.dtype, { range: v.range ?? null });
      cx.report('rank-mismatch', msg('{0} takes an array of one or two axes, it gets {1}', cx.label, own.length), { at: 'v', from: [v] });
      return array(null, v.dtype);
    },
    examples: [
      'np.diag([1, 2, 3])  #> [3, 3]',
      'np.diag(np.ones((3, 4)))  #> [3]',
      'np.diag(np.ones((2, 2, 2)))  #! error[rank-mismatch]: one or two axes',
    ],
  }),
  numpyOp({
    name: 'numpy.diagflat',
    summary: 'A matrix with all elements of an array on a diagonal.',
    params: { v: tensor(), k: integer(0) },
    call({ v, k }) {
      const own = dimsOf(v.shape);
      const n = own && isLiteral(k) ? addDims(productOf(own), Math.abs(k)) : unknownDim;
      return array([n, n], v.dtype);
    },
    examples: ['np.diagflat([[1, 2], [3, 4]])  #> [4, 4]'],
  }),
  numpyOp({
    name: 'numpy.vander',
    summary: 'The matrix whose columns are powers of a vector.',
    params: { x: tensor(), N: value(none), increasing: flag(false) },
    call({ x, N }) {
      const own = dimsOf(x.shape);
      return own?.length === 1
        ? array([own[0]!, N.kind === 'none' ? own[0]! : N.kind === 'int' ? N.value : unknownDim], promoteDtypes(x.dtype, 'int64'))
        : array(null, null);
    },
    examples: ['np.vander([1, 2, 3], 2)  #> [3, 2]'],
  }),
  numpyOp({
    name: 'numpy.fromfunction',
    summary: 'An array whose elements a function computes from their indices.',
    params: { function: value(), shape: dims() },
    keywordParams: ['dtype', 'like'],
    call(args, cx, bound) {
      const own = args.shape;
      const type = bound.values.has('dtype') ? dtype().read(bound.values.get('dtype')!.value, cx.heap) : 'float64';
      if (!own) return unknown;
      return cx.call(
        args.function,
        own.map(() => array(own, dtypeOr(type, 'float64'))),
      );
    },
    examples: ['np.fromfunction(lambda i, j: i + j, (3, 4))  #> [3, 4]'],
  }),
  numpyOp({
    name: 'numpy.frombuffer',
    summary: 'The bytes of a buffer as an array of one axis.',
    params: { buffer: value(), dtype: dtype('float64'), count: integer(-1), offset: integer(0) },
    keywordParams: ['like'],
    call: (args) => array([isLiteral(args.count) && args.count >= 0 ? args.count : unknownDim], dtypeOr(args.dtype, 'float64')),
  }),
  numpyOp({
    name: 'numpy.fromiter',
    summary: 'The items of something that can be iterated as an array of one axis.',
    params: { iter: value(), dtype: dtype(), count: integer(-1) },
    keywordParams: ['like'],
    call(args, cx) {
      const items = cx.iterate(args.iter);
      return array(
        [isLiteral(args.count) && args.count >= 0 ? args.count : items ? items.length : unknownDim],
        args.dtype === 'absent' ? null : args.dtype,
      );
    },
    examples: ['np.fromiter(range(5), dtype=float)  #> [5]'],
  }),
  numpyOp({
    name: 'numpy.indices',
    summary: 'The indices of all elements of a grid, an array for each axis.',
    params: { dimensions: dims(), dtype: dtype('int64'), sparse: flag(false) },
    call(args) {
      const own = args.dimensions;
      const type = dtypeOr(args.dtype, 'int64');
      if (!own || args.sparse === null) return unknown;
      if (args.sparse)
        return tuple(
          own.map((n, i) =>
            array(
              own.map((_, j) => (i === j ? n : 1)),
              type,
            ),
          ),
        );
      return array([own.length, ...own], type);
    },
    examples: ['np.indices((2, 3))  #> [2, 2, 3]'],
  }),
  numpyOp({
    name: 'numpy.meshgrid',
    summary: 'The coordinates of all points of a grid, an array for each axis.',
    params: { xi: { ...value(), kind: 'rest' as const, isRequired: false } },
    keywordParams: ['copy', 'sparse', 'indexing'],
    call({ xi }, cx, bound) {
      if (xi.kind !== 'tuple') return unknown;
      const vectors = xi.items.map((x) => tensor().read(x, cx.heap));
      const sizes = vectors.map((x) => (dimsOf(x.shape) ? productOf(dimsOf(x.shape)!) : unknownDim));
      const [sparse, indexing] = ['sparse', 'indexing'].map((key) => bound.values.get(key)?.value);
      const swaps = !indexing || (indexing.kind === 'str' && indexing.value === 'xy');
      if ((indexing && indexing.kind !== 'str') || (sparse && sparse.kind !== 'bool')) return unknown;
      const isSparse = sparse?.kind === 'bool' && sparse.value === true;
      const place = (i: number): number => (swaps && sizes.length > 1 && i < 2 ? 1 - i : i);
      const order = sizes.map((_, i) => sizes[place(i)]!);
      return tuple(
        vectors.map((x, i) => array(isSparse ? order.map((n, j) => (j === place(i) ? n : 1)) : order, x.dtype, { range: x.range ?? null })),
      );
    },
    examples: ['np.meshgrid(np.arange(3), np.arange(4))[0]  #> [4, 3]'],
  }),
].flat();

/** How many elements a diagonal of a matrix has. */
export function diagonalOf(rows: Dim, columns: Dim, offset: Dim): Dim {
  if (!isLiteral(rows) || !isLiteral(columns) || !isLiteral(offset)) return offset === 0 && rows === columns ? rows : unknownDim;
  return Math.max(0, offset >= 0 ? Math.min(rows, columns - offset) : Math.min(rows + offset, columns));
}
