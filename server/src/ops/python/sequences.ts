import type { CallContext } from '../kernel';
import { objectOf } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, unknownDim } from '../../values/dim';
import { keyOf } from '../../values/keys';
import type { RefValue, Value } from '../../values/value';
import { int, tuple, unknown } from '../../values/value';

export function isNone(value: Value | undefined): boolean {
  return value?.kind === 'none';
}

/** An iterator over known items, or of which it is known what each is. */
export function iteratorOf(cx: CallContext, items: readonly Value[] | null, element: Value = unknown, count: Dim = unknownDim): RefValue {
  const source = items ? tuple(items) : countedList(cx, element, count);
  return cx.alloc({ kind: 'iterator', source, position: 0 });
}

/** A list of which it is known how many items it has and what each is. */
export function countedList(cx: CallContext, element: Value, count: Dim): RefValue {
  return cx.alloc({ kind: 'list', isSet: false, items: null, element, count });
}

/** How many items several give that are gone through side by side, where all give as many. */
export function sharedCount(cx: CallContext, values: readonly Value[]): Dim {
  const [first = unknownDim, ...more] = values.map((value) => cx.countOf(value));
  return more.every((count) => compareDims(count, first) === 'equal') ? first : unknownDim;
}

/** The items of anything, those of a set as they are: for what does not depend on their order. */
export function itemsOf(cx: CallContext, value: Value): readonly Value[] | null {
  const object = objectOf(cx, value);
  return object?.kind === 'list' ? object.items : cx.iterate(value);
}

/** So many items from the start; null when they are not known. */
export function firstItems(cx: CallContext, value: Value, n: number): readonly Value[] | null {
  const object = objectOf(cx, value);
  if (object?.kind === 'iterator' && (object.isCyclic || object.source.kind === 'range') && n <= 4096) {
    return Array.from({ length: n }, () => {
      const item = cx.next(value);
      return item === 'end' ? unknown : item;
    });
  }
  if (value.kind === 'range' && typeof value.start === 'number' && typeof value.step === 'number' && n <= 4096) {
    const { start, step } = value;
    return Array.from({ length: n }, (_, i) => int(start + i * step));
  }
  return cx.iterate(value)?.slice(0, n) ?? null;
}

export function setOfItems(cx: CallContext, items: readonly Value[] | null): RefValue {
  return cx.alloc({ kind: 'list', isSet: true, items: items && distinctItems(items), element: unknown });
}

/** Items without those that are there already; null when that cannot be told. */
export function distinctItems(items: readonly Value[]): Value[] | null {
  const seen = new Map<string, Value>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) return items.length === 1 ? [...items] : null;
    if (!seen.has(key)) seen.set(key, item);
  }
  return [...seen.values()];
}

/** Sorted as Python does, equal ones in their order; null when some comparison is not known. */
export function order(
  cx: CallContext,
  items: readonly Value[],
  key: Value | undefined,
  reverse: Value | undefined,
): readonly Value[] | null {
  const keys = key && !isNone(key) ? items.map((item) => cx.call(key, [item])) : items;
  const isReversed = reverse ? cx.truth(reverse) : false;
  if (isReversed === null || items.length > 4096) return null;
  let isKnown = true;
  const indices = items
    .map((_, i) => i)
    .sort((i, j) => {
      const [a, b] = isReversed ? [keys[j]!, keys[i]!] : [keys[i]!, keys[j]!];
      const less = cx.compare('<', a, b);
      if (less === null) isKnown = false;
      if (less) return -1;
      const more = cx.compare('<', b, a);
      if (more === null) isKnown = false;
      return more ? 1 : 0;
    });
  return isKnown ? indices.map((i) => items[i]!) : null;
}
