import type { BuiltinMethod, CallContext } from '../kernel';
import { numberOf, objectOf } from '../kernel';
import { unknownDim } from '../../values/dim';
import { elementOf, joinValues } from '../../values/join';
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

/** A change of the items; null when they are not known afterwards. `more` is what may have come in. */
const change = (
  next: (items: readonly Value[], args: readonly Value[], cx: CallContext) => readonly Value[] | null,
  more: (args: readonly Value[], cx: CallContext) => Value | null = () => null,
): BuiltinMethod =>
  method((list, id, args, _kwargs, cx) => {
    const items = list.items ? next(list.items, args, cx) : null;
    const added = items ? null : more(args, cx);
    const had = list.items ? (list.items.length ? list.items.reduce(joinValues) : null) : elementOf(list);
    cx.set(id, { ...list, items, element: items ? list.element : added && had ? joinValues(had, added) : (added ?? had ?? unknown) });
    return none;
  });

const first = ([x]: readonly Value[]): Value => x ?? unknown;

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
  append: change((items, [x]) => [...items, x ?? unknown], first),
  appendleft: change((items, [x]) => [x ?? unknown, ...items], first),
  extend: change(
    (items, [x], cx) => {
      const more = x ? cx.iterate(x) : null;
      return more && [...items, ...more];
    },
    ([x], cx) => (x ? cx.elementOf(x) : unknown),
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
  ),
  reverse: change((items) => [...items].reverse()),
  clear: change(() => []),
  rotate: change((items, [n]) => {
    const by = n ? numberOf(n) : 1;
    if (by === null || !items.length) return by === null ? null : items;
    const at = ((-by % items.length) + items.length) % items.length;
    return [...items.slice(at), ...items.slice(0, at)];
  }),
  remove: method((list, id, [x], _kwargs, cx) => {
    const at = list.items && x ? indexOf(list.items, x, cx) : null;
    if (at === -1) return cx.raise('ValueError');
    cx.set(id, { ...list, items: at === null ? null : list.items!.filter((_, i) => i !== at), element: elementOf(list) });
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
      cx.set(id, { ...list, items: null, element: elementOf(list) });
      return elementOf(list);
    }
    const i = index < 0 ? list.items.length + index : index;
    if (!(i in list.items)) return cx.raise('IndexError');
    cx.set(id, { ...list, items: list.items.filter((_, j) => j !== i) });
    return list.items[i]!;
  }),
  popleft: method((list, id, _args, _kwargs, cx) => {
    if (!list.items) return elementOf(list);
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
  __len__: method((list) => int(list.items ? list.items.length : unknownDim)),
  __iter__: method((_list, id, _args, _kwargs, cx) => cx.alloc({ kind: 'iterator', source: { kind: 'ref', id }, position: 0 })),
  __getitem__: (self, [at], _kwargs, cx) => (at ? cx.getItem(self, at) : unknown),
};
