import type { BuiltinMethod, CallContext } from '../kernel';
import { listOf, numberOf, objectOf } from '../kernel';
import { unknownDim } from '../../values/dim';
import { keyOf } from '../../values/keys';
import { PersistentMap } from '../../values/persistentMap';
import type { DictObject, Value } from '../../values/value';
import { int, none, tuple, unknown } from '../../values/value';
import { dictOf } from './functions';
import { iteratorOf, order } from './sequences';

type Entry = { readonly key: Value; readonly value: Value };

const method =
  (
    run: (dict: DictObject, id: number, args: readonly Value[], kwargs: ReadonlyMap<string, Value>, cx: CallContext) => Value,
  ): BuiltinMethod =>
  (self, args, kwargs, cx) => {
    const object = objectOf(cx, self);
    return self.kind === 'ref' && object?.kind === 'dict' ? run(object, self.id, args, kwargs, cx) : unknown;
  };

function viewOf(cx: CallContext, items: readonly Value[] | null, element: Value): Value {
  return cx.alloc({ kind: 'list', isSet: false, isView: true, items, element });
}

const view = (part: (entry: Entry) => Value): BuiltinMethod =>
  method((dict, _id, _args, _kwargs, cx) => {
    const parts = [...dict.entries.values()].map(part);
    return viewOf(cx, dict.isOpen ? null : parts, unknown);
  });

const items: BuiltinMethod = method((dict, _id, _args, _kwargs, cx) => {
  if (dict.isOpen) return viewOf(cx, null, tuple([unknown, unknown]));
  return viewOf(
    cx,
    [...dict.entries.values()].map((entry) => tuple([entry.key, entry.value])),
    unknown,
  );
});

function found(dict: DictObject, key: Value | undefined): Entry | 'absent' | null {
  const name = key ? keyOf(key) : null;
  if (name === null) return null;
  return dict.entries.get(name) ?? (dict.isOpen ? null : 'absent');
}

