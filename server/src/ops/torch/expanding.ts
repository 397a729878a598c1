import type { CallContext, FunctionDef } from '../kernel';
import {
  broadcastAll,
  defineMethod,
  dims,
  fitShapes,
  integer,
  msg,
  readDims,
  rest,
  shapesText,
  text,
  tileShape,
  toTensor,
  value,
} from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, formatDim, isLiteral, mulDims, productOf, unknownDim } from '../../values/dim';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { int, none, tuple, unknown } from '../../values/value';
import { refuseNegative, sizes } from './sizes';
import { made, torchOp, x } from './torchOp';
import { axisIn, dimsOf, rearranged, replaced, stridesOf } from './views';

/** Axes of one element shown as often as is wanted, and further axes before them. */
export function expanded(input: TensorValue, wanted: readonly Dim[] | null, cx: CallContext, at = 'size'): TensorValue {
  const own = dimsOf(input);
  if (!own || !wanted) return made(cx, [input], wanted && !wanted.includes(-1) ? shapeOf(wanted) : null, input.dtype);
  const more = wanted.length - own.length;
  const words = [formatShape(input.shape), formatShape(shapeOf(wanted))] as const;
  if (more < 0) {
    cx.report('rank-mismatch', msg('{0}: {1} has more axes than {2}', cx.label, ...words), { at, from: [input] });
    return made(cx, [input], null, input.dtype);
  }
  const isWrong = wanted.some((d, i) => {
    const from = i < more ? null : own[i - more]!;
    if (isLiteral(d) && d < 0) return d !== -1 || from === null;
    return from !== null && from !== 1 && compareDims(from, d) === 'different' && compareDims(from, 1) === 'different';
  });
  if (isWrong) cx.report('broadcast-mismatch', msg('{0}: {1} cannot be shown as {2}', cx.label, ...words), { at, from: [input] });
  const out = wanted.map((d, i) => (d === -1 ? (own[i - more] ?? unknownDim) : d));
  if (isWrong) return made(cx, [input], shapeOf(out.map((d) => (isLiteral(d) && d < 0 ? unknownDim : d))), input.dtype);
  const steps = stridesOf(own);
  return rearranged(cx, input, shapeOf(out), steps && out.map((_, i) => (i < more || own[i - more] === 1 ? 0 : steps[i - more]!)));
}

/** Shows an axis of one element as often as is wanted. */
export const expand = [
  ...torchOp({
    name: 'expand',
    summary: 'Shows axes of one element as often as is wanted; -1 keeps an extent.',
    method: 'only',
    params: { self: x(), size: sizes() },
    keywords: ['implicit'],
    codes: ['rank-mismatch', 'broadcast-mismatch'],
    call: ({ self, size }, cx) => expanded(self, size, cx),
    examples: [
      'torch.zeros(3, 1).expand(2, 3, 4)  #> [2, 3, 4]',
      'torch.zeros(3, 1).expand(-1, 4)  #> [3, 4]',
      'torch.zeros(3, 1).expand(4)  #! error[rank-mismatch]: more axes',
      'torch.zeros(3, 2).expand(3, 4)  #! error[broadcast-mismatch]: (3, 2) cannot be shown as (3, 4)',
    ],
  }),
  defineMethod({
    name: 'torch.Tensor.expand_as',
    params: { self: x(), other: x() },
    codes: ['rank-mismatch', 'broadcast-mismatch'],
    call: ({ self, other }, cx) => expanded(self, dimsOf(other), cx, 'other'),
  }),
];

