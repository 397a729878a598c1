import type { BinaryOp } from '../../ir/ir';
import { floorDivDims, isKnown, modDims, mulDims, subDims } from '../../values/dim';
import type { Value } from '../../values/value';
import { bool, float, int, str, undefinedValue, unknown } from '../../values/value';
import type { Semantics } from './semantics';
import { asDim, asNumber, equalPlain, isNumeric, negate, negateTruth, orderNumbers, wholeArithmetic } from './semanticsShared';

/** JavaScript's own rules for truth, arithmetic, comparison and formatting. Whole numbers stay whole where they can. */
export const javascriptSemantics: Semantics = {
  language: 'javascript',

  truth(value, heap) {
    switch (value.kind) {
      case 'bool':
        return value.value;
      case 'int':
        return typeof value.value === 'number' ? value.value !== 0 : null;
      case 'float':
        return value.value === null ? null : value.value !== 0 && !Number.isNaN(value.value);
      case 'str':
        return value.value === null ? null : value.value !== '';
      case 'none':
        return false;
      case 'ref':
        return heap.get(value.id) ? true : null;
      case 'function':
      case 'method':
      case 'tensor':
      case 'tuple':
        return true;
      default:
        return null;
    }
  },

  binary(op, left, right) {
    if (left.kind === 'str' || right.kind === 'str') return op === '+' ? concatenate(left, right) : unknown;
    if (!isNumeric(left) || !isNumeric(right)) return unknown;
    const a = asDim(left);
    const b = asDim(right);
    if (a !== null && b !== null && (op === '+' || op === '-' || op === '*')) return wholeArithmetic(op, a, b);
    if (a !== null && b !== null && op === '/' && b !== 0 && isKnown(a) && isKnown(b)) {
      // A quotient without remainder is whole; any other is a fraction.
      const quotient = floorDivDims(a, b);
      if (isKnown(quotient) && subDims(a, mulDims(quotient, b)) === 0) return int(quotient);
    }
    const x = asNumber(left);
    const y = asNumber(right);
    if (x === null || y === null) return op === '%' && a !== null && b !== null && b !== 0 && isKnown(a) ? int(modDims(a, b)) : float(null);
    return fromNumber(numberBinary(op, x, y));
  },

  unary(op, operand, heap) {
    if (op === 'not') return negateTruth(javascriptSemantics.truth(operand, heap));
    if (op === '-') return negate(operand);
    if (op === 'void') return undefinedValue;
    if (op === 'delete') return bool(true);
    if (op === 'typeof') return str(typeName(operand, heap.get.bind(heap)));
    if (op === '+') return isNumeric(operand) ? operand : unknown;
    const whole = asNumber(operand);
    return op === '~' && whole !== null ? int(~whole) : unknown;
  },

  compare(op, left, right) {
    switch (op) {
      case '==':
      case '===':
        return equalPlain(left, right);
      case '!=':
      case '!==': {
        const equal = equalPlain(left, right);
        return equal === null ? null : !equal;
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

  format(value) {
    if (value.kind === 'str') return value.value;
    if (value.kind === 'none') return value.isUndefined ? 'undefined' : 'null';
    if (value.kind === 'bool') return value.value === null ? null : String(value.value);
    const number = isNumeric(value) ? asNumber(value) : null;
    return number === null ? null : String(number);
  },
};

/** A JavaScript number as the value that keeps it whole where it is. */
export function fromNumber(value: number | null): Value {
  if (value === null || !Number.isFinite(value)) return float(value);
  return Number.isSafeInteger(value) ? int(value) : float(value);
}

function concatenate(left: Value, right: Value): Value {
  const a = javascriptSemantics.format(left, null);
  const b = javascriptSemantics.format(right, null);
  return str(a === null || b === null ? null : a + b);
}

function numberBinary(op: BinaryOp, x: number, y: number): number | null {
  switch (op) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return x / y;
    case '%':
      return x % y;
    case '**':
      return x ** y;
    case '<<':
      return x << y;
    case '>>':
      return x >> y;
    case '>>>':
      return x >>> y;
    case '&':
      return x & y;
    case '|':
      return x | y;
    case '^':
      return x ^ y;
    default:
      return null;
  }
}

function typeName(value: Value, get: (id: number) => { kind: string } | undefined): string | null {
  switch (value.kind) {
    case 'int':
    case 'float':
      return 'number';
    case 'str':
      return 'string';
    case 'bool':
      return 'boolean';
    case 'none':
      return value.isUndefined ? 'undefined' : 'object';
    case 'function':
    case 'method':
      return 'function';
    case 'ref':
      return get(value.id)?.kind === 'class' ? 'function' : 'object';
    default:
      return null;
  }
}
