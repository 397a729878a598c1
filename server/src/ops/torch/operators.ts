import { msg } from '../kernel';
import type { Message } from '../../../../extension/protocol/localize';
import type { BinaryOp, CompareOp, UnaryExpr } from '../../ir/ir';
import type { Heap, TensorValue, Value } from '../../values/value';
import { categoryOf, resultType } from './elementTypes';
import { otherType, plainNumber } from './operands';

/*
 * What the operators of the language refuse of PyTorch's tensors, apart from shapes.
 */

/** Kinds of promoted element types that an operator has no operation for. */
const refused: Readonly<Partial<Record<BinaryOp | CompareOp, readonly string[]>>> = {
  '//': ['bool', 'complex'],
  '%': ['bool', 'complex'],
  '&': ['floating', 'complex'],
  '|': ['floating', 'complex'],
  '^': ['floating', 'complex'],
  '<<': ['bool', 'floating', 'complex'],
  '>>': ['bool', 'floating', 'complex'],
  '@': ['bool'],
  '<': ['complex'],
  '<=': ['complex'],
  '>': ['complex'],
  '>=': ['complex'],
};

/** True for an array of NumPy with axes, beside which little is certain. */
export function isForeignArray(value: Value): boolean {
  return value.kind === 'tensor' && value.framework !== 'torch';
}

/** Why PyTorch has no such operation on the two; null where it has, or nobody knows. */
export function refusedOperands(op: BinaryOp | CompareOp, left: Value, right: Value, heap: Heap): Message | null {
  const [a, b] = [plainNumber(left), plainNumber(right)];
  if (isForeignArray(a) || isForeignArray(b)) return null;
  const isNumber = [a, b].some((each) => each.kind === 'int' || each.kind === 'float' || each.kind === 'bool');
  const types = [a, b].map((each) => (each.kind === 'tensor' ? 'Tensor' : otherType(each, heap)));
  if ((op !== '*' && !isNumber && types.some((type) => type !== null && type !== 'Tensor')) || (op === '@' && isNumber))
    return types[0] && types[1] ? msg('{0} does not take {1} and {2}', op, types[0], types[1]) : null;
  const isBool = (v: Value): boolean => v.kind === 'bool' || (v.kind === 'tensor' && v.dtype === 'bool');
  if (op === '-' && (isBool(a) || isBool(b))) return msg('{0}: PyTorch does not subtract truth values; use ^ or ~', '-');
  if (op === '@') {
    const [p, q] = [dtypeOf(a), dtypeOf(b)];
    if (p !== null && q !== null && p !== q) return msg('{0} mixes no types: {1} and {2}', '@', p, q);
  }
  if (op === '**') return refusedPower(a, b);
  const type = resultType(a, b);
  const category = type === null ? null : categoryOf(type);
  return category !== null && refused[op]?.includes(category) ? msg('{0} has no operation for {1}', op, type!) : null;
}

function dtypeOf(value: Value): string | null {
  return value.kind === 'tensor' ? value.dtype : null;
}

function refusedPower(base: Value, exponent: Value): Message | null {
  if (dtypeOf(base) === 'bool' && dtypeOf(exponent) === 'bool') return msg('{0} has no operation for {1}', '**', 'bool');
  const type = dtypeOf(base);
  const isNegative = exponent.kind === 'int' && typeof exponent.value === 'number' && exponent.value < 0;
  return isNegative && type !== null && categoryOf(type) === 'whole'
    ? msg('{0}: whole numbers have no power {1}', '**', exponent.value)
    : null;
}

/** Why there is no such operation on one tensor. */
export function refusedOperand(op: UnaryExpr['op'], x: TensorValue): Message | null {
  const category = x.dtype === null ? null : categoryOf(x.dtype);
  const isRefused =
    (op === '-' || op === '+') && category === 'bool' ? true : op === '~' && (category === 'floating' || category === 'complex');
  return isRefused ? msg('{0} has no operation for {1}', op, x.dtype!) : null;
}
