import type { BuiltinMethod } from '../kernel';
import { listOf, numberOf, type objectOf } from '../kernel';
import type { ListObject, Value } from '../../values/value';
import { bool, int, str, undefinedValue, unknown } from '../../values/value';

type Context = Parameters<BuiltinMethod>[3];
type ArrayMethod = (list: ListObject, id: number, args: readonly Value[], cx: Context) => Value;

const arrayMethods: Readonly<Record<string, ArrayMethod>> = {
  push: (list, id, args, cx) => {
    cx.set(id, { ...list, items: list.items && [...list.items, ...args] });
    return int(list.items ? list.items.length + args.length : { kind: 'unknown' });
  },
  unshift: (list, id, args, cx) => {
    cx.set(id, { ...list, items: list.items && [...args, ...list.items] });
    return int(list.items ? list.items.length + args.length : { kind: 'unknown' });
  },
  pop: (list, id, _args, cx) => {
    cx.set(id, { ...list, items: list.items && list.items.slice(0, -1) });
    return list.items ? (list.items.at(-1) ?? undefinedValue) : unknown;
  },
  shift: (list, id, _args, cx) => {
    cx.set(id, { ...list, items: list.items && list.items.slice(1) });
    return list.items ? (list.items[0] ?? undefinedValue) : unknown;
  },
  splice: (list, id, _args, cx) => {
    cx.set(id, { ...list, items: null });
    return listOf(cx, null, unknown);
  },
  sort: (list, id, _args, cx) => {
    cx.set(id, { ...list, items: null });
    return { kind: 'ref', id };
  },
  reverse: (list, id, _args, cx) => {
    cx.set(id, { ...list, items: list.items && [...list.items].reverse() });
    return { kind: 'ref', id };
  },
  fill: (list, id, [x], cx) => {
    cx.set(id, { ...list, items: list.items && list.items.map(() => x ?? undefinedValue) });
    return { kind: 'ref', id };
  },
  slice: (list, _id, [a, b], cx) => {
    const from = a ? numberOf(a) : 0;
    const to = b ? numberOf(b) : Infinity;
    return listOf(
      cx,
      list.items && from !== null && to !== null ? list.items.slice(from, to === Infinity ? undefined : to) : null,
      unknown,
    );
  },
  concat: (list, _id, args, cx) => {
    const more = args.map((arg) => cx.iterate(arg));
    return listOf(cx, list.items && more.every((m) => m !== null) ? [...list.items, ...more.flat()] : null, unknown);
  },
  map: (list, _id, [fn], cx) => {
    if (!fn) return unknown;
    if (!list.items) return listOf(cx, null, cx.call(fn, [list.element, int({ kind: 'unknown' })]));
    return listOf(
      cx,
      list.items.map((item, i) => cx.call(fn, [item, int(i)])),
      unknown,
    );
  },
  flatMap: (list, _id, [fn], cx) => {
    const each = fn && list.items?.map((item, i) => cx.iterate(cx.call(fn, [item, int(i)])));
    return listOf(cx, each?.every((items) => items !== null) ? each.flat() : null, unknown);
  },
  forEach: (list, _id, [fn], cx) => {
    if (fn) for (const [i, item] of (list.items ?? []).entries()) cx.call(fn, [item, int(i)]);
    return undefinedValue;
  },
  reduce: (list, _id, args, cx) => {
    const [fn] = args;
    if (!fn || !list.items) return unknown;
    const items = args.length > 1 ? list.items : list.items.slice(1);
    const start = args.length > 1 ? args[1]! : (list.items[0] ?? unknown);
    return items.reduce((acc, item, i) => cx.call(fn, [acc, item, int(i)]), start);
  },
  filter: (_list, _id, _args, cx) => listOf(cx, null, unknown),
  includes: () => bool(null),
  indexOf: () => int({ kind: 'unknown' }),
  join: () => str(null),
  at: (list, _id, [index]) => {
    const i = numberOf(index);
    return list.items && i !== null ? (list.items.at(i) ?? undefinedValue) : unknown;
  },
  entries: (list, _id, _args, cx) => listOf(cx, list.items && list.items.map((item, i) => listOf(cx, [int(i), item], unknown)), unknown),
  keys: (list, _id, _args, cx) => listOf(cx, list.items && list.items.map((_, i) => int(i)), int({ kind: 'unknown' })),
  values: (list, _id, _args, cx) => listOf(cx, list.items, unknown),
};

/** Methods of JavaScript's built-in types; undefined when there is no such rule. */
export function javascriptMethod(self: Value, object: ReturnType<typeof objectOf>, name: string): BuiltinMethod | undefined {
  if (object?.kind === 'list' && self.kind === 'ref' && Object.hasOwn(arrayMethods, name)) {
    const method = arrayMethods[name]!;
    return (_self, args, _kwargs, cx) => method(object, self.id, args, cx);
  }
  if (self.kind === 'str') {
    const text = self.value;
    if (name === 'toLowerCase' || name === 'toUpperCase' || name === 'trim') return () => str(text === null ? null : text[name]());
    if (name === 'toString') return () => self;
    return undefined;
  }
  if ((self.kind === 'int' || self.kind === 'float') && (name === 'toFixed' || name === 'toString')) return () => str(null);
  return undefined;
}
