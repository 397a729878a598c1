import { defineMethod, flag, integer, isWhole, msg, readDims, rest, tensor, value } from '../kernel';
import type { CallContext, LibraryEntry } from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral, mulDims, productOf, subDims, unknownDim, formatDim } from '../../values/dim';
import { formatShape } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { int, none, tuple, unknown } from '../../values/value';
import { array, arrayWith, axisOf, broadcastOf, differ, dimsOf, intoOut, isGiven, meanOf, numpyOp, promoteValues } from './arrays';
import { diagonalOf } from './creation';
import { indicesOf, trueCount } from './ufuncs';

const lastAxis: Value = { kind: 'int', value: -1 };

/** Sorting keeps the shape along an axis, and flattens without one. */
function sorting(name: string, summary: string, isIndex: boolean, extra: readonly string[]): LibraryEntry[] {
  const hasKth = name.includes('partition');
  return numpyOp({
    name: `numpy.${name}`,
    summary,
    params: { a: tensor(), ...(hasKth && { kth: value() }), axis: value(lastAxis, '-1') },
    otherParams: extra,
    keywordParams: name.includes('sort') ? ['stable'] : [],
    isMethodToo: isIndex,
    codes: ['axis-out-of-range'],
    call({ a, axis }, cx) {
      // Positions are asked of a single number as of an array with one.
      const known = dimsOf(a.shape);
      const own = isIndex && known?.length === 0 ? [1] : known;
      if (axis.kind === 'int') axisOf(cx, axis.value, own?.length ?? null, a);
      const shape = axis.kind === 'none' ? [own ? productOf(own) : unknownDim] : axis.kind === 'int' ? own : null;
      const data = !isIndex && !hasKth && own?.length === 1 && a.data ? [...a.data].sort((x, y) => x - y) : null;
      return array(shape, isIndex ? 'int64' : a.dtype, { data, range: isIndex ? null : (a.range ?? null) });
    },
    examples: [
      `np.${name}(np.ones((2, 3))${hasKth ? ', 1' : ''})  #> [2, 3]`,
      `np.${name}(np.ones((2, 3))${hasKth ? ', 1' : ''}, axis=2)  #! error[axis-out-of-range]: no axis 2`,
    ],
  });
}

/** Different values: how many there are is known only of known elements. */
function distinct(x: TensorValue): readonly number[] | null {
  return x.data ? [...new Set(x.data)].sort((a, b) => a - b) : null;
}

function unique(cx: CallContext, x: TensorValue, wants: readonly (boolean | null)[], axis: Value): Value {
  if (wants.includes(null)) return unknown;
  const own = dimsOf(x.shape);
  const found = axis.kind === 'none' ? distinct(x) : null;
  const n: Dim = found ? found.length : cx.symbol('classes');
  const range = x.range ?? null;
  const place = axis.kind === 'int' ? axisOf(cx, axis.value, own?.length ?? null, x) : null;
  const values =
    axis.kind === 'none'
      ? array([n], x.dtype, { data: found, range })
      : array(own && place !== null ? own.map((d, i) => (i === place ? n : d)) : null, x.dtype, { range });
  const inverse = axis.kind === 'none' ? arrayWith(x.shape, 'int64') : array(own && place !== null ? [own[place]!] : null, 'int64');
  const more = [array([n], 'int64'), inverse, array([n], 'int64')].filter((_, i) => wants[i]);
  return more.length ? tuple([values, ...more]) : values;
}