/** The shape of another tensor, by its extents. */
export const broadcastTo = [
  ...torchOp({
    name: 'broadcast_to',
    summary: 'Shows a tensor as one of another shape that it broadcasts to.',
    params: { input: x(), size: dims() },
    codes: ['rank-mismatch', 'broadcast-mismatch'],
    call: ({ input, size }, cx) => expanded(input, size, cx),
    examples: [
      'torch.broadcast_to(torch.zeros(3, 1), (2, 3, 4))  #> [2, 3, 4]',
      'torch.broadcast_to(torch.zeros(3, 1), (4,))  #! error[rank-mismatch]: more axes',
      'torch.broadcast_to(torch.zeros(3, 2), (3, 4))  #! error[broadcast-mismatch]: cannot be shown',
    ],
  }),
  defineMethod({
    name: 'torch.Tensor.broadcast_to',
    params: { self: x(), size: sizes() },
    codes: ['rank-mismatch', 'broadcast-mismatch'],
    call: ({ self, size }, cx) => expanded(self, size, cx),
  }),
];

/** Tensors that come one by one, or in one sequence; null when their number is not known. */
export function tensorsOf(args: readonly Value[] | null, cx: CallContext): readonly TensorValue[] | null {
  const [only] = args ?? [];
  const items = args?.length === 1 && only && only.kind !== 'tensor' ? cx.iterate(only) : args;
  return items?.map((item) => toTensor(item, cx.heap, 'torch')) ?? null;
}

/** Several tensors in the shape that they broadcast to. */
export const broadcastTensors = torchOp({
  name: 'broadcast_tensors',
  summary: 'Shows several tensors in the one shape that they broadcast to.',
  params: { tensors: rest() },
  codes: ['broadcast-mismatch', 'dtype-mismatch'],
  call({ tensors }, cx) {
    const xs = tensorsOf(tensors, cx);
    if (!xs) return unknown;
    const list = tensors?.find((one) => one.kind === 'tuple' || (one.kind === 'ref' && cx.heap.get(one.id)?.kind === 'list'));
    if (list) cx.report('dtype-mismatch', msg('{0} takes tensors and numbers, not {1}', cx.label, cx.plainType(list) ?? 'list'));
    const shape = fitShapes(xs, cx);
    return tuple(xs.map((one) => made(cx, [one], shape, one.dtype, { range: one.range ?? null })));
  },
  examples: [
    'torch.broadcast_tensors(torch.zeros(3, 1), torch.zeros(4))[0]  #> [3, 4]',
    'torch.broadcast_tensors(torch.zeros(3), torch.zeros(4))  #! error[broadcast-mismatch]: (3,), (4,)',
    'torch.broadcast_tensors([torch.zeros(3), torch.zeros(3)])  #! error[dtype-mismatch]: not list',
  ],
});

/** The shape that several shapes broadcast to. */
export const broadcastShapes = torchOp({
  name: 'broadcast_shapes',
  summary: 'The shape that several shapes broadcast to.',
  params: { shapes: rest() },
  codes: ['broadcast-mismatch'],
  call({ shapes }, cx) {
    const read = shapes?.map((shape) => readDims(shape, cx.heap));
    if (!read?.every((each) => each !== null)) return unknown;
    const merged = broadcastAll(read.map((each) => shapeOf(each)));
    if (!merged.fits) {
      const words = read.map((each) => formatShape(shapeOf(each))).join(', ');
      cx.report(
        'broadcast-mismatch',
        msg('{0}: the shapes do not fit each other, they differ on axis {1}: {2}', cx.label, merged.axis, words),
      );
      return unknown;
    }
    return merged.shape ? tuple(merged.shape.dims.map(int)) : unknown;
  },
  examples: [
    'torch.zeros(torch.broadcast_shapes((3, 1), (4,)))  #> [3, 4]',
    'torch.broadcast_shapes((3,), (4,))  #! error[broadcast-mismatch]: (3,), (4,)',
  ],
});

function times(input: TensorValue, repeats: readonly Dim[] | null, cx: CallContext, at: string): TensorValue {
  if (refuseNegative(repeats, cx, at)) return made(cx, [input], null, input.dtype);
  return made(cx, [input], tileShape(input, repeats, mulDims), input.dtype, { range: input.range ?? null });
}

