import type { Value } from './value';

/** The key under which a value is stored in a dict; null when it is not known. */
export function keyOf(value: Value): string | null {
  if (value.kind === 'str') return value.value === null ? null : `s${value.value}`;
  if (value.kind === 'int') return typeof value.value === 'number' ? `n${value.value}` : null;
  if (value.kind === 'float') return value.value === null ? null : `n${value.value}`;
  if (value.kind === 'bool') return value.value === null ? null : `n${Number(value.value)}`;
  if (value.kind === 'none') return value.isUndefined ? 'undefined' : 'none';
  if (value.kind === 'ref') return `r${value.id}`;
  if (value.kind === 'library') return `l${value.path}`;
  // A part of a graph is itself, whatever it holds.
  if (value.kind === 'tensor') return value.isSymbolic && value.producer ? `t${value.producer.id}.${value.producer.outputIdx}` : null;
  if (value.kind === 'tuple') {
    const keys = value.items.map(keyOf);
    return keys.includes(null) ? null : `(${keys.join(',')})`;
  }
  return null;
}
