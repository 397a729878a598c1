import type { BuiltinMethod, CallContext } from '../kernel';
import { numberOf, objectOf } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, unknownDim } from '../../values/dim';
import { elementOf, joinValues, itemCount } from '../../values/join';
import type { ListObject, Value } from '../../values/value';
import { int, none, unknown } from '../../values/value';
import { order } from './sequences';

type ListMethod = (list: ListObject, id: number, args: readonly Value[], kwargs: ReadonlyMap<string, Value>, cx: CallContext) => Value;

const method =
  (run: ListMethod): BuiltinMethod =>
  (self, args, kwargs, cx) => {
    const object = objectOf(cx, self);
    return self.kind === 'ref' && object?.kind === 'list' ? run(object, self.id, args, kwargs, cx) : unknown;
  };

/**
 * A change of the items; null when they are not known afterwards. `more` is what may have come in, `grows` by how many there are more
 * where they are only counted.
 */
const change = (
  next: (items: readonly Value[], args: readonly Value[], cx: CallContext) => readonly Value[] | null,
  more: (args: readonly Value[], cx: CallContext) => Value | null = () => null,
  grows: (args: readonly Value[], cx: CallContext) => Dim = () => unknownDim,
): BuiltinMethod =>
  method((list, id, args, _kwargs, cx) => {
    const items = list.items ? next(list.items, args, cx) : null;
    const added = items ? null : more(args, cx);
    const had = list.items ? (list.items.length ? list.items.reduce(joinValues) : null) : elementOf(list);
    const element = items ? list.element : added && had ? joinValues(had, added) : (added ?? had ?? unknown);
    cx.set(id, { ...list, items, element, count: items ? unknownDim : addDims(itemCount(list), grows(args, cx)) });
    return none;
  });

const first = ([x]: readonly Value[]): Value => x ?? unknown;
const byOne = (): Dim => 1;

function fewer(list: ListObject): Dim {
  return addDims(itemCount(list), -1);
}

/** Where an item stands; null when that cannot be told, -1 when it is not there. */
export function indexOf(items: readonly Value[], x: Value, cx: CallContext): number | null {
  for (const [i, item] of items.entries()) {
    const same = cx.compare('==', item, x);
    if (same === null) return null;
    if (same) return i;
  }
  return -1;
}

export const listMethods: Readonly<Record<string, BuiltinMethod>> = {
  append: change((items, [x]) => [...items, x ?? unknown], first, byOne),
  appendleft: change((items, [x]) => [x ?? unknown, ...items], first, byOne),
  extend: change(
    (items, [x], cx) => {
      const more = x ? cx.iterate(x) : null;
      return more && [...items, ...more];
    },
    ([x], cx) => (x ? cx.elementOf(x) : unknown),
    ([x], cx) => (x ? cx.countOf(x) : unknownDim),
  ),
  extendleft: change((items, [x], cx) => {
    const more = x ? cx.iterate(x) : null;
    return more && [...[...more].reverse(), ...items];
  }),
  insert: change(
    (items, [at, x]) => {
      const index = numberOf(at);
      if (index === null) return null;
      const out = [...items];
      out.splice(index, 0, x ?? unknown);
      return out;
    },
    ([, x]) => x ?? unknown,
    byOne,
  ),
  reverse: change(
    (items) => [...items].reverse(),
    () => null,
    () => 0,
  ),
  clear: method((list, id, _args, _kwargs, cx) => {
    cx.set(id, { ...list, items: [], count: unknownDim });
    return none;
  }),
  rotate: change((items, [n]) => {
    const by = n ? numberOf(n) : 1;
    if (by === null || !items.length) return by === null ? null : items;
    const at = ((-by % items.length) + items.length) % items.length;
    return [...items.slice(at), ...items.slice(0, at)];
  }),
  remove: method((list, id, [x], _kwargs, cx) => {
    const at = list.items && x ? indexOf(list.items, x, cx) : null;
    if (at === -1) return cx.raise('ValueError');
    cx.set(id, {
      ...list,
      items: at === null ? null : list.items!.filter((_, i) => i !== at),
      element: elementOf(list),
      count: fewer(list),
    });
    return none;
  }),
  sort: method((list, id, _args, kwargs, cx) => {
    const sorted = list.items && order(cx, list.items, kwargs.get('key'), kwargs.get('reverse'));
    const any = elementOf(list);
    cx.set(id, { ...list, items: sorted ?? list.items?.map(() => any) ?? null, element: any });
    return none;
  }),
  pop: method((list, id, [at], _kwargs, cx) => {
    const index = at ? numberOf(at) : -1;
    if (!list.items || index === null) {
      cx.set(id, { ...list, items: null, element: elementOf(list), count: fewer(list) });
      return elementOf(list);
    }
    const i = index < 0 ? list.items.length + index : index;
    if (!(i in list.items)) return cx.raise('IndexError');
    cx.set(id, { ...list, items: list.items.filter((_, j) => j !== i) });
    return list.items[i]!;
  }),
  popleft: method((list, id, _args, _kwargs, cx) => {
    if (!list.items) {
      cx.set(id, { ...list, count: fewer(list) });
      return elementOf(list);
    }
    if (!list.items.length) return cx.raise('IndexError');
    cx.set(id, { ...list, items: list.items.slice(1) });
    return list.items[0]!;
  }),
  copy: method((list, _id, _args, _kwargs, cx) => cx.alloc({ ...list })),
  index: method((list, _id, [x, from], _kwargs, cx) => {
    const start = from ? numberOf(from) : 0;
    const at = list.items && x && start !== null && start >= 0 ? indexOf(list.items.slice(start), x, cx) : null;
    if (at === -1) return cx.raise('ValueError');
    return int(at === null ? unknownDim : at + (start ?? 0));
  }),
  count: method((list, _id, [x], _kwargs, cx) => {
    const each = list.items && x ? list.items.map((item) => cx.compare('==', item, x)) : [null];
    return int(each.includes(null) ? unknownDim : each.filter(Boolean).length);
  }),
  __len__: method((list) => int(itemCount(list))),
  __iter__: method((_list, id, _args, _kwargs, cx) => cx.alloc({ kind: 'iterator', source: { kind: 'ref', id }, position: 0 })),
  __getitem__: (self, [at], _kwargs, cx) => (at ? cx.getItem(self, at) : unknown),
};
