import { integer, msg, tensor, value } from '../kernel';
import type { CallContext, LibraryEntry } from '../kernel';
import type { Dim } from '../../values/dim';
import { floorDivDims, isLiteral, unknownDim } from '../../values/dim';
import { formatShape } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { unknown } from '../../values/value';
import { array, axisOf, dimsOf, numpyOp } from './arrays';

/** The parts of an array along an axis, as the list that NumPy gives. */
function split(cx: CallContext, x: TensorValue, sections: Value, axis: Dim, isUneven: boolean, at = 'indices_or_sections'): Value {
  const own = dimsOf(x.shape);
  const place = axisOf(cx, axis, own?.length ?? null, x);
  const part = (n: Dim): Value =>
    array(own && place !== null ? own.map((d, i) => (i === place ? n : d)) : null, x.dtype, { range: x.range ?? null });
  const list = (parts: readonly Value[] | null): Value => cx.alloc({ kind: 'list', isSet: false, items: parts, element: part(unknownDim) });
  const size = own && place !== null ? own[place]! : unknownDim;
  if (sections.kind === 'int' || (sections.kind === 'tensor' && dimsOf(sections.shape)?.length === 0)) {
    const n = sections.kind === 'int' ? sections.value : (sections.data?.[0] ?? unknownDim);
    if (!isLiteral(n) || n > 1024) return list(null);
    if (n <= 0) {
      cx.report('non-positive-size', msg('{0}: an array cannot be split into {1} parts', cx.label, n), { at, from: [x] });
      return list(null);
    }
    if (!isUneven && isLiteral(size) && size % n !== 0) {
      cx.report(
        'dim-mismatch',
        msg('{0}: {1} elements on axis {2} cannot be split into {3} equal parts: {4}', cx.label, size, place!, n, formatShape(x.shape)),
        { at, from: [x] },
      );
      return list(Array.from({ length: n }, () => part(unknownDim)));
    }
    if (isLiteral(size)) return list(Array.from({ length: n }, (_, i) => part(Math.floor(size / n) + (i < size % n ? 1 : 0))));
    return list(Array.from({ length: n }, () => part(isUneven ? unknownDim : floorDivDims(size, n))));
  }
  const bounds = tensor().read(sections, cx.heap);
  const count = dimsOf(bounds.shape);
  if (count?.length !== 1 || !isLiteral(count[0]!) || count[0] > 1024) return list(null);
  if (!bounds.data || !isLiteral(size)) return list(Array.from({ length: count[0] + 1 }, () => part(unknownDim)));
  const clip = (n: number): number => Math.min(Math.max(n < 0 ? n + size : n, 0), size);
  const cuts = [0, ...bounds.data.map(clip), size];
  return list(cuts.slice(1).map((to, i) => part(Math.max(0, to - cuts[i]!))));
}

function fixed(name: string, summary: string, axis: (rank: number) => number, least: number, example: string): LibraryEntry[] {
  return numpyOp({
    name: `numpy.${name}`,
    summary,
    params: { ary: tensor(), indices_or_sections: value() },
    codes: ['dim-mismatch', 'rank-mismatch'],
    call({ ary, indices_or_sections }, cx) {
      const own = dimsOf(ary.shape);
      if (own && own.length < least) {
        cx.report('rank-mismatch', msg('{0} takes an array of at least {1} axes, it gets {2}', cx.label, least, own.length), {
          at: 'ary',
          from: [ary],
        });
        return unknown;
      }
      return split(cx, ary, indices_or_sections, own ? axis(own.length) : unknownDim, false);
    },
    examples: [
      example,
      `np.${name}(np.ones((5, 5, 5)), 2)  #! error[dim-mismatch]: 2 equal parts`,
      `np.${name}(np.ones(${least === 1 ? '()' : least === 2 ? '4' : '(4, 4)'}), 2)  #! error[rank-mismatch]: at least ${least}`,
    ],
  });
}

/** Functions that cut an array into a list of parts. */
export const splitting: readonly LibraryEntry[] = [
  numpyOp({
    name: 'numpy.split',
    summary: 'The equal parts of an array along an axis, or those between given positions.',
    params: { ary: tensor(), indices_or_sections: value(), axis: integer(0) },
    codes: ['dim-mismatch', 'axis-out-of-range'],
    call: (args, cx) => split(cx, args.ary, args.indices_or_sections, args.axis, false),
    examples: [
      'np.split(np.ones((6, 3)), 3)[0]  #> [2, 3]',
      'np.split(np.ones((6, 3)), 4)  #! error[dim-mismatch]: 4 equal parts',
      'np.split(np.ones((6, 3)), 3, axis=2)  #! error[axis-out-of-range]: no axis 2',
    ],
  }),
  numpyOp({
    name: 'numpy.array_split',
    summary: 'The parts of an array along an axis, which need not be equal.',
    params: { ary: tensor(), indices_or_sections: value(), axis: integer(0) },
    codes: ['non-positive-size'],
    call: (args, cx) => split(cx, args.ary, args.indices_or_sections, args.axis, true),
    examples: ['np.array_split(np.ones((7, 3)), 3)[2]  #> [2, 3]', 'np.array_split(np.ones(7), 0)  #! error[non-positive-size]: 0 parts'],
  }),
  fixed(
    'hsplit',
    'The parts of an array from left to right.',
    (rank) => (rank > 1 ? 1 : 0),
    1,
    'np.hsplit(np.ones((2, 6)), 3)[0]  #> [2, 2]',
  ),
  fixed('vsplit', 'The parts of an array from top to bottom.', () => 0, 2, 'np.vsplit(np.ones((6, 2)), 3)[0]  #> [2, 2]'),
  fixed('dsplit', 'The parts of an array along its third axis.', () => 2, 3, 'np.dsplit(np.ones((2, 2, 6)), 3)[0]  #> [2, 2, 2]'),
  numpyOp({
    name: 'numpy.unstack',
    summary: 'The rows of an array along an axis, as a tuple.',
    params: { x: tensor() },
    keywordParams: ['axis'],
    call({ x }, cx, bound) {
      const own = dimsOf(x.shape);
      const given = bound.values.get('axis')?.value;
      const place = axisOf(cx, given ? (given.kind === 'int' ? given.value : unknownDim) : 0, own?.length ?? null, x);
      const n = own && place !== null ? own[place]! : unknownDim;
      if (!own || place === null || !isLiteral(n) || n > 1024) return unknown;
      const row = array(
        own.filter((_, i) => i !== place),
        x.dtype,
        { range: x.range ?? null },
      );
      return { kind: 'tuple', items: Array.from({ length: n }, () => row) };
    },
    examples: ['np.unstack(np.ones((2, 3)))[0]  #> [3]'],
  }),
].flat();
