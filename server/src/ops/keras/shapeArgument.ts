import type { Heap, Value } from '../../values/value';
import { int, tuple } from '../../values/value';
import type { Refusal } from '../kernel';
import { msg, sequenceItems } from '../kernel';

/** What Keras refuses where a shape is given: one number, and among the extents what is neither a whole number nor None. */
export function refusedShape(value: Value, heap: Heap, label: string, param: string): Refusal | null {
  if (value.kind === 'int' || value.kind === 'float') {
    if (typeof value.value !== 'number') return null;
    return {
      code: 'dtype-mismatch',
      message: msg('{0}: {1} is a tuple of extents, ({2},); a single number is none', label, param, value.value),
      since: '3',
    };
  }
  for (const item of sequenceItems(value, heap) ?? []) {
    const kind = item.kind === 'ref' && sequenceItems(item, heap) ? 'list' : item.kind;
    if (kind === 'tuple' || kind === 'list' || kind === 'str' || kind === 'float')
      return { code: 'dtype-mismatch', message: msg('{0}: {1} is made of numbers, not of {2}', label, param, kind) };
    if (item.kind === 'int' && typeof item.value === 'number' && item.value < 0)
      return { code: 'non-positive-size', message: msg('{0}: {1} has a negative extent, {2}', label, param, item.value) };
  }
  return null;
}

/** The shape that is meant by one that is refused: of a shape inside of it the last extent. */
export function meantShape(value: Value, heap: Heap): Value {
  if (value.kind === 'int') return tuple([value]);
  const items = sequenceItems(value, heap);
  return items ? tuple(items.map((item) => meantExtent(item, heap))) : value;
}

function meantExtent(item: Value, heap: Heap): Value {
  const inner = sequenceItems(item, heap);
  if (inner) return inner.at(-1) ?? int({ kind: 'unknown' });
  return item.kind === 'float' && item.value !== null ? int(Math.trunc(item.value)) : item;
}
