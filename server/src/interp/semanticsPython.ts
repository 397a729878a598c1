import type { BinaryOp } from '../ir/ir';
import { floorDivDims, isKnown, modDims } from '../values/dim';
import type { HeapObject, Value } from '../values/value';
import { float, int, str, tuple, unknown } from '../values/value';
import type { Semantics } from './semantics';
import { asDim, asNumber, equalPlain, isNumeric, negate, negateTruth, orderNumbers, wholeArithmetic } from './semanticsShared';

/** Python's own rules for truth, arithmetic, comparison and formatting. */
export const pythonSemantics: Semantics = {
  language: 'python',

  truth(value, heap) {
    switch (value.kind) {
      case 'bool':
        return value.value;
      case 'int':
        return typeof value.value === 'number' ? value.value !== 0 : null;
      case 'float':
        return value.value === null ? null : value.value !== 0;
      case 'str':
        return value.value === null ? null : value.value !== '';
      case 'none':
        return false;
      case 'tuple':
        return value.items.length > 0;
      case 'function':
      case 'method':
        return true;
      case 'ref': {
        const object = heap.get(value.id);
        if (object?.kind === 'list') return object.items ? object.items.length > 0 : null;
        if (object?.kind === 'dict') return object.entries.size > 0 ? true : object.isOpen ? null : false;
        return object?.kind === 'layer' || object?.kind === 'class' ? true : null;
      }
      default:
        return null;
    }
  },

  binary(op, left, right) {
    const sequence = sequenceArithmetic(op, left, right);
    if (sequence) return sequence;
    if (!isNumeric(left) || !isNumeric(right)) return unknown;
    const a = asDim(left);
    const b = asDim(right);
    if (a !== null && b !== null) return wholeBinary(op, left, right);
    const x = asNumber(left);
    const y = asNumber(right);
    return float(x === null || y === null ? null : floatBinary(op, x, y));
  },

  unary(op, operand, heap) {
    if (op === 'not') return negateTruth(pythonSemantics.truth(operand, heap));
    if (op === '-') return negate(operand);
    if (op === '+') return isNumeric(operand) ? operand : unknown;
    const whole = asNumber(operand);
    return op === '~' && operand.kind === 'int' && whole !== null ? int(-whole - 1) : unknown;
  },

  compare(op, left, right, heap) {
    switch (op) {
      case '==':
        return equalPlain(left, right);
      case '!=':
        return not(equalPlain(left, right));
      case 'is':
        return identical(left, right);
      case 'is not':
        return not(identical(left, right));
      case 'in':
      case 'not in': {
        const found = contains(right, left, (id) => heap.get(id));
        return op === 'in' ? found : not(found);
      }
      case '<':
      case '<=':
      case '>':
      case '>=':
        return orderNumbers(op, left, right);
      default:
        return null;
    }
  },

  format(value, spec) {
    if (spec) return null;
    if (value.kind === 'str') return value.value;
    if (value.kind === 'none') return 'None';
    if (value.kind === 'bool') return value.value === null ? null : value.value ? 'True' : 'False';
    if (value.kind === 'int') return typeof value.value === 'number' ? String(value.value) : null;
    return null;
  },
};

function wholeBinary(op: BinaryOp, left: Value, right: Value): Value {
  const a = asDim(left)!;
  const b = asDim(right)!;
  if (op === '+' || op === '-' || op === '*') return wholeArithmetic(op, a, b);
  if (op === '//') return b === 0 ? unknown : int(floorDivDims(a, b));
  if (op === '%') return b === 0 ? unknown : int(modDims(a, b));
  if (op === '/') return float(typeof a === 'number' && typeof b === 'number' && b !== 0 ? a / b : null);
  if (typeof a !== 'number' || typeof b !== 'number')
    return op === '**' && isKnown(a) && b === 2 ? wholeArithmetic('*', a, a) : int({ kind: 'unknown' });
  switch (op) {
    case '**':
      return b >= 0 ? int(a ** b) : float(a ** b);
    case '<<':
      return int(a * 2 ** b);
    case '>>':
      return int(Math.floor(a / 2 ** b));
    case '&':
      return int(Number(BigInt(a) & BigInt(b)));
    case '|':
      return int(Number(BigInt(a) | BigInt(b)));
    case '^':
      return int(Number(BigInt(a) ^ BigInt(b)));
    default:
      return unknown;
  }
}

function floatBinary(op: BinaryOp, x: number, y: number): number | null {
  switch (op) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return y === 0 ? null : x / y;
    case '//':
      return y === 0 ? null : Math.floor(x / y);
    case '%':
      return y === 0 ? null : ((x % y) + y) % y;
    case '**':
      return x ** y;
    default:
      return null;
  }
}

/** `'a' + 'b'`, `(1,) + (2,)`, `(0,) * 3`. Lists are objects and are handled where they can be made. */
function sequenceArithmetic(op: BinaryOp, left: Value, right: Value): Value | null {
  if (left.kind === 'str' || right.kind === 'str') {
    if (op === '+' && left.kind === 'str' && right.kind === 'str')
      return str(left.value === null || right.value === null ? null : left.value + right.value);
    if (op === '*' && left.kind === 'str') {
      const times = asNumber(right);
      return str(left.value !== null && times !== null && times < 1000 ? left.value.repeat(Math.max(0, times)) : null);
    }
    return op === '%' ? str(null) : unknown;
  }
  if (left.kind === 'tuple' && right.kind === 'tuple' && op === '+') return tuple([...left.items, ...right.items]);
  if (op === '*' && (left.kind === 'tuple' || right.kind === 'tuple')) {
    const [items, times] =
      left.kind === 'tuple' ? [left.items, asNumber(right)] : [(right as { items: readonly Value[] }).items, asNumber(left)];
    if (times === null || times * items.length > 4096) return unknown;
    return tuple(Array.from({ length: Math.max(0, times) }, () => items).flat());
  }
  return null;
}

function identical(left: Value, right: Value): boolean | null {
  if (left.kind === 'unknown' || right.kind === 'unknown') return null;
  if (left.kind === 'none' || right.kind === 'none') return left.kind === right.kind;
  return equalPlain(left, right);
}

function contains(container: Value, item: Value, get: (id: number) => HeapObject | undefined): boolean | null {
  let items: readonly Value[] | null = null;
  if (container.kind === 'tuple') items = container.items;
  else if (container.kind === 'str' && item.kind === 'str')
    return container.value === null || item.value === null ? null : container.value.includes(item.value);
  else if (container.kind === 'ref') {
    const object = get(container.id);
    if (object?.kind === 'list') items = object.items;
  }
  if (!items) return null;
  const each = items.map((other) => equalPlain(other, item));
  return each.includes(true) ? true : each.includes(null) ? null : false;
}

function not(truth: boolean | null): boolean | null {
  return truth === null ? null : !truth;
}
