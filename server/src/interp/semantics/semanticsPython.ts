import type { BinaryOp } from '../../ir/ir';
import { formatted } from '../../ops/python/text';
import { floorDivDims, isKnown, modDims, unknownDim } from '../../values/dim';
import { keyOf } from '../../values/keys';
import type { Heap, HeapObject, Value } from '../../values/value';
import { bool, float, int, str, tuple, unknown } from '../../values/value';
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
      case 'range': {
        const { start, stop, step } = value;
        if (typeof start !== 'number' || typeof stop !== 'number' || typeof step !== 'number') return null;
        return step > 0 ? start < stop : start > stop;
      }
      case 'function':
      case 'method':
        return true;
      case 'ref': {
        const object = heap.get(value.id);
        if (object?.kind === 'list') return object.items ? object.items.length > 0 : null;
        if (object?.kind === 'dict') return object.entries.size > 0 ? true : object.isOpen ? null : false;
        // Transforms, optimizers and modes have no length, and so count as true.
        if (object?.kind === 'object' && /^(?:torchvision\.transforms|torch\.optim)\./.test(object.cls)) return true;
        return object?.kind === 'layer' || object?.kind === 'class' ? true : null;
      }
      default:
        return null;
    }
  },

  binary(op, left, right) {
    if (left.kind === 'bool' && right.kind === 'bool' && (op === '&' || op === '|' || op === '^'))
      return boolBinary(op, left.value, right.value);
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
    if (op === '+') return operand.kind === 'bool' ? int(asDim(operand) ?? unknownDim) : isNumeric(operand) ? operand : unknown;
    const whole = asNumber(operand);
    return op === '~' && (operand.kind === 'int' || operand.kind === 'bool') ? int(whole === null ? unknownDim : -whole - 1) : unknown;
  },

  compare(op, left, right, heap) {
    switch (op) {
      case '==':
        return equalValues(left, right, heap);
      case '!=':
        return not(equalValues(left, right, heap));
      case 'is':
        return identical(left, right);
      case 'is not':
        return not(identical(left, right));
      case 'in':
      case 'not in': {
        const found = contains(right, left, heap);
        return op === 'in' ? found : not(found);
      }
      case '<':
      case '<=':
      case '>':
      case '>=':
        return orderValues(op, left, right, heap);
      default:
        return null;
    }
  },

  format(value, spec) {
    return formatted(value, spec ?? '', noHeap, () => null);
  },
};

function boolBinary(op: '&' | '|' | '^', a: boolean | null, b: boolean | null): Value {
  if (a === null || b === null) return bool(null);
  return bool(op === '&' ? a && b : op === '|' ? a || b : a !== b);
}

/** Whole numbers beyond those that are exact are not known. */
function whole(n: number): Value {
  return int(Number.isSafeInteger(n) ? n : unknownDim);
}

function wholeBinary(op: BinaryOp, left: Value, right: Value): Value {
  const a = asDim(left)!;
  const b = asDim(right)!;
  if (op === '+' || op === '-' || op === '*') {
    const result = wholeArithmetic(op, a, b);
    return result.kind === 'int' && typeof result.value === 'number' ? whole(result.value) : result;
  }
  if (op === '//') return b === 0 ? unknown : int(floorDivDims(a, b));
  if (op === '%') return b === 0 ? unknown : int(modDims(a, b));
  if (op === '/') return float(typeof a === 'number' && typeof b === 'number' && b !== 0 ? a / b : null);
  if (typeof a !== 'number' || typeof b !== 'number') {
    if (op === '**' && typeof b !== 'number') return unknown;
    return op === '**' && isKnown(a) && b === 2 ? wholeArithmetic('*', a, a) : int(unknownDim);
  }
  switch (op) {
    case '**':
      return b >= 0 ? whole(a ** b) : a === 0 ? unknown : float(a ** b);
    case '<<':
      return b < 0 ? unknown : whole(a * 2 ** b);
    case '>>':
      return b < 0 ? unknown : int(Math.floor(a / 2 ** b));
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
    case '//': {
      if (y === 0) return null;
      // As C's `fmod` has it: the quotient of what is left when the remainder is taken off.
      const quotient = (x - floatMod(x, y)) / y;
      const floor = Math.floor(quotient);
      return quotient - floor > 0.5 ? floor + 1 : floor;
    }
    case '%':
      return y === 0 ? null : floatMod(x, y);
    case '**': {
      const power = x ** y;
      return Number.isNaN(power) || (!Number.isFinite(power) && Number.isFinite(x)) ? null : power;
    }
    default:
      return null;
  }
}

