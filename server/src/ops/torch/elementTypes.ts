import { isFloating, isWhole, readDtype } from '../kernel';
import type { BinaryOp } from '../../ir/ir';
import type { TensorValue, Value } from '../../values/value';

/**
 * Element types as PyTorch promotes them: of tensors with axes, of those without, and of plain numbers each kind of operand widens the
 * one before it only into another category of numbers.
 * https://docs.pytorch.org/docs/stable/tensor_attributes.html#type-promotion-doc
 */

const categories = ['bool', 'whole', 'floating', 'complex'] as const;

type Category = (typeof categories)[number];

/** The type that fractions have unless a program says otherwise. */
export const defaultFloat = 'float32';

/** Under what `CallContext.fact` keeps the type that the program says fractions have. */
export const defaultFloatFact = 'torch default dtype';

export function categoryOf(dtype: string): Category | null {
  if (dtype === 'bool') return 'bool';
  if (isWhole(dtype)) return 'whole';
  if (isFloating(dtype)) return 'floating';
  return dtype.startsWith('complex') ? 'complex' : null;
}

/** The type that holds both; null when one is not known. */
export function promoteTypes(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return null;
  if (a === b) return a;
  const [p, q] = [categoryOf(a), categoryOf(b)];
  if (!p || !q) return null;
  if (p !== q) {
    const [low, high] = categories.indexOf(p) < categories.indexOf(q) ? [a, b] : [b, a];
    // A complex type is as wide as the floats that go into it.
    if (categoryOf(high) !== 'complex') return high;
    return low === 'float64' ? 'complex128' : high;
  }
  const [m, n] = [widthOf(a), widthOf(b)];
  if (p === 'floating') return m === n ? 'float32' : m > n ? a : b;
  if (p === 'complex') return m > n ? a : b;
  const [isUnsignedA, isUnsignedB] = [a.startsWith('u'), b.startsWith('u')];
  if (isUnsignedA === isUnsignedB) return m > n ? a : b;
  const [unsigned, signed] = isUnsignedA ? [m, b] : [n, a];
  if (widthOf(signed) > unsigned) return signed;
  return unsigned === 8 ? 'int16' : null;
}

function widthOf(dtype: string): number {
  return Number(/\d+$/.exec(dtype)?.[0] ?? 0);
}

/** An operand of an operator: its type, and how much that counts. */
interface Operand {
  readonly dtype: string | null;
  readonly rank: 'axes' | 'none' | 'number' | 'unknown';
}

function operandOf(value: Value | TensorValue): Operand {
  switch (value.kind) {
    case 'tensor': {
      const rank = value.shape ? (value.shape.dims.length ? 'axes' : value.shape.hasPrefix ? 'unknown' : 'none') : 'unknown';
      return { dtype: value.dtype, rank };
    }
    case 'int':
      return { dtype: 'int64', rank: 'number' };
    case 'bool':
      return { dtype: 'bool', rank: 'number' };
    case 'float':
      return { dtype: defaultFloat, rank: 'number' };
    default:
      return { dtype: null, rank: 'unknown' };
  }
}

const order = ['number', 'none', 'axes'] as const;

/** The type of `torch.result_type(a, b)`; null when it is not known. */
export function resultType(a: Value | TensorValue, b: Value | TensorValue): string | null {
  const [p, q] = [operandOf(a), operandOf(b)];
  if (p.dtype === null || q.dtype === null) return null;
  if (p.dtype === q.dtype) return p.dtype;
  if (p.rank === q.rank && p.rank !== 'unknown') return promoteTypes(p.dtype, q.dtype);
  if (p.rank === 'unknown' || q.rank === 'unknown') {
    // Without axes the higher category decides alone, with axes it widens: both say the same where one category is higher than the other.
    const [m, n] = [categoryOf(p.dtype), categoryOf(q.dtype)];
    const other = p.rank === 'unknown' ? q : p;
    if (other.rank === 'number') return withNumber(p.rank === 'unknown' ? p.dtype : q.dtype, other.dtype!);
    return m && n && m !== n ? promoteTypes(p.dtype, q.dtype) : null;
  }
  const [low, high] = order.indexOf(p.rank) < order.indexOf(q.rank) ? [p, q] : [q, p];
  const [lowCategory, highCategory] = [categoryOf(low.dtype!), categoryOf(high.dtype!)];
  if (!lowCategory || !highCategory) return null;
  if (low.rank === 'number') return withNumber(high.dtype!, low.dtype!);
  return categories.indexOf(lowCategory) > categories.indexOf(highCategory) ? low.dtype : high.dtype;
}

function withNumber(tensor: string, number: string): string | null {
  const [p, q] = [categoryOf(tensor), categoryOf(number)];
  if (!p || !q) return null;
  return categories.indexOf(q) > categories.indexOf(p) ? number : tensor;
}

/** The type of what an operator gives: of NumPy's arrays beside tensors nothing is said. */
export function operatorType(op: BinaryOp, left: Value, right: Value): string | null {
  if ([left, right].some((v) => v.kind === 'tensor' && v.framework !== 'torch')) return null;
  const type = op === '@' ? promoteTypes(operandOf(left).dtype, operandOf(right).dtype) : resultType(left, right);
  return op === '/' ? floatType(type) : type;
}

/** The type of a quotient or of what has fractions: whole numbers become floats. */
export function floatType(dtype: string | null): string | null {
  const category = dtype === null ? null : categoryOf(dtype);
  return category === 'bool' || category === 'whole' ? defaultFloat : category === null ? null : dtype;
}

/** The type of the parts of complex numbers. */
export function realType(dtype: string | null): string | null {
  if (dtype === 'complex64') return 'float32';
  return dtype === 'complex128' ? 'float64' : dtype;
}

/** The names of PyTorch's element types, by what they are called elsewhere. */
export const typeNames: Readonly<Record<string, string>> = {
  float: 'float32',
  double: 'float64',
  half: 'float16',
  short: 'int16',
  int: 'int32',
  long: 'int64',
  cfloat: 'complex64',
  cdouble: 'complex128',
};

/** The element type that a value names, such as `torch.float32`; `undefined` for anything else. */
export function torchType(value: Value): string | undefined {
  const path = value.kind === 'library' || value.kind === 'unknown' ? value.path : null;
  return path === null || path.endsWith(')') ? undefined : (readDtype(value) ?? undefined);
}
