import { msg } from '../../../../extension/protocol/localize';
import type { BinaryOp, CompareOp } from '../../ir/ir';
import { wrongBound } from '../../ops/kernel';
import { lacksSpecial } from '../../ops/signatures';
import { isLiteral } from '../../values/dim';
import { formatShape } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { redecorated } from '../classes';
import { kerasBackend } from '../containers/kerasFlavor';
import type { Machine } from '../machine';
import { refuse } from '../reports/refusal';
import { labelOf } from '../reports/report';

/**
 * The name of the type that a plain value of Python surely has; null for what is not known, for what comes from a library, and for an
 * extent that is only None as long as nobody knows it.
 */
export function typeName(m: Machine, value: Value): string | null {
  switch (value.kind) {
    case 'int':
    case 'float':
    case 'bool':
    case 'str':
    case 'range':
    case 'slice':
      return value.kind;
    case 'tuple':
      return 'tuple';
    case 'none':
      return value.isUndefined || value.isExtent || m.isUncalled ? null : 'NoneType';
    case 'function':
      return redecorated.has(value.fn) ? null : 'function';
    case 'ref': {
      const object = m.get(value.id);
      if (object?.kind === 'list') return object.isView ? null : object.isDeque ? 'deque' : object.isSet ? 'set' : 'list';
      // What scales, encodes and predicts can do nothing that plain values can.
      if (object?.kind === 'object' && object.cls.startsWith('sklearn.') && lacksSpecial(object.cls, everySpecial))
        return labelOf(object.cls);
      // What a `fit` gives is no dict, only its `history` is.
      if (object?.kind === 'object' && object.cls === 'keras.callbacks.History') return 'History';
      // A Counter knows more operators than a dict.
      return object?.kind === 'dict' && !object.isObject && !object.missing ? 'dict' : null;
    }
    default:
      return null;
  }
}

const everySpecial = ['__len__', '__getitem__', '__iter__', '__call__', '__add__', '__array__'];
const numbers = new Set(['int', 'float', 'bool']);
const iterable = new Set(['str', 'list', 'tuple', 'deque', 'set', 'dict', 'range']);
const sequences = new Set(['str', 'list', 'tuple', 'deque']);

function takesOperands(op: BinaryOp, a: string, b: string): boolean {
  if (numbers.has(a) && numbers.has(b)) return op === '@' ? false : !isBits(op) || (a !== 'float' && b !== 'float');
  switch (op) {
    case '+':
      return sequences.has(a) && a === b;
    case '*':
      return (sequences.has(a) && (b === 'int' || b === 'bool')) || (sequences.has(b) && (a === 'int' || a === 'bool'));
    case '%':
      return a === 'str';
    case '|':
      return a === b && (a === 'set' || a === 'dict');
    case '-':
    case '&':
    case '^':
      return a === 'set' && b === 'set';
    default:
      return false;
  }
}

function isBits(op: BinaryOp): boolean {
  return op === '<<' || op === '>>' || op === '&' || op === '|' || op === '^';
}

/** Reports operands that Python does not put together. */
export function checkOperands(m: Machine, op: BinaryOp, left: Value, right: Value): boolean {
  const [a, b] = [typeName(m, left), typeName(m, right)];
  if (a === null || b === null || takesOperands(op, a, b)) return true;
  refuse(m, 'TypeError', 'dtype-mismatch', msg('{0} does not take {1} and {2}', op, a, b));
  return false;
}

/** Reports values that Python does not put in order, or does not look into. */
export function checkComparison(m: Machine, op: CompareOp, left: Value, right: Value): boolean {
  const b = typeName(m, right);
  if (op === 'in' || op === 'not in') {
    if (b === 'int' || b === 'float' || b === 'bool' || b === 'NoneType' || b === 'function') {
      refuse(m, 'TypeError', 'dtype-mismatch', msg('{0} has no items that could be looked into', b));
      return false;
    }
    const a = typeName(m, left);
    if (b === 'set' || b === 'dict') return checkHashable(m, left);
    if (b !== 'str' || a === null || a === 'str') return true;
    refuse(m, 'TypeError', 'dtype-mismatch', msg('{0} does not take {1} and {2}', op, a, b));
    return false;
  }
  if (op !== '<' && op !== '<=' && op !== '>' && op !== '>=') return true;
  const a = typeName(m, left);
  if (a === null || b === null || (numbers.has(a) && numbers.has(b))) return true;
  if (a === b && (sequences.has(a) || a === 'set')) return true;
  refuse(m, 'TypeError', 'dtype-mismatch', msg('{0} does not take {1} and {2}', op, a, b));
  return false;
}

export function checkOperand(m: Machine, op: string, operand: Value): boolean {
  const type = typeName(m, operand);
  if (type === null || type === 'int' || type === 'bool' || (type === 'float' && op !== '~')) return true;
  refuse(m, 'TypeError', 'dtype-mismatch', msg('{0} does not take {1}', op, type));
  return false;
}

/** Reports what cannot be gone through item by item. */
export function checkIterable(m: Machine, value: Value): boolean {
  const type = typeName(m, value);
  if (type !== null && !iterable.has(type)) {
    refuse(m, 'TypeError', 'missing-attribute', msg('{0} has no items to go through', type));
    return false;
  }
  if (value.kind !== 'tensor') return true;
  if (
    value.framework === 'numpy' &&
    value.shape?.dims.length === 0 &&
    !value.shape.hasPrefix &&
    value.dtype !== 'str' &&
    value.dtype !== 'object' &&
    value.dtype !== null
  ) {
    refuse(m, 'TypeError', 'rank-mismatch', msg('An array without axes has no items to go through'), { from: [value] });
    return false;
  }
  return true;
}

