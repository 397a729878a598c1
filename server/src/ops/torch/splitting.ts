import type { CallContext, FunctionDef } from '../kernel';
import { defineMethod, integer, msg, readDims, rest, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, compareDims, floorDivDims, isKnown, isLiteral, modDims, subDims, unknownDim } from '../../values/dim';
import { formatShape, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { tuple, unknown } from '../../values/value';
import { torchOp, x } from './torchOp';
import { axisIn, dimsOf, replaced, selected, stridesOf } from './views';

/** More parts are not told one by one. */
const mostParts = 1024;

/** An axis cut into parts of given extents, one behind the other. */
function cut(input: TensorValue, axis: number, extents: readonly Dim[], cx: CallContext): Value {
  const own = dimsOf(input)!;
  const strides = stridesOf(own);
  let from = 0;
  return tuple(
    extents.map((extent) => {
      const isPlain = strides !== null && isLiteral(extent);
      const part = selected(cx, input, replaced(own, axis, extent), isPlain ? strides : null, isPlain ? from * strides[axis]! : 0);
      if (isLiteral(extent)) from += extent;
      return part;
    }),
  );
}

/** A tuple of parts of which nothing but their number is known. */
function vague(input: TensorValue, count: number, cx: CallContext): Value {
  return tuple(Array.from({ length: count }, () => selected(cx, input, null)));
}

/** The axis of a split; null where there is none, which is reported, or it is not known. */
function splitAxis(input: TensorValue, dim: Dim, cx: CallContext): number | null {
  const axis = axisIn(input, dim, cx);
  if (axis !== 'none') return axis;
  cx.report('rank-mismatch', msg('{0} takes tensors with axes: {1}', cx.label, formatShape(input.shape)), { from: [input] });
  return null;
}

/** Parts of one extent, the last one as large as what is left. */
function splitBy(input: TensorValue, size: Dim, dim: Dim, cx: CallContext, at: string): Value {
  const axis = splitAxis(input, dim, cx);
  if (axis === null || typeof size !== 'number') return unknown;
  const extent = dimsOf(input)![axis]!;
  if (size < 0 || (size === 0 && isLiteral(extent) && extent !== 0)) {
    cx.report('non-positive-size', msg('{0}: {1} must be positive, it is {2}', cx.label, at, size), { at, from: [input] });
    return unknown;
  }
  if (!isLiteral(extent) || size === 0) return unknown;
  const count = Math.max(1, Math.ceil(extent / size));
  if (count > mostParts) return unknown;
  return cut(
    input,
    axis,
    Array.from({ length: count }, (_, i) => Math.min(size, extent - i * size)),
    cx,
  );
}

/** Parts of given extents, which must add up. */
function splitInto(input: TensorValue, parts: readonly Dim[], dim: Dim, cx: CallContext, at: string): Value {
  const axis = splitAxis(input, dim, cx);
  if (axis === null) return vague(input, parts.length, cx);
  const extent = dimsOf(input)![axis]!;
  const sum = parts.reduce(addDims, 0);
  const isNegative = parts.some((part) => isLiteral(part) && part < 0);
  if (isNegative)
    cx.report('non-positive-size', msg('{0}: an extent cannot be negative: {1}', cx.label, formatShape(shapeOf(parts))), {
      at,
      from: [input],
    });
  else if (compareDims(sum, extent) === 'different' && isLiteral(sum) && isLiteral(extent))
    cx.report(
      'dim-mismatch',
      msg('{0}: the parts have {1} elements, axis {2} has {3}: {4}', cx.label, sum, axis, extent, formatShape(input.shape)),
      {
        at,
        from: [input],
      },
    );
  return cut(
    input,
    axis,
    parts.map((part) => (isLiteral(part) && part < 0 ? unknownDim : part)),
    cx,
  );
}

function split_(input: TensorValue, size: Value, dim: Dim, cx: CallContext, at: string): Value {
  if (size.kind === 'int') return splitBy(input, size.value, dim, cx, at);
  const parts = size.kind === 'tuple' || size.kind === 'ref' ? readDims(size, cx.heap) : null;
  return parts ? splitInto(input, parts, dim, cx, at) : unknown;
}

/** Parts of a tensor along an axis. */
export const split = [
  ...torchOp({
    name: 'split',
    summary: 'Parts of a tensor along an axis: of one extent, the last one maybe smaller, or of given extents.',
    params: { tensor: x(), split_size_or_sections: value(), dim: integer(0) },
    codes: ['axis-out-of-range', 'dim-mismatch', 'non-positive-size', 'rank-mismatch'],
    call: ({ tensor, split_size_or_sections: size, dim }, cx) => split_(tensor, size, dim, cx, 'split_size_or_sections'),
    examples: [
      'torch.split(torch.zeros(5, 3), 2)[0]  #> [2, 3]',
      'torch.split(torch.zeros(5, 3), [1, 4])[1]  #> [4, 3]',
      'torch.split(torch.zeros(5, 3), [1, 3])  #! error[dim-mismatch]: the parts have 4 elements',
      'torch.split(torch.zeros(5, 3), 2, dim=2)  #! error[axis-out-of-range]: no axis 2',
      'torch.split(torch.zeros(5, 3), 0)  #! error[non-positive-size]: must be positive',
      'torch.split(torch.tensor(3), 1)  #! error[rank-mismatch]: takes tensors with axes',
    ],
  }),
  defineMethod({
    name: 'torch.Tensor.split',
    params: { self: x(), split_size: value(), dim: integer(0) },
    synonyms: { axis: 'dim' },
    codes: ['axis-out-of-range', 'dim-mismatch', 'non-positive-size', 'rank-mismatch'],
    call: ({ self, split_size: size, dim }, cx) => split_(self, size, dim, cx, 'split_size'),
  }),
];

/** Parts of given extents. */
export const splitWithSizes = torchOp({
  name: 'split_with_sizes',
  summary: 'Parts of a tensor of given extents along an axis.',
  method: true,
  params: { input: x(), split_sizes: value(), dim: integer(0) },
  codes: ['axis-out-of-range', 'dim-mismatch'],
  call: ({ input, split_sizes: size, dim }, cx) => split_(input, size, dim, cx, 'split_sizes'),
  examples: [
    'torch.split_with_sizes(torch.zeros(5, 3), [1, 4])[1]  #> [4, 3]',
    'torch.split_with_sizes(torch.zeros(5, 3), [1, 3])  #! error[dim-mismatch]: the parts have 4 elements',
    'torch.split_with_sizes(torch.zeros(5, 3), [1, 3], 2)  #! error[axis-out-of-range]: no axis 2',
  ],
});

/** A number of parts. */
export const chunk = torchOp({
  name: 'chunk',
  summary: 'At most a number of parts of one extent along an axis, the last one maybe smaller.',
  method: true,
  params: { input: x(), chunks: integer(), dim: integer(0) },
  codes: ['axis-out-of-range', 'non-positive-size', 'rank-mismatch'],
  call({ input, chunks, dim }, cx) {
    const axis = splitAxis(input, dim, cx);
    if (isLiteral(chunks) && chunks < 1) {
      cx.report('non-positive-size', msg('{0}: {1} must be positive, it is {2}', cx.label, 'chunks', chunks), {
        at: 'chunks',
        from: [input],
      });
      return unknown;
    }
    if (!isLiteral(chunks) || chunks > mostParts) return unknown;
    const extent = axis === null ? null : dimsOf(input)![axis]!;
    if (extent === null) return vague(input, chunks, cx);
    if (isLiteral(extent)) {
      const size = Math.ceil(extent / chunks);
      if (extent === 0) return vague(input, chunks, cx);
      return splitBy(input, size, dim, cx, 'chunks');
    }
    // Who takes an axis apart into so many names has as many elements.
    const each =
      isKnown(extent) && modDims(extent, chunks) === 0
        ? floorDivDims(extent, chunks)
        : isKnown(extent) && chunks === 1
          ? extent
          : unknownDim;
    return cut(input, axis!, Array<Dim>(chunks).fill(each), cx);
  },
  examples: [
    'torch.chunk(torch.zeros(6, 3), 2)[0]  #> [3, 3]',
    'torch.zeros(6, 8).chunk(4, dim=-1)[3]  #> [6, 2]',
    'torch.chunk(torch.zeros(6, 3), 2, dim=2)  #! error[axis-out-of-range]: no axis 2',
    'torch.chunk(torch.zeros(6, 3), 0)  #! error[non-positive-size]: must be positive',
    'torch.chunk(torch.tensor(3), 1)  #! error[rank-mismatch]: takes tensors with axes',
  ],
});

/** The extents of `n` parts of which the first ones have one element more. */
function evenly(extent: Dim, n: number): readonly Dim[] {
  if (!isLiteral(extent)) return Array.from({ length: n }, () => (modDims(extent, n) === 0 ? floorDivDims(extent, n) : unknownDim));
  return Array.from({ length: n }, (_, i) => Math.floor(extent / n) + (i < extent % n ? 1 : 0));
}

/** The extents of the parts between positions. */
function between(extent: Dim, at: readonly Dim[]): readonly Dim[] {
  const clip = (d: Dim): Dim => {
    if (!isLiteral(d)) return d;
    if (!isLiteral(extent)) return d < 0 ? addDims(extent, d) : d;
    return Math.min(Math.max(d < 0 ? d + extent : d, 0), extent);
  };
  const edges: Dim[] = [0, ...at.map(clip), extent];
  return edges.slice(1).map((to, i) => {
    const from = edges[i]!;
    if (!isLiteral(to) && !isKnown(to)) return unknownDim;
    const width = subDims(to, from);
    return isLiteral(width) ? Math.max(0, width) : width;
  });
}

/** Parts as NumPy cuts them. */
function cutLikeNumpy(input: TensorValue, given: Value, axis: number, cx: CallContext, at: string, isEven = false): Value {
  const extent = dimsOf(input)![axis]!;
  const plain =
    given.kind === 'int' ? given.value : given.kind === 'tensor' && dimsOf(given)?.length === 0 ? (given.data?.[0] ?? unknownDim) : null;
  if (plain !== null) {
    if (!isLiteral(plain) || plain > mostParts) return unknown;
    if (plain < 1) {
      cx.report('non-positive-size', msg('{0}: {1} must be positive, it is {2}', cx.label, at, plain), { at, from: [input] });
      return unknown;
    }
    if (isEven && isLiteral(extent) && extent % plain !== 0)
      cx.report(
        'dim-mismatch',
        msg('{0}: axis {1} of {2} cannot be cut into {3} equal parts', cx.label, axis, formatShape(input.shape), plain),
        {
          at,
          from: [input],
        },
      );
    return cut(input, axis, evenly(extent, plain), cx);
  }
  const positions = given.kind === 'unknown' ? null : readDims(given, cx.heap);
  if (!positions) return unknown;
  const extents = between(extent, positions);
  return isLiteral(extent) && positions.every((p, i) => isLiteral(p) && p >= (i ? (positions[i - 1] as number) : 0) && p <= extent)
    ? cut(input, axis, extents, cx)
    : tuple(extents.map((each) => selected(cx, input, replaced(dimsOf(input)!, axis, each))));
}

/** A number of parts, or those between positions. */
export const tensorSplit = torchOp({
  name: 'tensor_split',
  summary: 'A number of parts of nearly one extent, or the parts between positions, along an axis.',
  method: true,
  params: { input: x(), indices_or_sections: value(), dim: integer(0) },
  keywords: ['sections', 'indices', 'tensor_indices_or_sections'],
  codes: ['axis-out-of-range', 'non-positive-size', 'rank-mismatch'],
  call({ input, indices_or_sections: given, dim }, cx) {
    const axis = splitAxis(input, dim, cx);
    return axis === null ? unknown : cutLikeNumpy(input, given, axis, cx, 'indices_or_sections');
  },
  examples: [
    'torch.tensor_split(torch.zeros(7, 3), 3)[0]  #> [3, 3]',
    'torch.tensor_split(torch.zeros(7, 3), (1, 4))[1]  #> [3, 3]',
    'torch.tensor_split(torch.zeros(7, 3), 3, dim=2)  #! error[axis-out-of-range]: no axis 2',
    'torch.tensor_split(torch.zeros(7, 3), 0)  #! error[non-positive-size]: must be positive',
    'torch.tensor_split(torch.tensor(7), 1)  #! error[rank-mismatch]: takes tensors with axes',
  ],
});

const alongAxes = [
  ['hsplit', 'Equal parts, or those between positions, along the second axis, or the only one.', 1, 1],
  ['vsplit', 'Equal parts, or those between positions, along the first axis.', 0, 2],
  ['dsplit', 'Equal parts, or those between positions, along the third axis.', 2, 3],
] as const;

/** NumPy's ways to split. */
export const splits: readonly FunctionDef[] = alongAxes.flatMap(([name, summary, dim, least]) => {
  const call = (input: TensorValue, given: Value, cx: CallContext): Value => {
    const own = dimsOf(input);
    if (!own) return unknown;
    if (own.length < least) {
      cx.report(
        'rank-mismatch',
        msg('{0}: {1} must have {2}, it is {3}', cx.label, 'input', msg('at least {0} axes', least), formatShape(input.shape)),
        {
          from: [input],
        },
      );
      return unknown;
    }
    return cutLikeNumpy(input, given, own.length === 1 ? 0 : dim, cx, 'indices_or_sections', true);
  };
  return [
    ...torchOp({
      name,
      summary,
      params: { input: x(), indices_or_sections: value() },
      keywords: ['sections', 'indices'],
      codes: ['rank-mismatch', 'dim-mismatch', 'non-positive-size'],
      call: ({ input, indices_or_sections: given }, cx) => call(input, given, cx),
      examples: [
        `torch.${name}(torch.zeros(2, 4, 6), 2)[0]  #> ${name === 'hsplit' ? '[2, 2, 6]' : name === 'vsplit' ? '[1, 4, 6]' : '[2, 4, 3]'}`,
        `torch.${name}(torch.zeros(2, 4, 6), 5)  #! error[dim-mismatch]: 5 equal parts`,
        `torch.${name}(torch.tensor(3), 2)  #! error[rank-mismatch]: at least ${least} axes`,
        `torch.${name}(torch.zeros(2, 4, 6), 0)  #! error[non-positive-size]: must be positive`,
      ],
    }),
    defineMethod({
      name: `torch.Tensor.${name}`,
      params: { self: x(), indices_or_sections: rest() },
      keywordParams: ['sections', 'indices'],
      codes: ['rank-mismatch', 'dim-mismatch', 'non-positive-size'],
      call: ({ self, indices_or_sections: given }, cx) =>
        given?.length ? call(self, given.length === 1 ? given[0]! : tuple(given), cx) : unknown,
    }),
  ];
});

/** The slices along an axis. */
export const unbind = torchOp({
  name: 'unbind',
  summary: 'The slices of a tensor along an axis, without it.',
  method: true,
  params: { input: x(), dim: integer(0) },
  codes: ['axis-out-of-range', 'rank-mismatch'],
  call({ input, dim }, cx) {
    const axis = splitAxis(input, dim, cx);
    if (axis === null) return unknown;
    const own = dimsOf(input)!;
    const extent = own[axis]!;
    const strides = stridesOf(own);
    const left = own.filter((_, i) => i !== axis);
    if (!isLiteral(extent) || extent > mostParts) return unknown;
    const steps = strides && strides.filter((_, i) => i !== axis);
    return tuple(Array.from({ length: extent }, (_, i) => selected(cx, input, shapeOf(left), steps, strides ? i * strides[axis]! : 0)));
  },
  examples: [
    'torch.unbind(torch.zeros(2, 3))[0]  #> [3]',
    'torch.zeros(2, 3).unbind(dim=-1)[0]  #> [2]',
    'torch.unbind(torch.zeros(2, 3), 2)  #! error[axis-out-of-range]: no axis 2',
    'torch.unbind(torch.tensor(3))  #! error[rank-mismatch]: takes tensors with axes',
  ],
});
