import type { Dim } from '../../values/dim';
import { addDims, compareDims, isKnown, mulDims, subDims, unknownDim } from '../../values/dim';
import type { Value } from '../../values/value';
import { bool, float, int, unknown } from '../../values/value';

/** A plain number where it is one. Booleans count as 0 and 1 in both languages. */
export function asNumber(value: Value): number | null {
  if (value.kind === 'int') return typeof value.value === 'number' ? value.value : null;
  if (value.kind === 'float') return value.value;
  if (value.kind === 'bool' && value.value !== null) return value.value ? 1 : 0;
  return null;
}

/** An extent where the value is whole. */
export function asDim(value: Value): Dim | null {
  if (value.kind === 'int') return value.value;
  if (value.kind !== 'bool') return null;
  return value.value === null ? unknownDim : Number(value.value);
}

export function isNumeric(value: Value): boolean {
  return value.kind === 'int' || value.kind === 'float' || value.kind === 'bool';
}

/** Sum, difference and product of whole numbers keep symbols. */
export function wholeArithmetic(op: '+' | '-' | '*', left: Dim, right: Dim): Value {
  return int(op === '+' ? addDims(left, right) : op === '-' ? subDims(left, right) : mulDims(left, right));
}

export function orderNumbers(op: '<' | '<=' | '>' | '>=', left: Value, right: Value): boolean | null {
  const a = asNumber(left);
  const b = asNumber(right);
  if (a === null || b === null) return orderDims(op, left, right);
  return op === '<' ? a < b : op === '<=' ? a <= b : op === '>' ? a > b : a >= b;
}

/** Symbolic extents differ by a constant at best. */
function orderDims(op: '<' | '<=' | '>' | '>=', left: Value, right: Value): boolean | null {
  const a = asDim(left);
  const b = asDim(right);
  if (a === null || b === null || !isKnown(a) || !isKnown(b)) return null;
  const difference = subDims(a, b);
  if (typeof difference !== 'number') return null;
  return op === '<' ? difference < 0 : op === '<=' ? difference <= 0 : op === '>' ? difference > 0 : difference >= 0;
}

/** Equality by content where both are plain; null when it cannot be told. */
export function equalPlain(left: Value, right: Value): boolean | null {
  if (left.kind === 'unknown' || right.kind === 'unknown') return null;
  if (isNumeric(left) && isNumeric(right)) {
    const a = asNumber(left);
    const b = asNumber(right);
    if (a !== null && b !== null) return a === b;
    const x = asDim(left);
    const y = asDim(right);
    if (x === null || y === null) return null;
    const same = compareDims(x, y);
    return same === 'unknown' ? null : same === 'equal';
  }
  if (left.kind !== right.kind) {
    const plain = (v: Value): boolean => isNumeric(v) || v.kind === 'str' || v.kind === 'none' || v.kind === 'tuple';
    return plain(left) && plain(right) ? false : null;
  }
  if (left.kind === 'str')
    return left.value === null || (right as typeof left).value === null ? null : left.value === (right as typeof left).value;
  if (left.kind === 'none') return true;
  if (left.kind === 'library') return left.path === (right as typeof left).path ? true : null;
  if (left.kind === 'tuple') {
    const items = (right as typeof left).items;
    if (items.length !== left.items.length) return false;
    const each = left.items.map((item, i) => equalPlain(item, items[i]!));
    return each.includes(false) ? false : each.includes(null) ? null : true;
  }
  if (left.kind === 'ref') return left.id === (right as typeof left).id ? true : null;
  return null;
}

export function negate(value: Value): Value {
  if (value.kind === 'float') return float(value.value === null ? null : -value.value);
  const whole = asDim(value);
  return whole === null ? unknown : int(mulDims(whole, -1));
}

export function negateTruth(truth: boolean | null): Value {
  return bool(truth === null ? null : !truth);
}
