import { integer, msg, rest, tensor, value } from '../kernel';
import type { CallContext, LibraryEntry } from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral, productOf, subDims, unknownDim } from '../../values/dim';
import type { TensorValue } from '../../values/value';
import { none, tuple, unknown } from '../../values/value';
import { array, arrayWith, axisOf, dimsOf, isGiven, meanOf, numpyOp } from './arrays';

function differencesOf(cx: CallContext, x: TensorValue, n: Dim, axis: Dim, added: number | null): TensorValue {
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

/** Functions of neighbors, and of slices along an axis. */
export const differences: readonly LibraryEntry[] = [
  numpyOp({
    name: 'numpy.diff',
    summary: 'The differences of neighbors along an axis.',
    params: { a: tensor(), n: integer(1), axis: integer(-1), prepend: value(none), append: value(none) },
    codes: ['axis-out-of-range', 'rank-mismatch'],
    call(args, cx) {
      const counts = [args.prepend, args.append].map((v) => (v.kind === 'none' ? 0 : ['int', 'float'].includes(v.kind) ? 1 : null));
      return differencesOf(cx, args.a, args.n, args.axis, counts.includes(null) ? null : counts.reduce<number>((a, b) => a + b!, 0));
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
].flat();
