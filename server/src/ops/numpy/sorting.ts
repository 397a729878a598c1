import { flag, integer, msg, tensor, value } from '../kernel';
import type { CallContext, LibraryEntry } from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral, productOf, unknownDim, formatDim } from '../../values/dim';
import type { TensorValue, Value, ValueRange } from '../../values/value';
import { none, tuple, unknown } from '../../values/value';
import { array, arrayWith, axisOf, differ, dimsOf, isGiven, numpyOp, promoteValues } from './arrays';

const lastAxis: Value = { kind: 'int', value: -1 };

/** Sorting keeps the shape along an axis, and flattens without one. */
function ordering(name: string, summary: string, isIndex: boolean, extra: readonly string[]): LibraryEntry[] {
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
      const range = isIndex ? positionsIn(own) : a.range ? { ...a.range, isLoose: true } : null;
      return array(shape, isIndex ? 'int64' : a.dtype, { data, range });
    },
    examples: [
      `np.${name}(np.ones((2, 3))${hasKth ? ', 1' : ''})  #> [2, 3]`,
      `np.${name}(np.ones((2, 3))${hasKth ? ', 1' : ''}, axis=2)  #! error[axis-out-of-range]: no axis 2`,
    ],
  });
}

/** Of an array with one axis each position occurs once. */
function positionsIn(own: readonly Dim[] | null): ValueRange | null {
  const n = own?.length === 1 ? own[0]! : 0;
  return isLiteral(n) && n > 0 ? { min: 0, max: n - 1, isSorted: true } : null;
}

/** Numbers of bins: which of them occur is told by what falls beyond the outer edges. */
function binRange({ range }: TensorValue, bins: TensorValue): ValueRange | null {
  const edges = dimsOf(bins.shape);
  if (edges?.length !== 1 || !isLiteral(edges[0]!)) return null;
  const [max, least] = [edges[0], 0.02];
  if (!range || !bins.data || range.isLoose) return { min: 0, max, isLoose: true };
  const [low, high] = [Math.min(...bins.data), Math.max(...bins.data)];
  const share = (n: number): number => n / (range.max - range.min);
  const isEach = share(low - range.min) > least && share(range.max - high) > least;
  return { min: 0, max, ...(!isEach && { isLoose: true }) };
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

/** Functions that put elements in order, count them and tell them apart. */
export const sorting: readonly LibraryEntry[] = [
  ordering('sort', 'The elements in order along an axis.', false, ['kind', 'order']),
  ordering('argsort', 'The positions that put the elements in order along an axis.', true, ['kind', 'order']),
  ordering('partition', 'The elements in such order that the k-th smallest is at its place.', false, ['kind', 'order']),
  ordering('argpartition', 'The positions that put the k-th smallest element at its place.', true, ['kind', 'order']),
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
    call: ({ x, bins }) => arrayWith(x.shape, 'int64', { range: binRange(x, bins) }),
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
].flat();
