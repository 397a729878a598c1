import type { Dim } from '../values/dim';
import type { Value } from '../values/value';
import { int, str } from '../values/value';
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
      return null;
    }
    default:
      return null;
  }
}

function isNumber(dim: Dim): dim is number {
  return typeof dim === 'number';
}