function floatMod(x: number, y: number): number {
  const rest = x % y;
  return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest;
}

/** Equality by content, lists, sets and dicts included; null when it cannot be told. */
function equalValues(left: Value, right: Value, heap: Heap): boolean | null {
  const a = left.kind === 'ref' ? heap.get(left.id) : undefined;
  const b = right.kind === 'ref' ? heap.get(right.id) : undefined;
  if (left.kind === 'tuple' && right.kind === 'tuple') return equalItems(left.items, right.items, heap);
  if (left.kind === 'range' && right.kind === 'range') {
    const same = (['start', 'stop', 'step'] as const).map((part) => equalPlain(int(left[part]), int(right[part])));
    return same.every((s) => s === true) ? true : null;
  }
  if (!a && !b) return left.kind === 'tensor' || right.kind === 'tensor' ? null : equalPlain(left, right);
  if (left.kind === 'ref' && right.kind === 'ref' && left.id === right.id && a?.kind !== 'instance') return true;
  const isPlain = (v: Value): boolean => isNumeric(v) || v.kind === 'str' || v.kind === 'none' || v.kind === 'tuple';
  const isContainer = (object: HeapObject | undefined): boolean => object?.kind === 'list' || object?.kind === 'dict';
  if ((isPlain(left) && isContainer(b)) || (isPlain(right) && isContainer(a))) return false;
  if (a?.kind === 'list' && b?.kind === 'list') {
    if (a.isSet !== b.isSet) return false;
    if (!a.items || !b.items) return null;
    if (!a.isSet) return equalItems(a.items, b.items, heap);
    const [x, y] = [keysOf(a.items), keysOf(b.items)];
    return x && y ? x.size === y.size && [...x].every((key) => y.has(key)) : null;
  }
  if (a?.kind === 'dict' && b?.kind === 'dict') {
    if (a.isOpen || b.isOpen) return null;
    if (a.entries.size !== b.entries.size) return false;
    let all = true as boolean | null;
    for (const [key, entry] of a.entries.entries()) {
      const other = b.entries.get(key);
      const same = other ? equalValues(entry.value, other.value, heap) : false;
      if (same === false) return false;
      if (same === null) all = null;
    }
    return all;
  }
  return (a?.kind === 'list' && b?.kind === 'dict') || (a?.kind === 'dict' && b?.kind === 'list') ? false : equalPlain(left, right);
}

function equalItems(a: readonly Value[], b: readonly Value[], heap: Heap): boolean | null {
  if (a.length !== b.length) return false;
  let all = true as boolean | null;
  for (let i = 0; i < a.length; i++) {
    const same = equalValues(a[i]!, b[i]!, heap);
    if (same === false) return false;
    if (same === null) all = null;
  }
  return all;
}

/** `<` and the like of numbers, texts, sequences by their first difference, and sets by what they hold. */
function orderValues(op: '<' | '<=' | '>' | '>=', left: Value, right: Value, heap: Heap): boolean | null {
  if (left.kind === 'str' && right.kind === 'str') {
    if (left.value === null || right.value === null) return null;
    const order = compareTexts(left.value, right.value);
    return op === '<' ? order < 0 : op === '<=' ? order <= 0 : op === '>' ? order > 0 : order >= 0;
  }
  const [a, b] = [sequenceOf(left, heap), sequenceOf(right, heap)];
  if (a && b) {
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      const same = equalValues(a[i]!, b[i]!, heap);
      if (same === null) return null;
      if (!same) return orderValues(op, a[i]!, b[i]!, heap);
    }
    return orderNumbers(op, int(a.length), int(b.length));
  }
  const [x, y] = [setOf(left, heap), setOf(right, heap)];
  if (x && y) {
    const [small, large] = op === '<' || op === '<=' ? [x, y] : [y, x];
    return [...small].every((key) => large.has(key)) && (op === '<=' || op === '>=' || small.size < large.size);
  }
  return orderNumbers(op, left, right);
}

/** By code points, as Python has it. */
function compareTexts(a: string, b: string): number {
  const [x, y] = [[...a], [...b]];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const difference = x[i]!.codePointAt(0)! - y[i]!.codePointAt(0)!;
    if (difference) return difference;
  }
  return x.length - y.length;
}

