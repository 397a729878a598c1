import type { CallContext, ParamSpec, Refusal, RefusalContext } from '../kernel';
import { msg, sequenceItems } from '../kernel';
import type { MaybeShape } from '../../values/shape';
import { formatShape } from '../../values/shape';
import { compareDims } from '../../values/dim';
import type { Heap, TensorValue, Value } from '../../values/value';
import { unknown } from '../../values/value';
import { categoryOf } from './elementTypes';
import { made, x, xs } from './torchOp';

/*
 * What the functions of mathematics take: tensors alone, or tensors and plain numbers, of certain kinds of element types.
 */

/** A tensor of PyTorch itself: numbers, sequences and arrays of NumPy are refused. */
export function t(fallback?: 'None'): ParamSpec<TensorValue> {
  return { ...x(fallback), type: 'Tensor', refuses: (value, heap, cx) => refuseOther(value, heap, cx, fallback !== undefined) };
}

/** A sequence of such tensors. */
export function ts(): ReturnType<typeof xs> {
  return { ...xs(), type: 'sequence of Tensor' };
}

/** A tensor or a plain number, as it is given. */
export function operand(fallback?: Value, text = 'None'): ParamSpec<Value> {
  return {
    type: 'Tensor | number',
    isRequired: fallback === undefined,
    fallback: fallback ?? unknown,
    fallbackText: fallback === undefined ? null : text,
    choices: null,
    unknownAs: unknown,
    read: plainNumber,
    refuses: (value, heap, cx) =>
      value.kind === 'int' || value.kind === 'float' || value.kind === 'bool'
        ? null
        : refuseOther(plainNumber(value), heap, cx, fallback !== undefined),
  };
}

/** Numbers of NumPy count as the language's own. */
export function plainNumber(value: Value): Value {
  if (value.kind !== 'tensor' || value.framework !== 'numpy' || value.shape?.dims.length !== 0 || value.shape.hasPrefix) return value;
  const category = value.dtype === null ? null : categoryOf(value.dtype);
  if (category === 'bool') return { kind: 'bool', value: null };
  if (category === 'whole') return { kind: 'int', value: { kind: 'unknown' } };
  return category === 'floating' ? { kind: 'float', value: null } : value;
}

function refuseOther(value: Value, heap: Heap, { label, param, style }: RefusalContext, takesNone = false): Refusal | null {
  if (style !== 'python') return null;
  const type = otherType(value, heap, takesNone);
  if (type === null) return null;
  return { code: 'dtype-mismatch', message: msg('{0}: {1} must be a tensor, it gets a value of type {2}', label, param, type) };
}

/** The type of what is certainly no tensor; null for tensors and what is not known. */
export function otherType(value: Value, heap: Heap, takesNone = false): string | null {
  switch (value.kind) {
    case 'int':
    case 'float':
    case 'bool':
    case 'str':
    case 'tuple':
      return value.kind;
    case 'none':
      return takesNone ? null : 'NoneType';
    case 'tensor':
      return value.framework === 'numpy' && value.shape && (value.shape.dims.length > 0 || value.shape.hasPrefix) ? 'numpy.ndarray' : null;
    case 'ref':
      return sequenceItems(value, heap) !== undefined && heap.get(value.id)?.kind === 'list' ? 'list' : null;
    default:
      return null;
  }
}

/** A value of an operand as a tensor: numbers have no axes. */
export function tensorOf(value: Value): TensorValue {
  if (value.kind === 'tensor') return value;
  const isNumber = value.kind === 'int' || value.kind === 'float' || value.kind === 'bool';
  return {
    kind: 'tensor',
    framework: 'torch',
    shape: isNumber ? { dims: [], hasPrefix: false } : null,
    dtype: null,
    isSymbolic: false,
    producer: null,
  };
}

/**
 * What becomes of the four kinds of element types (truth values, whole numbers, fractions, complex numbers), a letter each: `=` the same,
 * `f` fractions, `b` truth values, `i` whole numbers, `r` the type of the parts, `x` refused.
 */
export type TypeRule = string;

const categories = ['bool', 'whole', 'floating', 'complex'] as const;

/** The type of a result by a rule; refused types are reported, and read as not known. */
export function typeBy(rule: TypeRule, dtype: string | null, cx: CallContext, at: string, from: readonly TensorValue[]): string | null {
  const category = dtype === null ? null : categoryOf(dtype);
  if (dtype === null || category === null) return /^(.)\1*x*$/.test(rule) && rule.startsWith('b') ? 'bool' : null;
  switch (rule[categories.indexOf(category)]) {
    case '=':
      return dtype;
    case 'f':
      return 'float32';
    case 'b':
      return 'bool';
    case 'i':
      return 'int64';
    case 'r':
      return dtype === 'complex128' ? 'float64' : dtype === 'complex64' ? 'float32' : dtype;
    default: {
      const wanted = categories.filter((_, i) => rule[i] !== 'x');
      cx.report('dtype-mismatch', msg('{0} does not take {1}, it takes {2}', cx.label, dtype, wanted.map(plural).join(', ')), { at, from });
      return null;
    }
  }
}

function plural(category: (typeof categories)[number]): string {
  return { bool: 'bool', whole: 'int', floating: 'float', complex: 'complex' }[category];
}

/** Reports an element type that is not taken; `rule` has an `x` for each kind that is refused. */
export function checkKind(x: TensorValue, rule: TypeRule, cx: CallContext, at: string): void {
  typeBy(rule, x.dtype, cx, at, [x]);
}

/** True where the one type surely does not go into the other without leaving a part of its numbers behind. */
export function isTooWide(result: string | null, own: string | null): boolean {
  const [a, b] = [result, own].map((type) => (type === null ? null : categoryOf(type)));
  return !!a && !!b && categories.indexOf(a) > categories.indexOf(b);
}

/** True where a result surely has another shape than the tensor that it is written into. */
export function outgrows(result: MaybeShape, own: MaybeShape): boolean {
  if (!result || !own || result.hasPrefix || own.hasPrefix) return false;
  if (result.dims.length !== own.dims.length) return result.dims.length > own.dims.length;
  return result.dims.some((dim, i) => compareDims(dim, own.dims[i]!) === 'different');
}

/** A result that is written into the tensor itself, whose shape and element type stay. */
export function intoSelf(self: TensorValue, shape: MaybeShape, dtype: string | null, cx: CallContext): TensorValue {
  if (outgrows(shape, self.shape))
    cx.report(
      'broadcast-mismatch',
      msg('{0} keeps the shape of the tensor, {1}; the result has {2}', cx.label, formatShape(self.shape), formatShape(shape)),
      { from: [self] },
    );
  else if (isTooWide(dtype, self.dtype))
    cx.report('dtype-mismatch', msg('{0} keeps the element type of the tensor, {1}; the result is {2}', cx.label, self.dtype!, dtype!), {
      from: [self],
    });
  cx.forget(self);
  return self.isSymbolic ? made(cx, [self], self.shape, self.dtype) : { ...self, data: null, range: null };
}