/** How many items a value surely has that is not gone through one by one. */
export function itemCount(value: Value): number | null {
  if (value.kind === 'range' && isLiteral(value.start) && isLiteral(value.stop) && isLiteral(value.step) && value.step !== 0)
    return Math.max(0, Math.ceil((value.stop - value.start) / value.step));
  if (value.kind !== 'tensor' || !value.shape || value.shape.hasPrefix) return null;
  const [n] = value.shape.dims;
  return n !== undefined && isLiteral(n) ? n : null;
}

/** Reports what cannot be called. */
export function checkCallable(m: Machine, value: Value): boolean {
  const type = value.kind === 'function' ? null : typeName(m, value);
  if (type !== null) {
    refuse(m, 'TypeError', 'missing-attribute', msg('{0} cannot be called', type));
    return false;
  }
  if (value.kind !== 'tensor' || (value.framework !== 'numpy' && value.framework !== 'tensorflow') || !value.shape) return true;
  refuse(m, 'TypeError', 'missing-attribute', msg('{0} cannot be called', msg('An array of shape {0}', formatShape(value.shape))), {
    from: [value],
  });
  return false;
}

/** Reports what has no items to be asked for by number or key. */
export function checkSubscript(m: Machine, value: Value, isWrite: boolean): boolean {
  const type = typeName(m, value);
  const isLocked = isWrite && (type === 'str' || type === 'tuple' || type === 'range');
  if (type === null || ((type === 'slice' || iterable.has(type)) && type !== 'set' && !isLocked)) return true;
  const message = isLocked ? msg('The items of {0} cannot be assigned', type) : msg('{0} has no items to ask for', type);
  refuse(m, 'TypeError', 'missing-attribute', message);
  return false;
}

/** Reports a position that is no number. */
export function checkPosition(m: Machine, sequence: Value, index: Value): boolean {
  if (index.kind === 'tensor') return checkArrayPosition(m, sequence, index);
  const bound = index.kind === 'slice' ? wrongBound(index) : null;
  if (bound) {
    refuse(m, 'TypeError', 'dtype-mismatch', msg('A slice goes from one whole number to another, not by {0}', bound));
    return false;
  }
  const type = typeName(m, index);
  if (type === null || type === 'int' || type === 'bool' || type === 'slice') return true;
  refuse(
    m,
    'TypeError',
    'dtype-mismatch',
    msg('Items of {0} are asked for by whole numbers, not by {1}', typeName(m, sequence) ?? '?', type),
  );
  return false;
}

function checkArrayPosition(m: Machine, sequence: Value, index: TensorValue): boolean {
  const { framework, shape, dtype, isSymbolic } = index;
  if (isSymbolic || (framework !== 'numpy' && framework !== 'tensorflow')) return true;
  const type = typeName(m, sequence) ?? '?';
  if (shape && !shape.hasPrefix && shape.dims.length > 0) {
    const message = msg('Items of {0} are asked for by one whole number, not by an array of shape {1}', type, formatShape(shape));
    refuse(m, 'TypeError', 'rank-mismatch', message, { from: [index] });
    return false;
  }
  if (!shape || shape.hasPrefix || dtype === null || !/^(?:float|complex)/.test(dtype)) return true;
  refuse(m, 'TypeError', 'dtype-mismatch', msg('Items of {0} are asked for by whole numbers, not by {1}', type, dtype), { from: [index] });
  return false;
}

/** Reports a key that no dict and no set can hold. */
export function checkHashable(m: Machine, key: Value): boolean {
  const type = typeName(m, key);
  const inner = key.kind === 'tuple' ? key.items.find((item) => isUnhashable(typeName(m, item))) : undefined;
  const wrong = isUnhashable(type) ? type : inner ? typeName(m, inner) : null;
  if (wrong === null) return true;
  refuse(m, 'TypeError', 'dtype-mismatch', msg('{0} cannot be a key', wrong));
  return false;
}

function isUnhashable(type: string | null): boolean {
  return type === 'list' || type === 'dict' || type === 'deque';
}

/** Reports an array with axes that is to be a plain number. */
export function checkNumber(m: Machine, value: Value, type: string, takesText = true): boolean {
  const isEager = (framework: string): boolean =>
    framework === 'numpy' || framework === 'tensorflow' || (framework === 'keras' && kerasBackend(m) === 'tensorflow');
  if (value.kind === 'tensor' && isEager(value.framework) && !value.isSymbolic) {
    const { shape } = value;
    if (!shape || shape.hasPrefix || shape.dims.length === 0) return true;
    refuse(
      m,
      'TypeError',
      'rank-mismatch',
      msg('Only an array without axes can become {0}, not one of shape {1}', type, formatShape(shape)),
      {
        from: [value],
      },
    );
    return false;
  }
  const name = typeName(m, value);
  if (name === null || numbers.has(name) || (name === 'str' && takesText)) return true;
  refuse(m, 'TypeError', 'dtype-mismatch', msg('{0} does not take {1}', type, name));
  return false;
}