export const dictMethods: Readonly<Record<string, BuiltinMethod>> = {
  keys: view((entry) => entry.key),
  values: view((entry) => entry.value),
  items,
  iteritems: items,
  get: method((dict, _id, [key, fallback = none]) => {
    const entry = found(dict, key);
    return entry === 'absent' ? fallback : entry ? entry.value : unknown;
  }),
  setdefault: method((dict, id, [key, fallback = none], _kwargs, cx) => {
    const entry = found(dict, key);
    const name = key ? keyOf(key) : null;
    if (entry && entry !== 'absent') return entry.value;
    if (entry === null || name === null) {
      cx.set(id, { ...dict, isOpen: true });
      return unknown;
    }
    cx.set(id, { ...dict, entries: dict.entries.set(name, { key: key!, value: fallback }) });
    return fallback;
  }),
  pop: method((dict, id, [key, fallback], _kwargs, cx) => {
    const entry = found(dict, key);
    if (entry === 'absent') return fallback ?? cx.raise('KeyError');
    const name = key ? keyOf(key) : null;
    cx.set(id, name === null ? { ...dict, entries: PersistentMap.empty(), isOpen: true } : { ...dict, entries: dict.entries.delete(name) });
    return entry ? entry.value : unknown;
  }),
  popitem: method((dict, id, _args, _kwargs, cx) => {
    if (dict.isOpen) return tuple([unknown, unknown]);
    const last = [...dict.entries.entries()].at(-1);
    if (!last) return cx.raise('KeyError');
    cx.set(id, { ...dict, entries: dict.entries.delete(last[0]) });
    return tuple([last[1].key, last[1].value]);
  }),
  update: method((dict, id, [source], kwargs, cx) => {
    if (dict.missing && 'value' in dict.missing) return count(dict, id, source, 1, cx);
    const other = objectOf(cx, dictOf(source, kwargs, cx));
    if (other?.kind !== 'dict') return none;
    let { entries } = dict;
    for (const [name, entry] of other.entries.entries()) entries = entries.set(name, entry);
    cx.set(id, { ...dict, entries, isOpen: dict.isOpen || other.isOpen });
    return none;
  }),
  clear: method((dict, id, _args, _kwargs, cx) => {
    cx.set(id, { ...dict, entries: PersistentMap.empty(), isOpen: false });
    return none;
  }),
  copy: method((dict, _id, _args, _kwargs, cx) => cx.alloc({ ...dict })),
  fromkeys: method((_dict, _id, [keys, value = none], _kwargs, cx) => fromKeys(keys, value, cx)),
  move_to_end: method((dict, id, [key], kwargs, cx) => {
    const entry = found(dict, key);
    const name = key ? keyOf(key) : null;
    const last = kwargs.get('last');
    if (!entry || entry === 'absent' || name === null || (last && cx.truth(last) !== true))
      cx.set(id, { ...dict, entries: PersistentMap.empty(), isOpen: true });
    else cx.set(id, { ...dict, entries: dict.entries.delete(name).set(name, entry) });
    return none;
  }),
  // A `Counter`.
  most_common: method((dict, _id, [n], _kwargs, cx) => {
    const pairs = dict.isOpen ? null : [...dict.entries.values()].map((entry) => tuple([entry.value, entry.key]));
    const keys = pairs?.map((pair) => (pair as { items: readonly Value[] }).items[0]!);
    const sorted =
      keys &&
      order(
        cx,
        keys.map((key, i) => tuple([key, int(i)])),
        undefined,
        undefined,
      );
    if (!pairs || !sorted) return listOf(cx, null, tuple([unknown, int(unknownDim)]));
    // Equal counts stay in the order in which they came.
    const counted = [...dict.entries.values()].map((entry) => ({ entry, n: numberOf(entry.value) ?? NaN }));
    counted.sort((a, b) => b.n - a.n);
    const limit = n === undefined || n.kind === 'none' ? counted.length : numberOf(n);
    if (limit === null || counted.some((c) => Number.isNaN(c.n))) return listOf(cx, null, tuple([unknown, int(unknownDim)]));
    return listOf(
      cx,
      counted.slice(0, limit).map(({ entry }) => tuple([entry.key, entry.value])),
      unknown,
    );
  }),
  elements: method((dict, _id, _args, _kwargs, cx) => {
    const all = dict.isOpen ? null : [...dict.entries.values()].map((entry) => ({ entry, n: numberOf(entry.value) }));
    return all?.every((e) => e.n !== null && e.n < 1000)
      ? iteratorOf(
          cx,
          all.flatMap(({ entry, n }) => Array.from({ length: Math.max(0, n!) }, () => entry.key)),
        )
      : iteratorOf(cx, null);
  }),
  total: method((dict, _id, _args, _kwargs, cx) =>
    dict.isOpen ? int(unknownDim) : [...dict.entries.values()].reduce((sum, entry) => cx.binary('+', sum, entry.value), int(0)),
  ),
  subtract: method((dict, id, [source], _kwargs, cx) => count(dict, id, source, -1, cx)),
  __len__: method((dict) => int(dict.isOpen ? unknownDim : dict.entries.size)),
  __contains__: method((dict, _id, [key]) => {
    const entry = found(dict, key);
    return { kind: 'bool', value: entry === null ? null : entry !== 'absent' };
  }),
  __getitem__: (self, [at], _kwargs, cx) => (at ? cx.getItem(self, at) : unknown),
};

/** Counts the items of what is given, or adds the counts of a dict. */
export function count(dict: DictObject, id: number, source: Value | undefined, sign: 1 | -1, cx: CallContext): Value {
  let { entries, isOpen } = dict;
  const other = objectOf(cx, source);
  const pairs: readonly Entry[] | undefined | null =
    other?.kind === 'dict'
      ? other.isOpen
        ? null
        : [...other.entries.values()]
      : source
        ? cx.iterate(source)?.map((key) => ({ key, value: int(1) }))
        : [];
  isOpen ||= !pairs;
  for (const { key, value } of pairs ?? []) {
    const name = keyOf(key);
    if (name === null) isOpen = true;
    else entries = entries.set(name, { key, value: cx.binary(sign === 1 ? '+' : '-', entries.get(name)?.value ?? int(0), value) });
  }
  cx.set(id, { ...dict, entries, isOpen });
  return none;
}

export function fromKeys(keys: Value | undefined, value: Value, cx: CallContext): Value {
  const all = keys ? cx.iterate(keys) : null;
  const names = all?.map(keyOf);
  if (!all || !names?.every((name) => name !== null))
    return cx.alloc({ kind: 'dict', isObject: false, entries: PersistentMap.empty(), isOpen: true });
  const entries = PersistentMap.from(all.map((key, i) => [names[i]!, { key, value }] as const));
  return cx.alloc({ kind: 'dict', isObject: false, entries, isOpen: false });
}
