import type { CallContext, FunctionDef } from '../kernel';
import { broadcastAll, defineMethod, flag, keyword, msg, shapesText, toTensor, value } from '../kernel';
import { unknownDim } from '../../values/dim';
import { rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { none, tuple, unknown } from '../../values/value';
import { resultType } from './elementTypes';
import { refuseMask } from './gathering';
import { made, torchOp, x } from './torchOp';
import { dimsOf } from './views';

/** One of two elements for each truth value. */
function chosen(condition: TensorValue, one: Value, other: Value, cx: CallContext): Value {
  refuseMask(condition, cx, ['bool', 'uint8'], 'condition');
  const isRead = (v: Value): boolean => v.kind === 'tensor' || v.kind === 'int' || v.kind === 'float' || v.kind === 'bool';
  const parts = [condition, ...[one, other].map((v) => toTensor(v, cx.heap, 'torch'))];
  const merged = broadcastAll(parts.map((part) => part.shape));
  if (!merged.fits)
    cx.report(
      'broadcast-mismatch',
      msg('{0}: the shapes do not fit each other, they differ on axis {1}: {2}', cx.label, merged.axis, shapesText(parts)),
      { from: parts },
    );
  return made(cx, parts, merged.fits && [one, other].every(isRead) ? merged.shape : null, resultType(one, other));
}

/** The positions of what is true, one tensor an axis. */
function positions(input: TensorValue, cx: CallContext): Value {
  const rank = rankOf(input.shape);
  if (rank === null) return unknown;
  const count = countOf(input);
  const n = count === null ? unknownDim : count;
  return tuple(
    Array.from({ length: Math.max(rank, 1) }, (_, axis) => made(cx, [input], shapeOf([n]), 'int64', { range: boundsOf(input, axis) })),
  );
}

function boundsOf(input: TensorValue, axis: number): { readonly min: number; readonly max: number; readonly isLoose: true } | null {
  const extent = dimsOf(input)?.[axis];
  return typeof extent === 'number' && extent > 0 ? { min: 0, max: extent - 1, isLoose: true } : null;
}

function countOf(input: TensorValue): number | null {
  return input.data ? input.data.filter((n) => n !== 0).length : null;
}

/** One of two elements for each truth value, or the positions of those that are true. */
export const where = [
  ...torchOp({
    name: 'where',
    summary: 'An element of one tensor where a condition is true and of another where it is not; alone, the positions where it is true.',
    params: { condition: x(), input: value(none), other: value(none) },
    keywords: ['self', 'out'],
    codes: ['broadcast-mismatch', 'dtype-mismatch', 'missing-argument'],
    call({ condition, input, other }, cx, bound) {
      const one = bound.values.get('self')?.value ?? input;
      const isNone = (v: Value): boolean => v.kind === 'none';
      if (isNone(one) && isNone(other)) return bound.isComplete ? positions(condition, cx) : unknown;
      if (isNone(one) !== isNone(other) && bound.isComplete) {
        cx.report('missing-argument', msg('{0} needs {1}', cx.label, isNone(one) ? 'input' : 'other'), { from: [condition] });
        return made(cx, [condition], null, null);
      }
      return chosen(condition, one, other, cx);
    },
    examples: [
      'torch.where(torch.zeros(2, 3) > 0, torch.zeros(3), 1.0)  #> [2, 3]',
      'torch.where(torch.tensor([True, False]))[0]  #> [1]',
      'torch.where(torch.zeros(2, 3) > 0, torch.zeros(2), 1.0)  #! error[broadcast-mismatch]: (2, 3), (2,)',
      'torch.where(torch.zeros(2, 3), torch.zeros(3), 1.0)  #! error[dtype-mismatch]: not float32',
      'torch.where(torch.zeros(2, 3) > 0, torch.zeros(3))  #! error[missing-argument]: other',
    ],
  }),
  defineMethod({
    name: 'torch.Tensor.where',
    params: { self: x(), condition: x(), other: value() },
    codes: ['broadcast-mismatch', 'dtype-mismatch'],
    call: ({ self, condition, other }, cx) => chosen(condition, self, other, cx),
  }),
];

/** The positions of what is not zero. */
export const nonzero: readonly FunctionDef[] = (
  [
    ['nonzero', 'The positions of all elements that are not zero, one row each.'],
    ['argwhere', 'The positions of all elements that are not zero, one row each.'],
  ] as const
).flatMap(([name, summary]) =>
  torchOp({
    name,
    summary,
    method: true,
    params: { input: x(), as_tuple: keyword(flag(false)) },
    keywords: ['out'],
    codes: [],
    call({ input, as_tuple: isTuple }, cx) {
      if (isTuple === true) return positions(input, cx);
      if (isTuple === null) return unknown;
      const rank = rankOf(input.shape);
      return made(cx, [input], shapeOf([countOf(input) ?? unknownDim, rank ?? unknownDim]), 'int64');
    },
    examples: [`torch.${name}(torch.tensor([[0, 1], [2, 3]]))  #> [3, 2]`],
  }),
);