function sets(name: string, summary: string, isPair: boolean): LibraryEntry[] {
  return numpyOp({
    name: `numpy.${name}`,
    summary,
    params: {
      ar1: value(),
      ar2: value(),
      ...(name === 'union1d' ? {} : { assume_unique: flag(false) }),
      ...(isPair ? { return_indices: flag(false) } : {}),
    },
    call(args, cx) {
      const [a, b] = [args.ar1, args.ar2].map((v) => tensor().read(v, cx.heap)) as [TensorValue, TensorValue];
      const type = name === 'setdiff1d' ? a.dtype : promoteValues([a, b], cx.heap);
      const f = {
        union1d: (x: Set<number>, y: Set<number>) => [...new Set([...x, ...y])],
        intersect1d: (x: Set<number>, y: Set<number>) => [...x].filter((n) => y.has(n)),
        setdiff1d: (x: Set<number>, y: Set<number>) => [...x].filter((n) => !y.has(n)),
        setxor1d: (x: Set<number>, y: Set<number>) => [...[...x].filter((n) => !y.has(n)), ...[...y].filter((n) => !x.has(n))],
      }[name]!;
      const data = a.data && b.data ? f(new Set(a.data), new Set(b.data)).sort((x, y) => x - y) : null;
      const out = array([data ? data.length : unknownDim], type, { data });
      const wants = (args as { return_indices?: boolean | null }).return_indices;
      return wants === true
        ? tuple([out, array(dimsOf(out.shape), 'int64'), array(dimsOf(out.shape), 'int64')])
        : wants === null
          ? unknown
          : out;
    },
    examples: [`np.${name}([1, 2, 3], [2, 3, 4])  #> [${{ union1d: 4, intersect1d: 2, setdiff1d: 1, setxor1d: 2 }[name]!}]`],
  });
}

/** The elements of an axis at given positions. */
function taken(cx: CallContext, x: TensorValue, indices: TensorValue, axis: Value): TensorValue {
  const own = dimsOf(x.shape);
  const at = dimsOf(indices.shape);
  const range = x.range ?? null;
  if (axis.kind === 'none') {
    const data =
      x.data && indices.data?.every((i) => i >= -x.data!.length && i < x.data!.length) ? indices.data.map((i) => x.data!.at(i)!) : null;
    return array(at, x.dtype, { range, data });
  }
  const place = axis.kind === 'int' ? axisOf(cx, axis.value, own?.length ?? null, x) : null;
  if (own && place !== null && indices.data && isLiteral(own[place]!)) {
    const n = own[place];
    const outside = indices.data.find((i) => i >= n || i < -n);
    if (outside !== undefined)
      cx.report(
        'axis-out-of-range',
        msg('There is no element {0} on axis {1}, which has {2}: {3}', outside, place, n, formatShape(x.shape)),
        { at: 'indices', from: [x] },
      );
  }
  return array(own && at && place !== null ? [...own.slice(0, place), ...at, ...own.slice(place + 1)] : null, x.dtype, { range });
}

function diagonal(cx: CallContext, x: TensorValue, offset: Dim, axis1: Dim, axis2: Dim): readonly Dim[] | null {
  const own = dimsOf(x.shape);
  if (own && own.length < 2) {
    cx.report('rank-mismatch', msg('{0} takes an array of at least {1} axes, it gets {2}', cx.label, 2, own.length), { from: [x] });
    return null;
  }
  const i = axisOf(cx, axis1, own?.length ?? null, x, 'axis1');
  const j = i === null ? null : axisOf(cx, axis2, own?.length ?? null, x, 'axis2');
  if (!own || i === null || j === null) return null;
  return [...own.filter((_, k) => k !== i && k !== j), diagonalOf(own[i]!, own[j]!, offset)];
}

function differences(cx: CallContext, x: TensorValue, n: Dim, axis: Dim, added: number | null): TensorValue {
  const own = dimsOf(x.shape);
  if (own?.length === 0) {
    cx.report('rank-mismatch', msg('{0} takes an array of at least {1} axes, it gets {2}', cx.label, 1, 0), { at: 'a', from: [x] });
    return array(null, x.dtype);
  }
  const place = axisOf(cx, axis, own?.length ?? null, x);
  const less = (d: Dim): Dim => {
    if (!isLiteral(n) || added === null) return unknownDim;
    const left = subDims(d, n - added);
    return isLiteral(left) ? Math.max(0, left) : left;
  };
  return array(own && place !== null ? own.map((d, i) => (i === place ? less(d) : d)) : null, x.dtype);
}

/** Numbers of a text file: rows and columns, or one axis where there is but one of either. */
const table: TensorValue = { ...array(null, null), mostAxes: 2 };

