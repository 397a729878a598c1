import type { Dim } from '../values/dim';
import { unknownDim } from '../values/dim';
import { elementOf, joinValues } from '../values/join';
import type { TensorValue, Value } from '../values/value';
import { int, str, unknown } from '../values/value';
import { callSpecial, nodeSite } from './libraryMembers';
import { indexTensor } from './tensors';
import type { Machine } from './machine';

/** Loops over known sequences are unrolled up to this many turns. */
export const maxUnrolled = 4096;

/** The items that iterating over a value gives, or null when they are not known. */
export function iterateValue(m: Machine, value: Value): readonly Value[] | null {
  switch (value.kind) {
    case 'tuple':
      return value.items;
    case 'range': {
      const { start, stop, step } = value;
      if (!isNumber(start) || !isNumber(stop) || !isNumber(step) || step === 0) return null;
      const n = Math.max(0, Math.ceil((stop - start) / step));
      return n > maxUnrolled ? null : Array.from({ length: n }, (_, i) => int(start + i * step));
    }
    case 'str':
      return value.value === null || value.value.length > maxUnrolled ? null : [...value.value].map(str);
    case 'ref': {
      const object = m.get(value.id);
      if (object?.kind === 'list') return object.items;
      if (object?.kind === 'dict' && !object.isObject) return object.isOpen ? null : [...object.entries.values()].map((e) => e.key);
      if (object?.kind === 'iterator') return iterateValue(m, object.source);
      if (object?.kind === 'object') {
        const inner = iterated(m, value);
        return inner ? iterateValue(m, inner) : null;
      }
      return null;
    }
    case 'tensor': {
      const n = rowCount(value);
      return typeof n === 'number' && n <= maxRows ? Array.from({ length: n }, (_, i) => indexTensor(m, value, int(i))) : null;
    }
    default:
      return null;
  }
}

/** What each item of a value is that can be iterated, where the items are not known one by one. */
export function elementValue(m: Machine, value: Value): Value {
  if (value.kind === 'range') return int(unknownDim);
  if (value.kind === 'str') return str(null);
  if (value.kind === 'tuple') return value.items.length ? value.items.reduce(joinValues) : unknown;
  if (value.kind === 'tensor') return rowCount(value) === undefined ? unknown : indexTensor(m, value, int(unknownDim));
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  if (object?.kind === 'list') return elementOf(object);
  if (object?.kind === 'iterator') return elementValue(m, object.source);
  if (object?.kind === 'object') {
    const inner = iterated(m, value);
    return inner ? elementValue(m, inner) : unknown;
  }
  return unknown;
}

/** Rows are looked at one by one up to this many. */
const maxRows = 64;

function rowCount({ shape }: TensorValue): Dim | undefined {
  return shape && !shape.hasPrefix ? shape.dims[0] : undefined;
}

/** What `__iter__` of a library's object gives: something that can be iterated in turn. */
function iterated(m: Machine, value: Value): Value | undefined {
  const inner = callSpecial(m, value, '__iter__', [], nodeSite(m));
  return inner && (inner.kind !== 'ref' || value.kind !== 'ref' || inner.id !== value.id) ? inner : undefined;
}

function isNumber(dim: Dim): dim is number {
  return typeof dim === 'number';
}
