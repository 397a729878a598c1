import type { CallContext, FunctionDef } from '../kernel';
import { defineMethod, dims, integer, msg, reshapeShape, rest, transposeShape, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, isLiteral, mulDims, productOf, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { none } from '../../values/value';
import { torchType } from './elementTypes';
import { sizes } from './sizes';
import { made, torchOp, x } from './torchOp';
import { axesIn, axisIn, dimsOf, rearranged, stridesOf } from './views';

/** The same elements in another shape. */
function reshaped(input: TensorValue, shape: readonly Dim[] | null, cx: CallContext, at = 'shape'): TensorValue {
  return rearranged(cx, input, reshapeShape(input, shape, cx, at));
}

/** The same elements in another shape, one extent of which may be -1. */
export const reshape = [
  ...torchOp({
    name: 'reshape',
    summary: 'The same elements in another shape, one extent of which may be -1.',
    params: { input: x(), shape: dims() },
    codes: ['reshape-size', 'non-positive-size'],
    call: ({ input, shape }, cx) => reshaped(input, shape, cx),
    examples: [
      'torch.reshape(torch.zeros(2, 3, 4), (2, -1))  #> [2, 12]',
      'torch.reshape(torch.zeros(2, 3), (4, -1))  #! error[reshape-size]: 6 elements',
      'torch.reshape(torch.zeros(2, 3), (-2, 3))  #! error[non-positive-size]: cannot be negative',
    ],
  }),
  defineMethod({
    name: 'torch.Tensor.reshape',
    params: { self: x(), shape: sizes() },
    codes: ['reshape-size', 'non-positive-size'],
    call: ({ self, shape }, cx) => reshaped(self, shape, cx),
  }),
];

const widths: Readonly<Record<string, number>> = { bool: 1, bfloat16: 2 };

/** Bytes of an element; null for types without a size in their name. */
function widthOf(type: string): number | null {
  const bits = /^(?:u?int|float|complex)(\d+)$/.exec(type)?.[1];
  return widths[type] ?? (bits === undefined ? null : Number(bits) / 8);
}

/** The same bytes read as another element type. */
function viewAs(self: TensorValue, type: string | null, cx: CallContext): TensorValue {
  const [from, to] = [self.dtype === null ? null : widthOf(self.dtype), type === null ? null : widthOf(type)];
  const own = dimsOf(self);
  if (from === null || to === null || !own) return made(cx, [self], null, type);
  if (from === to) return made(cx, [self], self.shape, type);
  const last = own.at(-1);
  if (last === undefined) {
    cx.report('rank-mismatch', msg('{0}: without axes {1} cannot be read as {2}', cx.label, self.dtype!, type!), { from: [self] });
    return made(cx, [self], null, type);
  }
  const ratio = to / from;
  if (ratio > 1 && isLiteral(last) && last % ratio !== 0)
    cx.report(
      'reshape-size',
      msg(
        '{0}: the last axis of {1} cannot be read as {2}, its extent is no multiple of {3}',
        cx.label,
        formatShape(self.shape),
        type!,
        ratio,
      ),
      { from: [self] },
    );
  const extent = ratio < 1 ? mulDims(last, 1 / ratio) : isLiteral(last) && last % ratio === 0 ? last / ratio : unknownDim;
  return made(cx, [self], shapeOf([...own.slice(0, -1), extent]), type);
}

/** The element type that the only argument of `view` names. */
function typeGiven(args: readonly Value[] | null): string | null | undefined {
  const [only] = args ?? [];
  return args?.length === 1 && only ? torchType(only) : undefined;
}

/** The same memory in another shape. */
export const view = [
  ...torchOp({
    name: 'view',
    summary: 'The same memory in another shape, one extent of which may be -1, or read as another element type.',
    method: 'only',
    params: { self: x(), shape: sizes() },
    keywords: ['dtype', 'size'],
    codes: ['reshape-size', 'non-positive-size', 'rank-mismatch'],
    call({ self, shape }, cx, bound) {
      const given = bound.values.get('shape')?.value;
      const named = bound.values.get('dtype')?.value ?? null;
      const type = typeGiven(named ? [named] : given?.kind === 'tuple' ? given.items : null);
      if (type !== undefined) return viewAs(self, type, cx);
      const size = bound.values.get('size')?.value;
      const extents = size ? dims().read(size, cx.heap) : shape;
      return reshaped(self, extents, cx);
    },
    examples: [
      'torch.zeros(2, 3, 4).view(-1, 12)  #> [2, 12]',
      'torch.zeros(2, 4).view(torch.float64)  #> [2, 2]',
      'torch.zeros(2, 3).view(4, -1)  #! error[reshape-size]: 6 elements',
      'torch.zeros(2, 3).view(-2, 3)  #! error[non-positive-size]: cannot be negative',
      'torch.zeros(()).view(torch.float64)  #! error[rank-mismatch]: without axes',
    ],
  }),
  ...['view_as', 'reshape_as'].map((name) =>
    defineMethod({
      name: `torch.Tensor.${name}`,
      params: { self: x(), other: x() },
      codes: ['reshape-size'],
      call: ({ self, other }, cx) => reshaped(self, dimsOf(other), cx, 'other'),
    }),
  ),
];

/** Merges the axes from `start_dim` to `end_dim`, both included, into one. */
export const flatten = torchOp({
  name: 'flatten',
  summary: 'Merges the axes from `start_dim` to `end_dim`, both included, into one.',
  method: true,
  params: { input: x(), start_dim: integer(0), end_dim: integer(-1) },
  other: ['out_dim'],
  codes: ['axis-out-of-range'],
  call({ input, start_dim, end_dim }, cx) {
    const own = dimsOf(input);
    if (!own) return made(cx, [input], start_dim === 0 && end_dim === -1 ? shapeOf([unknownDim]) : null, input.dtype);
    const from = axisIn(input, start_dim, cx, 'start_dim');
    const to = from === null ? null : axisIn(input, end_dim, cx, 'end_dim');
    if (from === null || to === null) return made(cx, [input], null, input.dtype);
    if (from === 'none' || to === 'none') return rearranged(cx, input, shapeOf([1]));
    if (from > to) {
      cx.report('axis-out-of-range', msg('{0}: axis {1} comes after axis {2}', cx.label, from, to), { at: 'start_dim', from: [input] });
      return made(cx, [input], null, input.dtype);
    }
    return rearranged(cx, input, shapeOf([...own.slice(0, from), productOf(own.slice(from, to + 1)), ...own.slice(to + 1)]));
  },
  examples: [
    'torch.flatten(torch.zeros(2, 3, 4), 1)  #> [2, 12]',
    'torch.zeros(2, 3, 4).flatten()  #> [24]',
    'torch.flatten(torch.zeros(2, 3), 5)  #! error[axis-out-of-range]: no axis 5',
  ],
});

/** Splits an axis into several. */
export const unflatten = torchOp({
  name: 'unflatten',
  summary: 'Splits an axis into several, one extent of which may be -1.',
  method: true,
  params: { input: x(), dim: integer(), sizes: dims() },
  codes: ['axis-out-of-range', 'reshape-size'],
  call({ input, dim, sizes: parts }, cx) {
    const own = dimsOf(input);
    const axis = axisIn(input, dim, cx);
    if (!own || axis === null || axis === 'none' || !parts) return made(cx, [input], null, input.dtype);
    const split = reshapeShape({ ...input, shape: shapeOf([own[axis]!]) }, parts.length ? parts : [0], cx, 'sizes');
    return rearranged(cx, input, split && shapeOf([...own.slice(0, axis), ...split.dims, ...own.slice(axis + 1)]));
  },
  examples: [
    'torch.unflatten(torch.zeros(2, 12), 1, (3, -1))  #> [2, 3, 4]',
    'torch.zeros(2, 12).unflatten(2, (3, 4))  #! error[axis-out-of-range]: no axis 2',
    'torch.zeros(2, 12).unflatten(1, (5, -1))  #! error[reshape-size]: 12 elements',
  ],
});

/** All elements along one axis. */
export const ravel = torchOp({
  name: 'ravel',
  summary: 'All elements along one axis.',
  method: true,
  params: { input: x() },
  codes: [],
  call: ({ input }, cx) =>
    rearranged(cx, input, shapeOf([input.shape && !input.shape.hasPrefix ? productOf(input.shape.dims) : unknownDim])),
  examples: ['torch.ravel(torch.zeros(2, 3))  #> [6]'],
});

/** The axes in the order that is given by their positions. */
export function inOrder(cx: CallContext, input: TensorValue, order: readonly number[]): TensorValue {
  const own = dimsOf(input)!;
  const strides = stridesOf(own);
  return rearranged(cx, input, shapeOf(order.map((axis) => own[axis]!)), strides && order.map((axis) => strides[axis]!));
}

function permuted(input: TensorValue, wanted: readonly Dim[] | null, cx: CallContext): TensorValue {
  const shape = transposeShape(input, wanted, cx, 'dims');
  const own = dimsOf(input);
  const order = own && wanted?.length === own.length && wanted.every(isLiteral) ? wanted.map((d) => (d < 0 ? d + own.length : d)) : null;
  const isWhole = order?.every((axis) => axis >= 0 && axis < own!.length) && new Set(order).size === order.length;
  return isWhole ? inOrder(cx, input, order!) : made(cx, [input], shape, input.dtype);
}

/** The axes in another order. */
export const permute = [
  ...torchOp({
    name: 'permute',
    summary: 'The axes in another order.',
    params: { input: x(), dims: dims() },
    codes: ['rank-mismatch', 'axis-out-of-range'],
    call: ({ input, dims: wanted }, cx) => permuted(input, wanted, cx),
    examples: [
      'torch.permute(torch.zeros(2, 3, 4), (2, 0, 1))  #> [4, 2, 3]',
      'torch.permute(torch.zeros(2, 3, 4), (1, 0))  #! error[rank-mismatch]: 2 axes are named, the tensor has 3',
      'torch.permute(torch.zeros(2, 3), (0, 2))  #! error[axis-out-of-range]: no axis 2',
    ],
  }),
  defineMethod({
    name: 'torch.Tensor.permute',
    params: { self: x(), dims: sizes() },
    codes: ['rank-mismatch', 'axis-out-of-range'],
    call: ({ self, dims: wanted }, cx) => permuted(self, wanted, cx),
  }),
];

/** Two axes in each other's place. */
function exchanged(input: TensorValue, one: Dim, other: Dim, cx: CallContext, names: readonly [string, string]): TensorValue {
  const own = dimsOf(input);
  const a = axisIn(input, one, cx, names[0]);
  const b = a === null ? null : axisIn(input, other, cx, names[1]);
  if (!own || a === null || b === null) return made(cx, [input], own ? shapeOf(own.map(() => unknownDim)) : null, input.dtype);
  if (a === 'none' || b === 'none') return input;
  return inOrder(
    cx,
    input,
    own.map((_, i) => (i === a ? b : i === b ? a : i)),
  );
}

const exchanges = [
  ['transpose', 'Exchanges two axes.', 'dim0', 'dim1'],
  ['swapdims', 'Exchanges two axes; another name of `transpose`.', 'dim0', 'dim1'],
  ['swapaxes', 'Exchanges two axes; another name of `transpose`.', 'axis0', 'axis1'],
] as const;

/** Exchanges two axes. */
export const transpose: readonly FunctionDef[] = exchanges.flatMap(([name, summary, one, other]) =>
  torchOp({
    name,
    summary,
    method: true,
    params: { input: x(), [one]: integer(), [other]: integer() },
    codes: ['axis-out-of-range'],
    call: (args, cx) => exchanged(args.input, args[one] as Dim, args[other] as Dim, cx, [one, other]),
    examples: [
      `torch.${name}(torch.zeros(2, 3, 4), 1, 2)  #> [2, 4, 3]`,
      `torch.zeros(2, 3, 4).${name}(-1, 0)  #> [4, 3, 2]`,
      `torch.${name}(torch.zeros(2, 3), 1, 2)  #! error[axis-out-of-range]: no axis 2`,
    ],
  }),
);

/** Exchanges the two axes of a matrix. */
export const t = torchOp({
  name: 't',
  summary: 'Exchanges the two axes of a matrix; what has fewer stays as it is.',
  method: true,
  params: { input: x() },
  codes: ['rank-mismatch'],
  call({ input }, cx) {
    const own = dimsOf(input);
    if (!own) return made(cx, [input], null, input.dtype);
    if (own.length > 2) {
      cx.report('rank-mismatch', msg('{0} takes at most two axes: {1}', cx.label, formatShape(input.shape)), {
        at: 'input',
        from: [input],
      });
      return made(cx, [input], null, input.dtype);
    }
    return own.length === 2 ? inOrder(cx, input, [1, 0]) : input;
  },
  examples: ['torch.t(torch.zeros(2, 3))  #> [3, 2]', 'torch.zeros(2, 3, 4).t()  #! error[rank-mismatch]: at most two axes'],
});

/** Exchanges the last two axes; reports a vector, and with `isMatrix` whatever is none. */
export function lastTwo(self: TensorValue, cx: CallContext, label: string, isMatrix = false): TensorValue {
  const own = dimsOf(self);
  if (!own) return made(cx, [self], null, self.dtype);
  const n = own.length;
  if (n === 0) return self;
  if (n === 1 || (isMatrix && n !== 2)) {
    cx.report('rank-mismatch', msg('{0} takes matrices: {1}', label, formatShape(self.shape)), { from: [self] });
    return made(cx, [self], null, self.dtype);
  }
  return inOrder(cx, self, [...own.map((_, i) => i).slice(0, -2), n - 1, n - 2]);
}

/** The matrices transposed, and their numbers conjugated. */
export const adjoint = torchOp({
  name: 'adjoint',
  summary: 'Exchanges the last two axes and conjugates the numbers.',
  method: true,
  params: { input: x() },
  codes: ['rank-mismatch'],
  call: ({ input }, cx) => lastTwo(input, cx, cx.label),
  examples: ['torch.adjoint(torch.zeros(2, 3, 4))  #> [2, 4, 3]', 'torch.adjoint(torch.zeros(3))  #! error[rank-mismatch]: takes matrices'],
});

function movedAxes(input: TensorValue, source: readonly Dim[] | null, destination: readonly Dim[] | null, cx: CallContext): TensorValue {
  const own = dimsOf(input);
  const from = axesIn(input, source, cx, 'source');
  const to = from && axesIn(input, destination, cx, 'destination');
  if (!own || !from || !to) return made(cx, [input], own ? shapeOf(own.map(() => unknownDim)) : null, input.dtype);
  if (from.length !== to.length) {
    cx.report('rank-mismatch', msg('{0}: {1} axes are moved to {2} places', cx.label, from.length, to.length), {
      at: 'destination',
      from: [input],
    });
    return made(cx, [input], null, input.dtype);
  }
  const order = own.map((_, i) => i).filter((i) => !from.includes(i));
  for (const [place, axis] of to.map((place, i) => [place, from[i]!] as const).sort((p, q) => p[0] - q[0])) order.splice(place, 0, axis);
  return inOrder(cx, input, order);
}

const moves = [
  ['movedim', 'Moves axes to other places.'],
  ['moveaxis', 'Moves axes to other places; another name of `movedim`.'],
] as const;

/** Moves axes to other places. */
export const movedim: readonly FunctionDef[] = moves.flatMap(([name, summary]) =>
  torchOp({
    name,
    summary,
    method: true,
    params: { input: x(), source: dims(), destination: dims() },
    codes: ['axis-out-of-range', 'rank-mismatch'],
    call: ({ input, source, destination }, cx) => movedAxes(input, source, destination, cx),
    examples: [
      `torch.${name}(torch.zeros(2, 3, 4), 0, -1)  #> [3, 4, 2]`,
      `torch.${name}(torch.zeros(2, 3, 4), 3, 0)  #! error[axis-out-of-range]: no axis 3`,
      `torch.${name}(torch.zeros(2, 3, 4), (0, 1), (1,))  #! error[rank-mismatch]: 2 axes are moved to 1 places`,
    ],
  }),
);

/** The shape without those of the named axes that have one element; null where nobody knows whether they have. */
function squeezed(own: readonly Dim[], axes: readonly number[]): MaybeShape {
  // What is one of several elements stays without a word.
  const isOpen = axes.some((axis) => !isLiteral(own[axis]!) && compareDims(own[axis]!, 1) !== 'different');
  return isOpen ? null : shapeOf(own.filter((d, i) => !(axes.includes(i) && d === 1)));
}

function squeeze_(input: TensorValue, given: Value, cx: CallContext): TensorValue {
  const own = dimsOf(input);
  const isAll = given.kind === 'none' || (given.kind === 'tuple' && !given.items.length);
  if (!own) return made(cx, [input], null, input.dtype);
  if (isAll)
    return rearranged(
      cx,
      input,
      squeezed(
        own,
        own.map((_, i) => i),
      ),
    );
  const axes = axesIn(input, sizes().read(given, cx.heap), cx, 'dim');
  return rearranged(cx, input, axes && squeezed(own, axes));
}

/** Drops axes of one element. */
export const squeeze = [
  ...torchOp({
    name: 'squeeze',
    summary: 'Drops axes of one element: those that are named, or all of them; others stay.',
    params: { input: x(), dim: value(none) },
    codes: ['axis-out-of-range'],
    call: ({ input, dim }, cx) => squeeze_(input, dim, cx),
    examples: [
      'torch.squeeze(torch.zeros(2, 1, 3, 1))  #> [2, 3]',
      'torch.zeros(2, 1, 3).squeeze(1)  #> [2, 3]',
      'torch.zeros(2, 1, 3).squeeze(0)  #> [2, 1, 3]',
      'torch.squeeze(torch.zeros(2, 1), 3)  #! error[axis-out-of-range]: no axis 3',
    ],
  }),
  defineMethod({
    name: 'torch.Tensor.squeeze',
    params: { self: x(), dim: rest() },
    keywordParams: ['axis'],
    codes: ['axis-out-of-range'],
    call({ self, dim }, cx, bound) {
      const given = bound.values.get('axis')?.value ?? bound.values.get('dim')?.value ?? none;
      return dim === null && given.kind === 'unknown' ? made(cx, [self], null, self.dtype) : squeeze_(self, given, cx);
    },
  }),
];

/** A new axis of one element. */
export const unsqueeze = torchOp({
  name: 'unsqueeze',
  summary: 'A new axis of one element at a position of the result.',
  method: true,
  params: { input: x(), dim: integer() },
  codes: ['axis-out-of-range'],
  call({ input, dim }, cx) {
    const own = dimsOf(input);
    const rank = rankOf(input.shape);
    const place = rank === null ? null : axisIn(input, dim, cx, 'dim', rank + 1);
    if (!own || typeof place !== 'number') {
      // At the end of a shape whose beginning is not known.
      const isLast = input.shape?.hasPrefix && dim === -1;
      return made(cx, [input], isLast ? { ...input.shape, dims: [...input.shape.dims, 1] } : null, input.dtype);
    }
    return rearranged(cx, input, shapeOf([...own.slice(0, place), 1, ...own.slice(place)]));
  },
  examples: [
    'torch.unsqueeze(torch.zeros(2, 3), 0)  #> [1, 2, 3]',
    'torch.zeros(2, 3).unsqueeze(-1)  #> [2, 3, 1]',
    'torch.zeros(2, 3).unsqueeze(3)  #! error[axis-out-of-range]: no axis 3',
  ],
});