const wholePart: readonly (readonly [name: string, summary: string, result: (cx: CallContext) => Value])[] = [
  ['set_printoptions', 'Sets how arrays are printed.', () => none],
  ['get_printoptions', 'How arrays are printed.', () => unknown],
  ['printoptions', 'Sets how arrays are printed inside a with statement.', () => unknown],
  ['seterr', 'Sets what happens at floating-point errors.', () => unknown],
  ['geterr', 'What happens at floating-point errors.', () => unknown],
  ['errstate', 'Sets what happens at floating-point errors inside a with statement.', () => unknown],
  ['save', 'Writes an array to a file.', () => none],
  ['savez', 'Writes several arrays to a file.', () => none],
  ['savez_compressed', 'Writes several arrays to a compressed file.', () => none],
  ['savetxt', 'Writes an array to a text file.', () => none],
  ['array2string', 'An array as text.', () => ({ kind: 'str', value: null })],
  ['array_str', 'An array as text.', () => ({ kind: 'str', value: null })],
  ['array_repr', 'An array as text that shows its type.', () => ({ kind: 'str', value: null })],
  ['shares_memory', 'Whether two arrays share memory.', () => ({ kind: 'bool', value: null })],
  ['may_share_memory', 'Whether two arrays might share memory.', () => ({ kind: 'bool', value: null })],
  ['copyto', 'Copies values into an array.', () => none],
  ['put', 'Sets elements of the flattened array.', () => none],
  ['place', 'Sets the elements where a condition holds.', () => none],
  ['putmask', 'Sets the elements where a mask holds.', () => none],
  ['put_along_axis', 'Sets the elements at positions along an axis.', () => none],
  ['fill_diagonal', 'Sets the diagonal of an array.', () => none],
  ['vectorize', 'A function applied to each element.', () => unknown],
  ['frompyfunc', 'A function of the language as one on arrays.', () => unknown],
  ['iterable', 'Whether a value can be iterated.', () => ({ kind: 'bool', value: null })],
  ['load', 'An array, or several, read from a file.', () => ({ kind: 'unknown', path: 'numpy.load()' })],
  ['fromstring', 'Numbers read from a text.', () => array([unknownDim], null)],
  ['fromfile', 'Numbers read from a file.', () => array([unknownDim], null)],
  ['loadtxt', 'Numbers read from a text file.', () => table],
  ['genfromtxt', 'Numbers read from a text file, with missing ones.', () => table],
  ['memmap', 'An array that lies in a file.', () => array(null, null)],
];

/** Functions that change their first argument. */
const inPlace = new Set(['copyto', 'put', 'place', 'putmask', 'put_along_axis', 'fill_diagonal']);

function changed(cx: CallContext, x: TensorValue): Value {
  cx.forget(x);
  return none;
}