function sequenceOf(value: Value, heap: Heap): readonly Value[] | null {
  if (value.kind === 'tuple') return value.items;
  const object = value.kind === 'ref' ? heap.get(value.id) : undefined;
  return object?.kind === 'list' && !object.isSet ? object.items : null;
}

function setOf(value: Value, heap: Heap): Set<string> | null {
  const object = value.kind === 'ref' ? heap.get(value.id) : undefined;
  return object?.kind === 'list' && object.isSet && object.items ? keysOf(object.items) : null;
}

function keysOf(items: readonly Value[]): Set<string> | null {
  const keys = items.map(keyOf);
  return keys.every((key) => key !== null) ? new Set(keys) : null;
}

/** Items without those that are there already; null when that cannot be told. */
export function distinct(items: readonly Value[]): Value[] | null {
  const seen = new Map<string, Value>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) return items.length === 1 ? [...items] : null;
    if (!seen.has(key)) seen.set(key, item);
  }
  return [...seen.values()];
}

export function combineSets(op: '|' | '&' | '-' | '^', a: readonly Value[], b: readonly Value[]): Value[] | null {
  const [x, y] = [keysOf(a), keysOf(b)];
  if (!x || !y) return null;
  const inB = (item: Value): boolean => y.has(keyOf(item)!);
  const rest = b.filter((item) => !x.has(keyOf(item)!));
  if (op === '&') return a.filter(inB);
  const own = a.filter((item) => !inB(item));
  return op === '-' ? own : op === '|' ? [...a, ...rest] : [...own, ...rest];
}

/** `'a' + 'b'`, `(1,) + (2,)`, `(0,) * 3`. Lists are objects and are handled where they can be made. */
function sequenceArithmetic(op: BinaryOp, left: Value, right: Value): Value | null {
  if (left.kind === 'str' || right.kind === 'str') {
    if (op === '+' && left.kind === 'str' && right.kind === 'str')
      return str(left.value === null || right.value === null ? null : left.value + right.value);
    if (op === '*') {
      const [text, times] = left.kind === 'str' ? [left.value, right] : [(right as { value: string | null }).value, left];
      if (!isNumeric(times) || times.kind === 'float') return unknown;
      const n = asNumber(times);
      return str(text !== null && n !== null && n < 1000 ? text.repeat(Math.max(0, n)) : null);
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
  if (left.kind === 'bool' && right.kind === 'bool') return left.value === null || right.value === null ? null : left.value === right.value;
  if (left.kind === 'bool' || right.kind === 'bool')
    return left.kind === 'int' || right.kind === 'int' || left.kind === 'str' || right.kind === 'str' ? false : null;
  if (left.kind === 'ref' && right.kind === 'ref') return left.id === right.id;
  if (left.kind === 'library' && right.kind === 'library') return left.path === right.path ? true : null;
  const same = equalPlain(left, right);
  // Equal numbers and texts may be one object or two.
  return same === true && (left.kind === 'float' || left.kind === 'tuple') ? null : same;
}

function contains(container: Value, item: Value, heap: Heap): boolean | null {
  if (container.kind === 'range') {
    const { start, stop, step } = container;
    if (typeof start !== 'number' || typeof stop !== 'number' || typeof step !== 'number') return null;
    const n = asNumber(item);
    if (n === null) return item.kind === 'str' || item.kind === 'none' ? false : null;
    return Number.isInteger((n - start) / step) && (step > 0 ? n >= start && n < stop : n <= start && n > stop);
  }
  let items: readonly Value[] | null = null;
  if (container.kind === 'tuple') items = container.items;
  else if (container.kind === 'str' && item.kind === 'str')
    return container.value === null || item.value === null ? null : container.value.includes(item.value);
  else if (container.kind === 'ref') {
    const object = heap.get(container.id);
    if (object?.kind === 'list') items = object.items;
    else if (object?.kind === 'dict') {
      const key = keyOf(item);
      if (key !== null && object.entries.has(key)) return true;
      return object.isOpen || key === null ? null : false;
    }
  }
  if (!items) return null;
  const each = items.map((other) => equalValues(other, item, heap));
  return each.includes(true) ? true : each.includes(null) ? null : false;
}

function not(truth: boolean | null): boolean | null {
  return truth === null ? null : !truth;
}

const noHeap: Heap = { get: () => undefined };