/** Copies of a tensor side by side. */
export const repeat = torchOp({
  name: 'repeat',
  summary: 'Copies of a tensor side by side, a number of them an axis.',
  method: 'only',
  params: { self: x(), repeats: sizes() },
  codes: ['rank-mismatch', 'non-positive-size'],
  call({ self, repeats }, cx) {
    const rank = rankOf(self.shape);
    if (rank !== null && repeats && repeats.length < rank) {
      cx.report(
        'rank-mismatch',
        msg('{0}: {1} numbers are given for {2} axes: {3}', cx.label, repeats.length, rank, formatShape(self.shape)),
        { at: 'repeats', from: [self] },
      );
      return made(cx, [self], null, self.dtype);
    }
    return times(self, repeats, cx, 'repeats');
  },
  examples: [
    'torch.zeros(2, 3).repeat(4, 2)  #> [8, 6]',
    'torch.zeros(3).repeat(4, 2)  #> [4, 6]',
    'torch.zeros(2, 3).repeat(4)  #! error[rank-mismatch]: 1 numbers are given for 2 axes',
    'torch.zeros(2, 3).repeat(4, -1)  #! error[non-positive-size]: cannot be negative',
  ],
});

/** Copies of a tensor side by side; missing numbers count as 1. */
export const tile = [
  ...torchOp({
    name: 'tile',
    summary: 'Copies of a tensor side by side; axes for which no number is given stay.',
    params: { input: x(), dims: dims() },
    codes: ['non-positive-size'],
    call: ({ input, dims: repeats }, cx) => times(input, repeats, cx, 'dims'),
    examples: [
      'torch.tile(torch.zeros(2, 3), (2,))  #> [2, 6]',
      'torch.tile(torch.zeros(2, 3), (-2,))  #! error[non-positive-size]: cannot be negative',
    ],
  }),
  defineMethod({
    name: 'torch.Tensor.tile',
    params: { self: x(), dims: sizes() },
    codes: ['non-positive-size'],
    call: ({ self, dims: repeats }, cx) => times(self, repeats, cx, 'dims'),
  }),
];

/** How often each element along an axis comes: one number for all, or one each. */
function countAlong(repeats: Value, extent: Dim, outputSize: Value, cx: CallContext): Dim {
  if (outputSize.kind === 'int') return outputSize.value;
  if (repeats.kind === 'int') return mulDims(extent, repeats.value);
  if (repeats.kind !== 'tensor') return unknownDim;
  const own = dimsOf(repeats);
  const sum = repeats.data?.reduce((a, b) => a + b, 0) ?? null;
  if (own && (own.length === 0 || own[0] === 1)) return sum === null ? unknownDim : mulDims(extent, sum);
  if (own?.length === 1 && compareDims(own[0]!, extent) === 'different') {
    cx.report('dim-mismatch', msg('{0}: {1} numbers are given for {2} elements', cx.label, formatDim(own[0]!), formatDim(extent)), {
      at: 'repeats',
      from: [repeats],
    });
    return unknownDim;
  }
  return sum ?? unknownDim;
}

