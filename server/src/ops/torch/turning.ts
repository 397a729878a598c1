import type { CallContext, FunctionDef } from '../kernel';
import { defineMethod, dims as extents, integer, msg, refuseRank, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral, unknownDim } from '../../values/dim';
import { shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import { none } from '../../values/value';
import { sequence, sizes } from './sizes';
import { made, torchOp, x } from './torchOp';
import { axesIn, axisIn, dimsOf, inSteps } from './views';

/** The same elements in another order along some axes. */
function shuffled(cx: CallContext, input: TensorValue): TensorValue {
  return made(cx, [input], input.shape, input.dtype, { range: input.range ?? null });
}

/** Moves elements along axes; what leaves at the end comes back at the beginning. */
export const roll = torchOp({
  name: 'roll',
  summary: 'Moves elements along axes; what leaves at the end comes back at the beginning.',
  method: true,
  params: { input: x(), shifts: extents(), dims: value(none) },
  codes: ['axis-out-of-range', 'rank-mismatch'],
  call({ input, shifts, dims: given }, cx) {
    const wanted = given.kind === 'none' ? [] : extents().read(given, cx.heap);
    if (shifts && wanted && shifts.length !== wanted.length && !(shifts.length === 1 && !wanted.length))
      cx.report('rank-mismatch', msg('{0}: {1} steps are given for {2} axes', cx.label, shifts.length, wanted.length), {
        at: 'shifts',
        from: [input],
      });
    else if (wanted) for (const axis of wanted) axisIn(input, axis, cx, 'dims');
    return shuffled(cx, input);
  },
  examples: [
    'torch.roll(torch.zeros(2, 3), 1, 0)  #> [2, 3]',
    'torch.roll(torch.zeros(2, 3), 1, 2)  #! error[axis-out-of-range]: no axis 2',
    'torch.roll(torch.zeros(2, 3), (1, 2), 0)  #! error[rank-mismatch]: 2 steps are given for 1 axes',
  ],
});

function flipped(input: TensorValue, wanted: readonly Dim[] | null, cx: CallContext): TensorValue {
  const axes = axesIn(input, wanted, cx);
  const own = dimsOf(input);
  return own && axes ? inSteps(cx, input, own, (axis, step) => (axes.includes(axis) ? -step : step)) : shuffled(cx, input);
}

/** Turns axes around. */
export const flip = [
  ...torchOp({
    name: 'flip',
    summary: 'Turns the order of elements along axes around.',
    params: { input: x(), dims: sequence() },
    codes: ['axis-out-of-range', 'dtype-mismatch'],
    call: ({ input, dims: wanted }, cx) => flipped(input, wanted, cx),
    examples: [
      'torch.flip(torch.zeros(2, 3), (0,))  #> [2, 3]',
      'torch.flip(torch.zeros(2, 3), (2,))  #! error[axis-out-of-range]: no axis 2',
      'torch.flip(torch.zeros(2, 3), 0)  #! error[dtype-mismatch]: sequence of extents',
    ],
  }),
  defineMethod({
    name: 'torch.Tensor.flip',
    params: { self: x(), dims: sizes() },
    codes: ['axis-out-of-range'],
    call: ({ self, dims: wanted }, cx) => flipped(self, wanted, cx),
  }),
];

/** Turns rows or columns around. */
export const flips: readonly FunctionDef[] = (
  [
    ['fliplr', 'Turns the order of the columns around.', 2, 1],
    ['flipud', 'Turns the order of the rows around.', 1, 0],
  ] as const
).flatMap(([name, summary, min, axis]) =>
  torchOp({
    name,
    summary,
    method: true,
    params: { input: x() },
    codes: ['rank-mismatch'],
    call: ({ input }, cx) => (refuseRank(input, { min }, cx, 'input') ? shuffled(cx, input) : flipped(input, [axis], cx)),
    examples: [
      `torch.${name}(torch.zeros(2, 3))  #> [2, 3]`,
      `torch.${name}(torch.tensor(3))  #! error[rank-mismatch]: at least ${min} axes`,
    ],
  }),
);

/** Turns a plane by right angles. */
export const rot90 = torchOp({
  name: 'rot90',
  summary: 'Turns the plane of two axes by right angles.',
  method: true,
  params: { input: x(), k: integer(1), dims: extents([0, 1]) },
  codes: ['rank-mismatch', 'axis-out-of-range'],
  call({ input, k, dims: plane }, cx) {
    if (refuseRank(input, { min: 2 }, cx, 'input')) return shuffled(cx, input);
    if (plane && plane.length !== 2) {
      cx.report('rank-mismatch', msg('{0} turns the plane of two axes, {1} are named', cx.label, plane.length), {
        at: 'dims',
        from: [input],
      });
      return shuffled(cx, input);
    }
    const axes = axesIn(input, plane, cx);
    const own = dimsOf(input);
    if (!own || !axes) return made(cx, [input], own && shapeOf(own.map(() => unknownDim)), input.dtype);
    if (!isLiteral(k))
      return made(
        cx,
        [input],
        shapeOf(own.map((d, i) => (axes.includes(i) && own[axes[0]!] !== own[axes[1]!] ? unknownDim : d))),
        input.dtype,
      );
    if (k % 2 === 0) return shuffled(cx, input);
    const [a, b] = [axes[0]!, axes[1]!];
    const turned = own.map((d, i) => (i === a ? own[b]! : i === b ? own[a]! : d));
    return made(cx, [input], shapeOf(turned), input.dtype, { range: input.range ?? null });
  },
  examples: [
    'torch.rot90(torch.zeros(2, 3))  #> [3, 2]',
    'torch.rot90(torch.zeros(2, 3, 4), 2, (1, 2))  #> [2, 3, 4]',
    'torch.rot90(torch.zeros(3))  #! error[rank-mismatch]: at least 2 axes',
    'torch.rot90(torch.zeros(2, 3), 1, (0, 2))  #! error[axis-out-of-range]: no axis 2',
  ],
});
