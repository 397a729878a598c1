import { defineMethod, integer, isWhole, msg, tensor, value } from '../kernel';
import type { CallContext, LibraryEntry } from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral, unknownDim } from '../../values/dim';
import { formatShape } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { none, unknown } from '../../values/value';
import { array, arrayWith, axisOf, broadcastOf, dimsOf, intoOut, numpyOp, promoteValues } from './arrays';
import { diagonalOf } from './creation';
import { trueCount } from './ufuncs';

const lastAxis: Value = { kind: 'int', value: -1 };

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

/** Functions that take elements at positions, where a condition holds, and on diagonals. */
export const taking: readonly LibraryEntry[] = [
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