/** Each element several times. */
export const repeatInterleave = torchOp({
  name: 'repeat_interleave',
  summary: 'Each element several times, one after the other.',
  method: true,
  params: { input: x(), repeats: value(none), dim: value(none) },
  keywords: ['output_size'],
  codes: ['axis-out-of-range', 'dim-mismatch', 'non-positive-size'],
  call({ input, repeats, dim }, cx, bound) {
    const outputSize = bound.values.get('output_size')?.value ?? none;
    // The numbers alone: how often each position comes.
    if (repeats.kind === 'none') {
      const sum = input.data?.reduce((a, b) => a + b, 0);
      return made(cx, [input], shapeOf([sum ?? unknownDim]), input.dtype);
    }
    if (repeats.kind === 'int' && refuseNegative([repeats.value], cx, 'repeats')) return made(cx, [input], null, input.dtype);
    const own = dimsOf(input);
    const keep = { range: input.range ?? null };
    if (dim.kind === 'none')
      return made(cx, [input], shapeOf([countAlong(repeats, own ? productOf(own) : unknownDim, outputSize, cx)]), input.dtype, keep);
    const axis = dim.kind === 'int' ? axisIn(input, dim.value, cx) : null;
    if (!own || axis === null) return made(cx, [input], own ? shapeOf(own.map(() => unknownDim)) : null, input.dtype, keep);
    if (axis === 'none') return made(cx, [input], shapeOf([countAlong(repeats, 1, outputSize, cx)]), input.dtype, keep);
    return made(cx, [input], replaced(own, axis, countAlong(repeats, own[axis]!, outputSize, cx)), input.dtype, keep);
  },
  examples: [
    'torch.repeat_interleave(torch.zeros(2, 3), 2)  #> [12]',
    'torch.zeros(2, 3).repeat_interleave(2, dim=1)  #> [2, 6]',
    'torch.zeros(2, 3).repeat_interleave(2, dim=2)  #! error[axis-out-of-range]: no axis 2',
    'torch.zeros(2, 3).repeat_interleave(torch.tensor([1, 2]), dim=1)  #! error[dim-mismatch]: 2 numbers are given for 3',
    'torch.zeros(2, 3).repeat_interleave(-2)  #! error[non-positive-size]: cannot be negative',
  ],
});

/** Coordinates of the points of a grid. */
export const meshgrid = torchOp({
  name: 'meshgrid',
  summary: 'The coordinates of all points of the grid that tensors of one axis span.',
  params: { tensors: rest(), indexing: text('ij') },
  codes: ['rank-mismatch', 'dtype-mismatch'],
  call({ tensors, indexing }, cx) {
    const xs = tensorsOf(tensors, cx);
    if (!xs) return unknown;
    const wrong = xs.find((one) => (rankOf(one.shape) ?? 0) > 1);
    if (wrong) {
      cx.report('rank-mismatch', msg('{0} takes tensors of one axis: {1}', cx.label, shapesText(xs)), { from: [wrong] });
      return tuple(xs.map((one) => made(cx, [one], null, one.dtype)));
    }
    const other = xs.find((one) => one.dtype !== null && xs[0]!.dtype !== null && one.dtype !== xs[0]!.dtype);
    if (other)
      cx.report('dtype-mismatch', msg('{0} takes two tensors of one type, it gets {1} and {2}', cx.label, xs[0]!.dtype!, other.dtype!), {
        from: [xs[0]!, other],
      });
    const extents = xs.map((one) => (rankOf(one.shape) === 0 ? 1 : (dimsOf(one)?.[0] ?? unknownDim)));
    const order = indexing === 'xy' && extents.length > 1 ? [extents[1]!, extents[0]!, ...extents.slice(2)] : extents;
    const shape = indexing === null && extents.length > 1 ? shapeOf(order.map(() => unknownDim)) : shapeOf(order);
    return tuple(xs.map((one) => made(cx, [one], shape, one.dtype, { range: one.range ?? null })));
  },
  examples: [
    "torch.meshgrid(torch.arange(2), torch.arange(3), indexing='ij')[0]  #> [2, 3]",
    "torch.meshgrid(torch.arange(2), torch.arange(3), indexing='xy')[0]  #> [3, 2]",
    "torch.meshgrid(torch.zeros(2, 2), torch.arange(3), indexing='ij')  #! error[rank-mismatch]: one axis",
    "torch.meshgrid(torch.zeros(2), torch.arange(3), indexing='ij')  #! error[dtype-mismatch]: float32 and int64",
  ],
});

const least = [
  ['atleast_1d', 'The tensor with at least one axis.', 1],
  ['atleast_2d', 'The tensor with at least two axes, new ones in front.', 2],
  ['atleast_3d', 'The tensor with at least three axes.', 3],
] as const;

