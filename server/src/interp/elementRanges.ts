import type { BinaryOp } from '../ir/ir';
import type { TensorValue, ValueRange } from '../values/value';

/** Bounds of what an operator makes of an array and one number, where the element type holds it all. */
export function rangeOfResult(op: BinaryOp, a: TensorValue, b: TensorValue, dtype: string | null): ValueRange | null {
  if (dtype === null || !/^(int(32|64)|float)/.test(dtype)) return null;
  const [x, y] = [numberIn(a), numberIn(b)];
  if (y !== null && a.range) return withNumber(op, a.range, y);
  if (x === null || !b.range) return null;
  if (op === '+' || op === '*') return withNumber(op, b.range, x);
  return op === '-' ? withNumber('+', withNumber('*', b.range, -1)!, x) : null;
}

function numberIn({ data, shape }: TensorValue): number | null {
  return data?.length === 1 && shape?.dims.length === 0 ? data[0]! : null;
}

function withNumber(op: BinaryOp, range: ValueRange, y: number): ValueRange | null {
  const { isContinuous } = range;
  switch (op) {
    case '+':
      return { ...range, min: range.min + y, max: range.max + y };
    case '-':
      return { ...range, min: range.min - y, max: range.max - y };
    case '*':
    case '/': {
      const by = op === '*' ? y : 1 / y;
      if (!Number.isFinite(by) || by === 0) return null;
      const [p, q] = [range.min * by, range.max * by];
      const plain = Math.abs(by) === 1 || isContinuous ? range : { isLoose: true };
      return { ...plain, min: Math.min(p, q), max: Math.max(p, q) };
    }
    case '//':
      return y > 0 ? { min: Math.floor(range.min / y), max: Math.floor(range.max / y), isLoose: true } : null;
    case '%': {
      if (!(y > 0) || isContinuous || !Number.isInteger(y)) return null;
      const isAll = !range.isLoose && Number.isInteger(range.min) && range.max - range.min >= y - 1;
      if (range.min >= 0 && range.max < y) return range;
      return { min: 0, max: y - 1, ...(!isAll && { isLoose: true }) };
    }
    default:
      return null;
  }
}
