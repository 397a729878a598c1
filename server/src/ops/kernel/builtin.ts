import type { HeapObject, Value } from '../../values/value';
import { unknown } from '../../values/value';
import type { CallContext } from './define';

/** A function of the language or its standard library on abstract values. What it does not know, it leaves unknown. */
export type BuiltinFn = (args: readonly Value[], kwargs: ReadonlyMap<string, Value>, cx: CallContext) => Value;

/** A method of a built-in type. */
export type BuiltinMethod = (self: Value, args: readonly Value[], kwargs: ReadonlyMap<string, Value>, cx: CallContext) => Value;

export function listOf(cx: CallContext, items: readonly Value[] | null, element: Value = unknown): Value {
  return cx.alloc({ kind: 'list', isSet: false, items, element });
}

export function objectOf(cx: CallContext, value: Value | undefined): HeapObject | undefined {
  return value?.kind === 'ref' ? cx.heap.get(value.id) : undefined;
}

/** A plain number, or null. */
export function numberOf(value: Value | undefined): number | null {
  if (value?.kind === 'float') return value.value;
  if (value?.kind === 'tensor' && value.data?.length === 1) return value.data[0]!;
  return value?.kind === 'int' && typeof value.value === 'number' ? value.value : null;
}