/** The shape with at least so many axes. */
export function withAxes(own: readonly Dim[], count: number): readonly Dim[] {
  if (own.length >= count) return own;
  if (count === 1) return [1];
  if (count === 2) return own.length === 0 ? [1, 1] : [1, own[0]!];
  return own.length === 0 ? [1, 1, 1] : own.length === 1 ? [1, own[0]!, 1] : [...own, 1];
}

/** At least a number of axes. */
export const atLeast: readonly FunctionDef[] = least.flatMap(([name, summary, count]) =>
  torchOp({
    name,
    summary,
    params: { tensors: rest() },
    codes: [],
    call({ tensors }, cx) {
      const one = (input: TensorValue): TensorValue => {
        const own = dimsOf(input);
        return rearranged(cx, input, own && shapeOf(withAxes(own, count)));
      };
      if (tensors?.length === 1 && tensors[0]!.kind === 'tensor') return one(tensors[0]);
      const xs = tensorsOf(tensors, cx);
      return xs ? tuple(xs.map(one)) : unknown;
    },
    examples: [`torch.${name}(torch.tensor(3))  #> [${Array(count).fill(1).join(', ')}]`],
  }),
);

/** Extents that come from combining: how many ways there are to choose. */
function choices(n: number, r: number, withRepetition: boolean): number {
  const from = withRepetition ? n + r - 1 : n;
  if (from < r) return 0;
  let out = 1;
  for (let i = 1; i <= r; i++) out = (out * (from - r + i)) / i;
  return Math.round(out);
}

/** Ways to choose elements. */
export const combinations = torchOp({
  name: 'combinations',
  summary: 'All ways to choose `r` elements of a tensor of one axis.',
  params: { input: x(), r: integer(2), with_replacement: value({ kind: 'bool', value: false }, 'False') },
  codes: ['rank-mismatch'],
  call({ input, r, with_replacement: again }, cx) {
    const own = dimsOf(input);
    if (own && own.length !== 1) {
      cx.report('rank-mismatch', msg('{0} takes tensors of one axis: {1}', cx.label, formatShape(input.shape)), {
        at: 'input',
        from: [input],
      });
      return made(cx, [input], null, input.dtype);
    }
    const n = own?.[0] ?? unknownDim;
    if (r === 0) return made(cx, [input], shapeOf([0]), input.dtype);
    const count = isLiteral(n) && isLiteral(r) && again.kind === 'bool' && again.value !== null ? choices(n, r, again.value) : unknownDim;
    return made(cx, [input], shapeOf([count, r]), input.dtype);
  },
  examples: ['torch.combinations(torch.arange(4))  #> [6, 2]', 'torch.combinations(torch.zeros(2, 2))  #! error[rank-mismatch]: one axis'],
});

/** All tuples of elements of several tensors. */
export const cartesianProd = torchOp({
  name: 'cartesian_prod',
  summary: 'All tuples of elements of several tensors of one axis.',
  params: { tensors: rest() },
  codes: ['rank-mismatch'],
  call({ tensors }, cx) {
    const xs = tensorsOf(tensors, cx);
    if (!xs?.length) return made(cx, [], null, null);
    const wrong = xs.find((one) => (rankOf(one.shape) ?? 1) !== 1);
    if (wrong) {
      cx.report('rank-mismatch', msg('{0} takes tensors of one axis: {1}', cx.label, shapesText(xs)), { from: [wrong] });
      return made(cx, xs, null, wrong.dtype);
    }
    const extents = xs.map((one) => dimsOf(one)?.[0] ?? unknownDim);
    const dtype = xs.every((one) => one.dtype === xs[0]!.dtype) ? xs[0]!.dtype : null;
    return made(cx, xs, shapeOf(xs.length === 1 ? extents : [productOf(extents), xs.length]), dtype);
  },
  examples: [
    'torch.cartesian_prod(torch.arange(2), torch.arange(3))  #> [6, 2]',
    'torch.cartesian_prod(torch.zeros(2, 2), torch.arange(3))  #! error[rank-mismatch]: one axis',
  ],
});
