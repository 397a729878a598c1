import { PersistentMap } from '../../values/persistentMap';
import type { TensorValue, Value } from '../../values/value';
import { tuple } from '../../values/value';
import type { Machine } from '../machine';

/** The same structure of tuples, lists and dicts with other leaves: Keras' `tree.map_structure`. New lists and dicts are made. */
export function mapStructure(m: Machine, value: Value, leaf: (value: Value) => Value): Value {
  if (value.kind === 'tuple') return tuple(value.items.map((item) => mapStructure(m, item, leaf)));
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  if (object?.kind === 'list' && object.items)
    return m.alloc({ ...object, items: object.items.map((item) => mapStructure(m, item, leaf)) });
  if (object?.kind === 'dict' && !object.isObject) {
    const entries = [...object.entries.entries()].map(
      ([key, entry]) => [key, { ...entry, value: mapStructure(m, entry.value, leaf) }] as const,
    );
    return m.alloc({ ...object, entries: PersistentMap.from(entries) });
  }
  return leaf(value);
}

/** The leaves of a structure in order. */
export function leavesOf(m: Machine, value: Value): Value[] {
  const out: Value[] = [];
  const walk = (part: Value): void => {
    const object = part.kind === 'ref' ? m.get(part.id) : undefined;
    if (part.kind === 'tuple') part.items.forEach(walk);
    else if (object?.kind === 'list' && object.items) object.items.forEach(walk);
    else if (object?.kind === 'dict' && !object.isObject) for (const entry of object.entries.values()) walk(entry.value);
    else out.push(part);
  };
  walk(value);
  return out;
}

export function tensorLeaves(m: Machine, value: Value): TensorValue[] {
  return leavesOf(m, value).filter((leaf): leaf is TensorValue => leaf.kind === 'tensor');
}
