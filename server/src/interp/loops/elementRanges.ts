import type { BinaryOp } from '../../ir/ir';
import { rankOf } from '../../values/shape';
import type { TensorValue, Value, ValueRange } from '../../values/value';

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

/** What is known of the elements that an index takes out: bounds of them all, and of each column. */
export function boundsTaken(x: TensorValue, index: Value): Pick<TensorValue, 'range' | 'columns'> {
  const parts = index.kind === 'tuple' ? index.items : [index];
  const columns = x.columns ? columnsTaken(x.columns, rankOf(x.shape), parts) : null;
  if (columns && 'range' in columns) return columns;
  // Whoever picks by what the elements are need not meet the ends.
  const isPicked = parts.some(
    (part) => part.kind === 'tensor' && rankOf(part.shape) !== 0 && (!part.range || part.range.isSorted) && !part.data,
  );
  const range = x.range && isPicked && !x.range.isLoose ? { ...x.range, isLoose: true } : (x.range ?? null);
  return { range, ...(columns && { columns: columns.each }) };
}

type Columns = readonly (ValueRange | null)[];

/** The one column that an index takes, or each of several; null when that is not known. */
function columnsTaken(
  columns: Columns,
  rank: number | null,
  parts: readonly Value[],
): { readonly range: ValueRange | null } | { readonly each: Columns } | null {
  if (rank === null || parts.some(({ kind }) => kind !== 'int' && kind !== 'slice' && kind !== 'tensor')) return null;
  if (parts.length < rank) return parts.every((part) => part.kind !== 'tensor' || rankOf(part.shape) === 1) ? { each: columns } : null;
  const place = (value: Value, otherwise: number): number | null => {
    if (value.kind === 'none') return otherwise;
    if (value.kind !== 'int' || typeof value.value !== 'number') return null;
    return value.value < 0 ? value.value + columns.length : value.value;
  };
  const last = parts.at(-1)!;
  if (last.kind === 'int') {
    const at = place(last, 0);
    return at === null ? null : { range: columns[at] ?? null };
  }
  if (last.kind !== 'slice' || last.step.kind !== 'none') return null;
  const [from, to] = [place(last.lower, 0), place(last.upper, columns.length)];
  return from === null || to === null ? null : { each: columns.slice(from, to) };
}