/** Functions that sort, search and take elements, and such as read, write or print arrays. */
export const searching: readonly LibraryEntry[] = [
  sorting('sort', 'The elements in order along an axis.', false, ['kind', 'order']),
  sorting('argsort', 'The positions that put the elements in order along an axis.', true, ['kind', 'order']),
  sorting('partition', 'The elements in such order that the k-th smallest is at its place.', false, ['kind', 'order']),
  sorting('argpartition', 'The positions that put the k-th smallest element at its place.', true, ['kind', 'order']),
  ...['sort', 'partition'].map((name) => [
    defineMethod({
      name: `numpy.ndarray.${name}`,
      params: { a: tensor(), args: rest() },
      takesAnyKeyword: true,
      call: ({ a }, cx) => changed(cx, a),
    }),
  ]),
  numpyOp({
    name: 'numpy.lexsort',
    summary: 'The positions that sort by several keys, the last one first.',
    params: { keys: tensor(), axis: integer(-1) },
    call({ keys }) {
      const own = dimsOf(keys.shape);
      return array(own && own.length > 0 ? (own.length === 1 ? [] : own.slice(1)) : null, 'int64');
    },
    examples: ['np.lexsort((np.arange(3), np.arange(3)))  #> [3]'],
  }),
  numpyOp({
    name: 'numpy.sort_complex',
    summary: 'The elements in order, as complex numbers.',
    params: { a: tensor() },
    call: ({ a }) =>
      arrayWith(
        a.shape,
        a.dtype === null ? null : /^(u?int(8|16)|bool)$/.test(a.dtype) ? 'complex64' : a.dtype === 'float32' ? 'complex64' : 'complex128',
      ),
  }),
  numpyOp({
    name: 'numpy.nonzero',
    summary: 'The indices of the elements that are not zero, an array for each axis.',
    params: { a: tensor() },
    isMethodToo: true,
    call: ({ a }) => indicesOf(a),
    examples: ['np.nonzero([0, 1, 1])[0]  #> [2]'],
  }),
  numpyOp({
    name: 'numpy.flatnonzero',
    summary: 'The positions of the elements that are not zero in the flattened array.',
    params: { a: tensor() },
    call: ({ a }) => array([trueCount(a)], 'int64'),
    examples: ['np.flatnonzero([0, 1, 1])  #> [2]'],
  }),
  numpyOp({
    name: 'numpy.argwhere',
    summary: 'The indices of the elements that are not zero, a row for each.',
    params: { a: tensor() },
    call: ({ a }) => array([trueCount(a), dimsOf(a.shape)?.length ?? unknownDim], 'int64'),
    examples: ['np.argwhere([[0, 1], [1, 1]])  #> [3, 2]'],
  }),
  numpyOp({
    name: 'numpy.searchsorted',
    summary: 'The positions at which values would be put into a sorted array.',
    params: { a: tensor(), v: tensor() },
    otherParams: ['side', 'sorter'],
    isMethodToo: true,
    codes: ['rank-mismatch'],
    call({ a, v }, cx) {
      const own = dimsOf(a.shape);
      if (own && own.length !== 1)
        cx.report('rank-mismatch', msg('{0} takes an array of one axis, it gets {1}', cx.label, own.length), { at: 'a', from: [a] });
      return arrayWith(v.shape, 'int64');
    },
    examples: ['np.searchsorted([1, 2, 3], [2, 3])  #> [2]', 'np.searchsorted([[1, 2]], 1)  #! error[rank-mismatch]: one axis'],
  }),
  numpyOp({
    name: 'numpy.digitize',
    summary: 'The bins into which values fall.',
    params: { x: tensor(), bins: tensor(), right: flag(false) },
    call: ({ x }) => arrayWith(x.shape, 'int64'),
    examples: ['np.digitize([1.5, 2.5], [1, 2, 3])  #> [2]'],
  }),
  numpyOp({
    name: 'numpy.isin',
    summary: 'Whether each element is among others.',
    params: { element: tensor(), test_elements: value() },
    otherParams: ['assume_unique', 'invert'],
    keywordParams: ['kind'],
    call: ({ element }) => arrayWith(element.shape, 'bool'),
    examples: ['np.isin([1, 2, 3], [2])  #> [3]'],
  }),
  numpyOp({
    name: 'numpy.unique',
    summary: 'The different elements in order, with positions and counts on demand.',
    params: { ar: tensor(), return_index: flag(false), return_inverse: flag(false), return_counts: flag(false), axis: value(none) },
    keywordParams: ['equal_nan', 'sorted'],
    call: (args, cx) => unique(cx, args.ar, [args.return_index, args.return_inverse, args.return_counts], args.axis),
    examples: ['np.unique([1, 1, 2])  #> [2]', 'np.unique([1, 1, 2], return_counts=True)[1]  #> [2]'],
  }),
  numpyOp({
    name: 'numpy.unique_values',
    summary: 'The different elements.',
    params: { x: tensor() },
    call: ({ x }, cx) => unique(cx, { ...x, data: x.data ?? null }, [false, false, false], none),
    examples: ['np.unique_values([1, 1, 2])  #> [2]'],
  }),
  sets('union1d', 'The elements of one of two arrays, in order.', false),
  sets('intersect1d', 'The elements of both of two arrays, in order.', true),
  sets('setdiff1d', 'The elements of one array that are not in another.', false),
  sets('setxor1d', 'The elements of exactly one of two arrays.', false),
  numpyOp({
    name: 'numpy.bincount',
    summary: 'How often each whole number from 0 occurs.',
    params: { x: value(), weights: value(none), minlength: integer(0) },
    codes: ['rank-mismatch', 'dtype-mismatch', 'dim-mismatch'],
    call({ x: given, weights, minlength }, cx) {
      const x = tensor().read(given, cx.heap);
      const own = dimsOf(x.shape);
      if (own && own.length !== 1)
        cx.report('rank-mismatch', msg('{0} takes an array of one axis, it gets {1}', cx.label, own.length), { at: 'x', from: [x] });
      // A list of fractions is rounded, an array of them is refused.
      else if (given.kind === 'tensor' && x.dtype !== null && /^(float|complex)/.test(x.dtype))
        cx.report('dtype-mismatch', msg('{0} counts whole numbers, it gets {1}', cx.label, x.dtype), { at: 'x', from: [x] });
      const w = isGiven(weights) ? dimsOf(tensor().read(weights, cx.heap).shape) : null;
      if (w?.length === 1 && own?.length === 1 && differ(w[0]!, own[0]!))
        cx.report('dim-mismatch', msg('{0}: {1} weights are given for {2} elements', cx.label, formatDim(w[0]!), formatDim(own[0]!)), {
          at: 'weights',
          from: [x],
        });
      const least = isLiteral(minlength) ? minlength : null;
      const n = x.data && least !== null ? Math.max(least, x.data.length ? Math.trunc(Math.max(...x.data)) + 1 : 0) : unknownDim;
      return array([n], isGiven(weights) ? 'float64' : 'int64');
    },
    examples: [
      'np.bincount([0, 1, 1, 3])  #> [4]',
      'np.bincount([[0, 1]])  #! error[rank-mismatch]: one axis',
      'np.bincount(np.array([0.5]))  #! error[dtype-mismatch]: float64',
      'np.bincount([0, 1], weights=[1.0])  #! error[dim-mismatch]: 1 weights',
    ],
  }),
  numpyOp({
    name: 'numpy.take',
    summary: 'The elements at given positions of an axis.',
    params: { a: tensor(), indices: tensor(), axis: value(none), out: value(none) },
    otherParams: ['mode'],
    isMethodToo: true,
    codes: ['axis-out-of-range'],
    call: (args, cx) => intoOut(args.out, taken(cx, args.a, args.indices, args.axis)),
    examples: [
      'np.take(np.ones((4, 3)), [0, 1], axis=0)  #> [2, 3]',
      'np.take(np.ones((4, 3)), [0, 4], axis=0)  #! error[axis-out-of-range]: no element 4',
    ],
  }),
  numpyOp({
    name: 'numpy.take_along_axis',
    summary: 'The elements at positions that an index array of the same rank gives.',
    params: { arr: tensor(), indices: tensor(), axis: value(lastAxis, '-1') },
    codes: ['rank-mismatch', 'axis-out-of-range'],
    call({ arr, indices, axis }, cx) {
      const [own, at] = [dimsOf(arr.shape), dimsOf(indices.shape)];
      if (axis.kind !== 'int') return array(axis.kind === 'none' ? at : null, arr.dtype, { range: arr.range ?? null });
      const place = axisOf(cx, axis.value, own?.length ?? null, arr);
      if (own && at && own.length !== at.length) {
        cx.report('rank-mismatch', msg('{0}: the array has {1} axes, the indices have {2}', cx.label, own.length, at.length), {
          at: 'indices',
          from: [arr, indices],
        });
        return array(null, arr.dtype);
      }
      return array(own && at && place !== null ? at.map((d, i) => (i === place || d !== 1 ? d : own[i]!)) : null, arr.dtype, {
        range: arr.range ?? null,
      });
    },
    examples: [
      'np.take_along_axis(np.ones((2, 3)), np.zeros((2, 1), dtype=int), axis=1)  #> [2, 1]',
      'np.take_along_axis(np.ones((2, 3)), np.zeros(2, dtype=int), axis=1)  #! error[rank-mismatch]: the indices have 1',
      'np.take_along_axis(np.ones(3), np.zeros(2, dtype=int), axis=1)  #! error[axis-out-of-range]: no axis 1',
    ],
  }),
  numpyOp({
    name: 'numpy.choose',
    summary: 'Elements of several arrays, by the number of the array.',
    params: { a: tensor(), choices: value() },
    otherParams: ['out', 'mode'],
    isMethodToo: true,
    call({ a, choices }, cx) {
      const items = cx.iterate(choices);
      return items
        ? arrayWith(
            broadcastOf(cx, [a, ...items.map((v) => tensor().read(v, cx.heap))]),
            items
              .map((v) => tensor().read(v, cx.heap))
              .reduce<string | null>(
                (d, t) => (d === null ? null : promoteValues([array([], d), t], cx.heap)),
                tensor().read(items[0] ?? none, cx.heap).dtype,
              ),
          )
        : unknown;
    },
    examples: ['np.choose([0, 1], [[1, 2], [3, 4]])  #> [2]'],
  }),
  ...(['compress', 'extract'] as const).map((name) =>
    numpyOp({
      name: `numpy.${name}`,
      summary: name === 'compress' ? 'The rows of an axis where a condition holds.' : 'The elements where a condition holds.',
      params: name === 'compress' ? { condition: tensor(), a: tensor(), axis: value(none) } : { condition: tensor(), arr: tensor() },
      otherParams: name === 'compress' ? ['out'] : [],
      call(args, cx) {
        const { condition, axis } = args as { condition: TensorValue; axis?: Value };
        const x = ((args as { a?: TensorValue }).a ?? (args as { arr?: TensorValue }).arr)!;
        const n = trueCount(condition);
        if (axis === undefined || axis.kind === 'none') return array([n], x.dtype, { range: x.range ?? null });
        const own = dimsOf(x.shape);
        const place = axis.kind === 'int' ? axisOf(cx, axis.value, own?.length ?? null, x) : null;
        return array(own && place !== null ? own.map((d, i) => (i === place ? n : d)) : null, x.dtype, { range: x.range ?? null });
      },
      examples: [`np.${name}([True, False, True], [1, 2, 3])  #> [2]`],
    }),
  ),
  numpyOp({
    name: 'numpy.diagonal',
    summary: 'The diagonals of matrices.',
    params: { a: tensor(), offset: integer(0), axis1: integer(0), axis2: integer(1) },
    isMethodToo: true,
    codes: ['rank-mismatch', 'axis-out-of-range'],
    call: (args, cx) => array(diagonal(cx, args.a, args.offset, args.axis1, args.axis2), args.a.dtype, { range: args.a.range ?? null }),
    examples: [
      'np.diagonal(np.ones((3, 4)))  #> [3]',
      'np.diagonal(np.ones(3))  #! error[rank-mismatch]: at least 2',
      'np.diagonal(np.ones((3, 4)), axis2=2)  #! error[axis-out-of-range]: no axis 2',
    ],
  }),
  numpyOp({
    name: 'numpy.trace',
    summary: 'The sums of the diagonals of matrices.',
    params: { a: tensor(), offset: integer(0), axis1: integer(0), axis2: integer(1), dtype: value(none), out: value(none) },
    isMethodToo: true,
    codes: ['rank-mismatch'],
    call(args, cx) {
      const own = diagonal(cx, args.a, args.offset, args.axis1, args.axis2);
      const { dtype: type } = args.a;
      return array(
        own && own.slice(0, -1),
        args.dtype.kind !== 'none'
          ? null
          : type === null
            ? null
            : type === 'bool'
              ? 'int64'
              : type.startsWith('uint')
                ? 'uint64'
                : isWhole(type)
                  ? 'int64'
                  : type,
      );
    },
    examples: ['np.trace(np.eye(3))  #> []', 'np.trace(np.ones(3))  #! error[rank-mismatch]: at least 2'],
  }),
  numpyOp({
    name: 'numpy.diff',
    summary: 'The differences of neighbors along an axis.',
    params: { a: tensor(), n: integer(1), axis: integer(-1), prepend: value(none), append: value(none) },
    codes: ['axis-out-of-range', 'rank-mismatch'],
    call(args, cx) {
      const counts = [args.prepend, args.append].map((v) => (v.kind === 'none' ? 0 : ['int', 'float'].includes(v.kind) ? 1 : null));
      return differences(cx, args.a, args.n, args.axis, counts.includes(null) ? null : counts.reduce<number>((a, b) => a + b!, 0));
    },
    examples: [
      'np.diff(np.arange(5))  #> [4]',
      'np.diff(np.arange(5), axis=1)  #! error[axis-out-of-range]: no axis 1',
      'np.diff(3)  #! error[rank-mismatch]: at least 1',
    ],
  }),
  numpyOp({
    name: 'numpy.ediff1d',
    summary: 'The differences of neighbors in the flattened array.',
    params: { ary: tensor(), to_end: value(none), to_begin: value(none) },
    call({ ary, to_end, to_begin }) {
      const own = dimsOf(ary.shape);
      return array([own && !isGiven(to_end) && !isGiven(to_begin) ? subDims(productOf(own), 1) : unknownDim], ary.dtype);
    },
    examples: ['np.ediff1d([1, 2, 4])  #> [2]'],
  }),
  numpyOp({
    name: 'numpy.gradient',
    summary: 'The slopes of an array along its axes.',
    params: { f: tensor(), varargs: rest() },
    keywordParams: ['axis', 'edge_order'],
    call({ f }, cx, bound) {
      const own = dimsOf(f.shape);
      const type = meanOf(f.dtype);
      const axis = bound.values.get('axis')?.value;
      const n = axis && axis.kind !== 'none' ? (axis.kind === 'int' ? 1 : null) : (own?.length ?? null);
      const each = arrayWith(f.shape, type);
      return n === null ? unknown : n === 1 ? each : tuple(Array.from({ length: n }, () => each));
    },
    examples: ['np.gradient(np.arange(5.0))  #> [5]'],
  }),
  numpyOp({
    name: 'numpy.apply_along_axis',
    summary: 'A function applied to all slices along an axis.',
    params: { func1d: value(), axis: integer(), arr: tensor(), args: rest() },
    takesAnyKeyword: true,
    call({ func1d, axis, arr }, cx) {
      const own = dimsOf(arr.shape);
      const place = axisOf(cx, axis, own?.length ?? null, arr);
      if (!own || place === null) return unknown;
      const out = cx.call(func1d, [array([own[place]!], arr.dtype)]);
      const inner = out.kind === 'unknown' ? null : tensor().read(out, cx.heap);
      const inside = inner && dimsOf(inner.shape);
      return array(inside && [...own.slice(0, place), ...inside, ...own.slice(place + 1)], inner?.dtype ?? null);
    },
    examples: ['np.apply_along_axis(np.sum, 1, np.ones((2, 3)))  #> [2]'],
  }),
  numpyOp({
    name: 'numpy.trim_zeros',
    summary: 'A vector without the zeros at its ends.',
    params: { filt: tensor(), trim: value(none), axis: value(none) },
    call: ({ filt }) => array(dimsOf(filt.shape)?.map(() => unknownDim) ?? null, filt.dtype),
  }),
  numpyOp({
    name: 'numpy.unravel_index',
    summary: 'The indices in a shape of positions in the flattened array.',
    params: { indices: tensor(), shape: value() },
    otherParams: ['order'],
    call({ indices, shape }, cx) {
      const own = readDims(shape, cx.heap);
      return own ? tuple(own.map(() => arrayWith(indices.shape, 'int64'))) : unknown;
    },
    examples: ['np.unravel_index([1, 2], (2, 3))[0]  #> [2]'],
  }),
  numpyOp({
    name: 'numpy.ravel_multi_index',
    summary: 'The positions in the flattened array of indices in a shape.',
    params: { multi_index: value(), dims: value() },
    otherParams: ['mode', 'order'],
    call({ multi_index }, cx) {
      const items = cx.iterate(multi_index);
      return items
        ? arrayWith(
            broadcastOf(
              cx,
              items.map((v) => tensor().read(v, cx.heap)),
            ),
            'int64',
          )
        : unknown;
    },
    examples: ['np.ravel_multi_index(([0, 1], [1, 2]), (2, 3))  #> [2]'],
  }),
  ...(['tril_indices', 'triu_indices'] as const).map((name) =>
    numpyOp({
      name: `numpy.${name}`,
      summary:
        name === 'tril_indices'
          ? 'The indices of the elements on and below a diagonal.'
          : 'The indices of the elements on and above a diagonal.',
      params: { n: integer(), k: integer(0), m: value(none) },
      call({ n, k, m }) {
        const isSimple = isLiteral(n) && isLiteral(k) && m.kind === 'none';
        let count = 0;
        if (isSimple && n <= 4096)
          for (let i = 0; i < n; i++)
            count += name === 'tril_indices' ? Math.min(n, Math.max(0, i + k + 1)) : n - Math.min(n, Math.max(0, i + k));
        const each = array([isSimple && n <= 4096 ? count : unknownDim], 'int64');
        return tuple([each, each]);
      },
      examples: [`np.${name}(3)[0]  #> [6]`],
    }),
  ),
  numpyOp({
    name: 'numpy.diag_indices',
    summary: 'The indices of the diagonal of an array.',
    params: { n: integer(), ndim: integer(2) },
    call: ({ n, ndim }) => (isLiteral(ndim) ? tuple(Array.from({ length: ndim }, () => array([n], 'int64'))) : unknown),
    examples: ['np.diag_indices(3)[0]  #> [3]'],
  }),
  numpyOp({
    name: 'numpy.ix_',
    summary: 'Index arrays that select a block of rows and columns.',
    params: { args: rest() },
    call({ args }, cx) {
      const sizes = args?.map((v) => tensor().read(v, cx.heap));
      return sizes
        ? tuple(
            sizes.map((x, i) =>
              array(
                sizes.map((_, j) =>
                  i === j
                    ? x.dtype === 'bool'
                      ? x.data
                        ? x.data.filter((d) => d !== 0).length
                        : unknownDim
                      : (dimsOf(x.shape)?.[0] ?? unknownDim)
                    : 1,
                ),
                x.dtype === 'bool' ? 'int64' : x.dtype,
              ),
            ),
          )
        : unknown;
    },
    examples: ['np.ix_([0, 1], [0, 2, 3])[1]  #> [1, 3]'],
  }),
  numpyOp({
    name: 'numpy.broadcast_shapes',
    summary: 'The shape to which shapes are broadcast.',
    params: { args: rest() },
    codes: ['broadcast-mismatch'],
    call({ args }, cx) {
      const shapes = args?.map((v) => readDims(v, cx.heap));
      if (!shapes?.every((s) => s !== null)) return unknown;
      const own = dimsOf(
        broadcastOf(
          cx,
          shapes.map((s) => array(s, null)),
        ),
      );
      return own ? tuple(own.map(int)) : unknown;
    },
    examples: [
      'np.ones(np.broadcast_shapes((2, 1), (3,)))  #> [2, 3]',
      'np.broadcast_shapes((2,), (3,))  #! error[broadcast-mismatch]: differ',
    ],
  }),
  numpyOp({
    name: 'numpy.broadcast_arrays',
    summary: 'Arrays repeated to one shape.',
    params: { args: rest() },
    keywordParams: ['subok'],
    codes: ['broadcast-mismatch'],
    call({ args }, cx) {
      const items = args?.map((v) => tensor().read(v, cx.heap));
      const shape = items ? broadcastOf(cx, items) : null;
      return items ? tuple(items.map((x) => arrayWith(shape, x.dtype, { range: x.range ?? null }))) : unknown;
    },
    examples: [
      'np.broadcast_arrays(np.ones((2, 1)), np.ones(3))[0]  #> [2, 3]',
      'np.broadcast_arrays(np.ones(2), np.ones(3))  #! error[broadcast-mismatch]: differ',
    ],
  }),
  numpyOp({
    name: 'numpy.shape',
    summary: 'The extents of an array.',
    params: { a: tensor() },
    call: ({ a }) => (dimsOf(a.shape) ? tuple(dimsOf(a.shape)!.map(int)) : unknown),
    examples: ['np.ones(np.shape(np.eye(3)))  #> [3, 3]'],
  }),
  numpyOp({
    name: 'numpy.ndim',
    summary: 'The number of axes of an array.',
    params: { a: tensor() },
    call: ({ a }) => int(dimsOf(a.shape)?.length ?? unknownDim),
  }),
  numpyOp({
    name: 'numpy.size',
    summary: 'The number of elements of an array, or along an axis.',
    params: { a: tensor(), axis: value(none) },
    call({ a, axis }, cx) {
      const own = dimsOf(a.shape);
      if (axis.kind === 'none') return int(own ? own.reduce<Dim>(mulDims, 1) : unknownDim);
      const place = axis.kind === 'int' ? axisOf(cx, axis.value, own?.length ?? null, a) : null;
      return int(own && place !== null ? own[place]! : unknownDim);
    },
  }),
  ...wholePart.map(([name, summary, result]) => [
    ...numpyOp({
      name: `numpy.${name}`,
      summary,
      params: { args: rest() },
      takesAnyKeyword: true,
      category: 'utility',
      call: ({ args }, cx) => (inPlace.has(name) && args?.[0]?.kind === 'tensor' ? changed(cx, args[0]) : result(cx)),
    }),
  ]),
  [
    defineMethod({
      name: 'numpy.ndarray.put',
      params: { a: tensor(), args: rest() },
      takesAnyKeyword: true,
      call: ({ a }, cx) => changed(cx, a),
    }),
  ],
  [
    defineMethod({
      name: 'numpy.ndarray.compress',
      params: { a: tensor(), condition: tensor(), axis: value(none) },
      otherParams: ['out'],
      call: ({ a, condition, axis }) =>
        axis.kind === 'none'
          ? array([condition.data ? condition.data.filter((d) => d !== 0).length : unknownDim], a.dtype)
          : array(null, a.dtype),
    }),
  ],
].flat();
