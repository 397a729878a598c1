import type { CallContext, FunctionDef } from '../kernel';
import { flag, integer, keyword, msg, number, refuseRank, text, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, formatDim, isLiteral, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import { none, tuple } from '../../values/value';
import { axis, axisIn, namedResult, reducedShape, refuseCount, replacedAt } from './axisArguments';
import { operand, t, tensorOf, typeBy } from './operands';
import { made, torchOp } from './torchOp';

const complex = 'torch.ones(2, dtype=torch.complex64)';

/** Puts the elements along an axis in order. */
export const sort = torchOp({
  name: 'sort',
  summary: 'The elements along an axis in order, and where they were.',
  method: true,
  params: { input: t(), dim: axis(-1), descending: flag(false), stable: keyword(value(none)) },
  keywords: ['out'],
  codes: ['axis-out-of-range', 'dtype-mismatch'],
  call({ input, dim }, cx) {
    axisIn(input, dim, cx);
    const type = typeBy('===x', input.dtype, cx, 'input', [input]);
    return namedResult(cx, 'sort', [input], { values: [input.shape, type], indices: [input.shape, 'int64'] });
  },
  examples: [
    'torch.sort(torch.ones(2, 3)).values  #> [2, 3]',
    'torch.sort(torch.ones(2, 3), dim=2)  #! error[axis-out-of-range]: no axis 2',
    `torch.sort(${complex})  #! error[dtype-mismatch]: does not take`,
  ],
});

/** Where the elements along an axis stand in order. */
export const argsort = torchOp({
  name: 'argsort',
  summary: 'The positions that put the elements along an axis in order.',
  method: true,
  params: { input: t(), dim: axis(-1), descending: flag(false), stable: keyword(flag(false)) },
  codes: ['axis-out-of-range', 'dtype-mismatch'],
  call({ input, dim }, cx) {
    axisIn(input, dim, cx);
    typeBy('===x', input.dtype, cx, 'input', [input]);
    return made(cx, [input], input.shape, 'int64');
  },
  examples: [
    'torch.argsort(torch.ones(2, 3))  #> [2, 3]',
    'torch.argsort(torch.ones(2, 3), dim=2)  #! error[axis-out-of-range]: no axis 2',
    `torch.argsort(${complex})  #! error[dtype-mismatch]: does not take`,
  ],
});

/** Puts the elements along the first axis in order. */
export const msort = torchOp({
  name: 'msort',
  summary: 'The elements along the first axis in order.',
  method: true,
  params: { input: t() },
  keywords: ['out'],
  codes: ['dtype-mismatch'],
  call: ({ input }, cx) => made(cx, [input], input.shape, typeBy('===x', input.dtype, cx, 'input', [input])),
  examples: ['torch.msort(torch.ones(2, 3))  #> [2, 3]', `torch.msort(${complex})  #! error[dtype-mismatch]: does not take`],
});

/** The largest or smallest elements along an axis. */
export const topk = torchOp({
  name: 'topk',
  summary: 'The `k` largest or smallest elements along an axis, and their positions.',
  method: true,
  params: { input: t(), k: integer(), dim: axis(-1), largest: flag(true), sorted: flag(true) },
  keywords: ['out'],
  codes: ['axis-out-of-range', 'dtype-mismatch'],
  call({ input, k, dim }, cx) {
    const at = axisIn(input, dim, cx);
    if (at !== null) refuseCount(k, input, at, 0, cx);
    const type = typeBy('x==x', input.dtype, cx, 'input', [input]);
    const shape = replacedAt(input, at, k);
    return namedResult(cx, 'topk', [input], { values: [shape, type], indices: [shape, 'int64'] });
  },
  examples: [
    'torch.topk(torch.ones(2, 8), 3).indices  #> [2, 3]',
    'torch.topk(torch.ones(2, 8), 9)  #! error[axis-out-of-range]: 9 of 8',
    `torch.topk(${complex}, 1)  #! error[dtype-mismatch]: does not take`,
  ],
});

/** Of unique elements there may be any number up to all. */
function uniqueResult(
  input: TensorValue,
  dim: Dim | 'all',
  wanted: readonly [inverse: boolean | null, counts: boolean | null],
  cx: CallContext,
): ReturnType<typeof tuple> | TensorValue | null {
  const type = typeBy('===x', input.dtype, cx, 'input', [input]);
  const at = dim === 'all' ? null : axisIn(input, dim, cx);
  const n = cx.symbol('unique');
  const values = made(cx, [input], dim === 'all' ? shapeOf([n]) : replacedAt(input, at, at === null ? unknownDim : n), type);
  const [inverse, counts] = wanted;
  if (inverse === null || counts === null) return null;
  if (!inverse && !counts) return values;
  const whence: MaybeShape = dim === 'all' ? input.shape : at === null ? shapeOf([unknownDim]) : shapeOf([dimAt(input.shape, at)]);
  return tuple([
    values,
    ...(inverse ? [made(cx, [input], whence, 'int64')] : []),
    ...(counts ? [made(cx, [input], shapeOf([n]), 'int64')] : []),
  ]);
}

/** The different elements. */
export const unique = [
  ...torchOp({
    name: 'unique',
    summary: 'The different elements, of all or along an axis; which of them each was; and how often each occurs.',
    method: true,
    params: { input: t(), sorted: flag(true), return_inverse: flag(false), return_counts: flag(false), dim: axis('None') },
    codes: ['axis-out-of-range', 'dtype-mismatch'],
    call: ({ input, return_inverse, return_counts, dim }, cx) =>
      uniqueResult(input, dim, [return_inverse, return_counts], cx) ?? { kind: 'unknown', path: null },
    examples: [
      'torch.unique(torch.ones(2, 3), return_inverse=True)[1]  #> [2, 3]',
      'torch.unique(torch.ones(2, 3), dim=2)  #! error[axis-out-of-range]: no axis 2',
      `torch.unique(${complex})  #! error[dtype-mismatch]: does not take`,
    ],
  }),
  ...torchOp({
    name: 'unique_consecutive',
    summary: 'The elements without repetitions of neighbors.',
    method: true,
    params: { input: t(), return_inverse: flag(false), return_counts: flag(false), dim: axis('None') },
    codes: ['axis-out-of-range', 'dtype-mismatch'],
    call: ({ input, return_inverse, return_counts, dim }, cx) =>
      uniqueResult(input, dim, [return_inverse, return_counts], cx) ?? { kind: 'unknown', path: null },
    examples: [
      'torch.unique_consecutive(torch.ones(2, 3), return_inverse=True)[1]  #> [2, 3]',
      'torch.unique_consecutive(torch.ones(2, 3), dim=2)  #! error[axis-out-of-range]: no axis 2',
      `torch.unique_consecutive(${complex})  #! error[dtype-mismatch]: does not take`,
    ],
  }),
];

/** How often each whole number occurs. */
export const bincount = torchOp({
  name: 'bincount',
  summary: 'How often each whole number occurs, or the sum of the weights at each.',
  method: true,
  params: { input: t(), weights: value(none), minlength: integer(0) },
  codes: ['rank-mismatch', 'dim-mismatch', 'dtype-mismatch'],
  call({ input, weights, minlength }, cx) {
    refuseRank(input, 1, cx, 'input');
    typeBy('x=xx', input.dtype, cx, 'input', [input]);
    const w = weights.kind === 'tensor' ? weights : null;
    if (w && (rankOf(w.shape) ?? 1) === 1 && compareDims(dimAt(w.shape, 0), dimAt(input.shape, 0)) === 'different')
      cx.report(
        'dim-mismatch',
        msg('{0}: there are {1} weights for {2} elements', cx.label, formatDim(dimAt(w.shape, 0)), formatDim(dimAt(input.shape, 0))),
        { at: 'weights', from: [input, w] },
      );
    // As many as the largest number needs, which the range tells where it is known.
    const most = input.data ? Math.max(-1, ...input.data) + 1 : null;
    const n = most !== null && isLiteral(minlength) ? Math.max(most, minlength) : unknownDim;
    const type = weights.kind === 'none' ? 'int64' : w ? (w.dtype === 'float32' ? 'float32' : w.dtype === null ? null : 'float64') : null;
    return made(cx, [input], shapeOf([n]), type);
  },
  examples: [
    'torch.bincount(torch.ones(4, dtype=torch.int64))  #> [2]',
    'torch.bincount(torch.ones(2, 2, dtype=torch.int64))  #! error[rank-mismatch]: 1 axes',
    'torch.bincount(torch.ones(4, dtype=torch.int64), torch.ones(3))  #! error[dim-mismatch]: 3 weights',
    'torch.bincount(torch.ones(4))  #! error[dtype-mismatch]: does not take',
  ],
});

/** Counts of elements in equal intervals. */
export const histc = torchOp({
  name: 'histc',
  summary: 'How many elements fall into each of some equal intervals.',
  method: true,
  params: { input: t(), bins: integer(100), min: number(0), max: number(0) },
  keywords: ['out'],
  codes: ['non-positive-size', 'dtype-mismatch'],
  call({ input, bins }, cx) {
    if (isLiteral(bins) && bins <= 0)
      cx.report('non-positive-size', msg('{0}: {1} must be positive, it is {2}', cx.label, 'bins', bins), { at: 'bins' });
    return made(cx, [input], shapeOf([bins]), typeBy('xx=x', input.dtype, cx, 'input', [input]));
  },
  examples: [
    'torch.histc(torch.ones(4), bins=10)  #> [10]',
    'torch.histc(torch.ones(4), bins=0)  #! error[non-positive-size]: bins',
    'torch.histc(torch.ones(4, dtype=torch.int64))  #! error[dtype-mismatch]: does not take',
  ],
});

/** Counts of elements in intervals, and the edges of these. */
export const histogram = torchOp({
  name: 'histogram',
  summary: 'How many elements fall into each interval, and the edges of the intervals.',
  method: true,
  params: { input: t(), bins: value() },
  keywords: ['range', 'weight', 'density', 'out'],
  codes: ['dtype-mismatch'],
  call({ input, bins }, cx) {
    const type = typeBy('xx=x', input.dtype, cx, 'input', [input]);
    const edges = bins.kind === 'tensor' && rankOf(bins.shape) === 1 ? dimAt(bins.shape, 0) : unknownDim;
    const n = bins.kind === 'int' ? bins.value : isLiteral(edges) ? edges - 1 : unknownDim;
    return namedResult(cx, 'histogram', [input], {
      hist: [shapeOf([n]), type],
      bin_edges: [shapeOf([isLiteral(n) ? n + 1 : unknownDim]), type],
    });
  },
  examples: [
    'torch.histogram(torch.ones(6), 4).hist  #> [4]',
    'torch.histogram(torch.ones(6, dtype=torch.int64), 4)  #! error[dtype-mismatch]: does not take',
  ],
});

/** Quantiles of all elements or along an axis. */
export const quantiles: readonly FunctionDef[] = (
  [
    ['quantile', 'The quantiles `q` of all elements or along an axis.'],
    ['nanquantile', 'The quantiles `q` of the numbers among all elements or along an axis.'],
  ] as const
).flatMap(([name, summary]) =>
  torchOp({
    name,
    summary,
    method: true,
    params: { input: t(), q: value(), dim: axis('None'), keepdim: flag(false), interpolation: keyword(text('linear')) },
    keywords: ['out'],
    codes: ['axis-out-of-range', 'rank-mismatch', 'dtype-mismatch', 'unknown-argument'],
    call({ input, q, dim, keepdim, interpolation }, cx) {
      const type = typeBy('xx=x', input.dtype, cx, 'input', [input]);
      const rest = reducedShape(input, dim === 'all' ? 'all' : [dim], keepdim, cx);
      if ((q.kind === 'float' || q.kind === 'int') && typeof q.value === 'number' && (q.value < 0 || q.value > 1))
        cx.report('unknown-argument', msg('{0}: {1} is a share from 0 to 1, it cannot be {2}', cx.label, 'q', q.value), { at: 'q' });
      const ways = ['linear', 'lower', 'higher', 'midpoint', 'nearest'];
      if (interpolation !== null && !ways.includes(interpolation))
        cx.report(
          'unknown-argument',
          msg(
            '{0}: {1} cannot be {2}; it is one of {3}',
            cx.label,
            'interpolation',
            `'${interpolation}'`,
            ways.map((s) => `'${s}'`).join(', '),
          ),
          { at: 'interpolation' },
        );
      if (q.kind !== 'tensor') return made(cx, [input], q.kind === 'unknown' ? null : rest, type);
      if (refuseRank(q, { min: 0, max: 1 }, cx, 'q')) return made(cx, [input], null, type);
      if (q.dtype !== null && input.dtype !== null && type !== null && q.dtype !== input.dtype)
        cx.report('dtype-mismatch', msg('{0} mixes no types: {1} and {2}', cx.label, input.dtype, q.dtype), { at: 'q' });
      const known = q.shape && !q.shape.hasPrefix && rest && !rest.hasPrefix;
      return made(cx, [input, q], known ? shapeOf([...q.shape.dims, ...rest.dims]) : null, type);
    },
    examples: [
      `torch.${name}(torch.ones(2, 3), 0.5, dim=1)  #> [2]`,
      `torch.${name}(torch.ones(2, 3), torch.rand(2), dim=1)  #> [2, 2]`,
      `torch.${name}(torch.ones(2, 3), 0.5, dim=2)  #! error[axis-out-of-range]: no axis 2`,
      `torch.${name}(torch.ones(2, 3), torch.ones(2, 2))  #! error[rank-mismatch]: q`,
      `torch.${name}(torch.ones(2, dtype=torch.int64), 0.5)  #! error[dtype-mismatch]: does not take`,
      `torch.${name}(torch.ones(2, 3), 5)  #! error[unknown-argument]: share`,
    ],
  }),
);

/** Where values go into a sorted sequence. */
export const searchsorted = torchOp({
  name: 'searchsorted',
  summary: 'Where values go into a sequence in order, along the last axis.',
  params: { sorted_sequence: t(), input: operand(), out_int32: keyword(flag(false)) },
  keywords: ['right', 'side', 'sorter', 'out'],
  codes: ['dim-mismatch'],
  call({ sorted_sequence, input, out_int32 }, cx) {
    const x = tensorOf(input);
    const [p, q] = [rankOf(sorted_sequence.shape), rankOf(x.shape)];
    const differs =
      p !== null &&
      q !== null &&
      p > 1 &&
      input.kind === 'tensor' &&
      (p !== q || sorted_sequence.shape!.dims.slice(0, -1).some((d, i) => compareDims(d, x.shape!.dims[i]!) === 'different'));
    if (differs)
      cx.report(
        'dim-mismatch',
        msg(
          '{0}: the sequences {1} and the values {2} differ before the last axis',
          cx.label,
          formatShape(sorted_sequence.shape),
          formatShape(x.shape),
        ),
        { from: [sorted_sequence, x] },
      );
    return made(cx, [sorted_sequence, x], x.shape, out_int32 === null ? null : out_int32 ? 'int32' : 'int64');
  },
  examples: [
    'torch.searchsorted(torch.ones(5), torch.ones(2, 3))  #> [2, 3]',
    'torch.searchsorted(torch.ones(4, 5), torch.ones(2, 3))  #! error[dim-mismatch]: before the last axis',
  ],
});

/** Which interval each element falls into. */
export const bucketize = torchOp({
  name: 'bucketize',
  summary: 'Which of the intervals between boundaries each element falls into.',
  params: { input: operand(), boundaries: t(), out_int32: keyword(flag(false)) },
  keywords: ['right', 'out'],
  codes: ['rank-mismatch'],
  call({ input, boundaries, out_int32 }, cx) {
    refuseRank(boundaries, 1, cx, 'boundaries');
    const x = tensorOf(input);
    return made(cx, [x], x.shape, out_int32 === null ? null : out_int32 ? 'int32' : 'int64');
  },
  examples: [
    'torch.bucketize(torch.ones(2, 3), torch.ones(5))  #> [2, 3]',
    'torch.bucketize(torch.ones(2, 3), torch.ones(5, 1))  #! error[rank-mismatch]: 1 axes',
  ],
});

/** Whether each element is one of others. */
export const isin = torchOp({
  name: 'isin',
  summary: 'Whether each element is one of some others.',
  params: { elements: operand(), test_elements: operand() },
  keywords: ['assume_unique', 'invert', 'out'],
  codes: ['dtype-mismatch'],
  call({ elements, test_elements }, cx) {
    const x = tensorOf(elements);
    typeBy('x==x', x.dtype, cx, 'elements', [x]);
    return made(cx, [x, tensorOf(test_elements)], x.shape, 'bool');
  },
  examples: [
    'torch.isin(torch.ones(2, 3), torch.ones(7))  #> [2, 3]',
    'torch.isin(torch.ones(2) > 0, torch.ones(7))  #! error[dtype-mismatch]: does not take',
  ],
});
