import type { BuiltinMethod } from '../kernel';
import { listOf, numberOf, objectOf } from '../kernel';
import type { ListObject, Value } from '../../values/value';
import { int, none, str, tuple, unknown } from '../../values/value';

type ListMethod = (list: ListObject, id: number, args: readonly Value[], cx: Parameters<BuiltinMethod>[3]) => Value;

const change =
  (next: (items: readonly Value[], args: readonly Value[], cx: Parameters<BuiltinMethod>[3]) => readonly Value[] | null): ListMethod =>
  (list, id, args, cx) => {
    cx.set(id, { ...list, items: list.items ? next(list.items, args, cx) : null });
    return none;
  };

const listMethods: Readonly<Record<string, ListMethod>> = {
  append: change((items, [x]) => [...items, x ?? unknown]),
  extend: change((items, [x], cx) => {
    const more = x ? cx.iterate(x) : null;
    return more && [...items, ...more];
  }),
  insert: change((items, [at, x]) => {
    const index = numberOf(at);
    return index === null ? null : [...items.slice(0, index), x ?? unknown, ...items.slice(index)];
  }),
  reverse: change((items) => [...items].reverse()),
  clear: change(() => []),
  remove: change(() => null),
  sort: change(() => null),
  add: change(() => null),
  update: change(() => null),
  discard: change(() => null),
  pop: (list, id, [at], cx) => {
    const index = at ? numberOf(at) : -1;
    if (!list.items || index === null) {
      cx.set(id, { ...list, items: null });
      return unknown;
    }
    const i = index < 0 ? list.items.length + index : index;
    cx.set(id, { ...list, items: list.items.filter((_, j) => j !== i) });
    return list.items[i] ?? unknown;
  },
  copy: (list, _id, _args, cx) => cx.alloc({ ...list }),
  index: () => int({ kind: 'unknown' }),
  count: () => int({ kind: 'unknown' }),
};

/** Methods of Python's built-in types; undefined when there is no such rule. */
export function pythonMethod(self: Value, object: ReturnType<typeof objectOf>, name: string): BuiltinMethod | undefined {
  if (object?.kind === 'list' && self.kind === 'ref' && Object.hasOwn(listMethods, name)) {
    const method = listMethods[name]!;
    return (_self, args, _kwargs, cx) => method(object, self.id, args, cx);
  }
  if (object?.kind === 'dict') return dictMethod(name);
  if (self.kind === 'str') return stringMethod(self, name);
  return undefined;
}

function dictMethod(name: string): BuiltinMethod | undefined {
  const entriesOf = (self: Value, cx: Parameters<BuiltinMethod>[3]): { key: Value; value: Value }[] | null => {
    const dict = objectOf(cx, self);
    return dict?.kind === 'dict' && !dict.isOpen ? [...dict.entries.values()] : null;
  };
  switch (name) {
    case 'keys':
      return (self, _a, _k, cx) => listOf(cx, entriesOf(self, cx)?.map((e) => e.key) ?? null, unknown);
    case 'values':
      return (self, _a, _k, cx) => listOf(cx, entriesOf(self, cx)?.map((e) => e.value) ?? null, unknown);
    case 'items':
      return (self, _a, _k, cx) => listOf(cx, entriesOf(self, cx)?.map((e) => tuple([e.key, e.value])) ?? null, unknown);
    case 'get':
      return (self, [key, fallback], _k, cx) => {
        const entries = entriesOf(self, cx);
        if (!entries || !key || key.kind === 'unknown') return unknown;
        const found = entries.find((e) => e.key.kind === key.kind && 'value' in e.key && 'value' in key && e.key.value === key.value);
        return found ? found.value : (fallback ?? none);
      };
    case 'update':
    case 'pop':
    case 'clear':
    case 'setdefault':
      return (self, _a, _k, cx) => {
        const dict = objectOf(cx, self);
        if (dict?.kind === 'dict' && self.kind === 'ref') cx.set(self.id, { ...dict, isOpen: true });
        return unknown;
      };
    default:
      return undefined;
  }
}

function stringMethod(self: Extract<Value, { kind: 'str' }>, name: string): BuiltinMethod | undefined {
  const text = self.value;
  const on =
    (f: (s: string) => string): BuiltinMethod =>
    () =>
      str(text === null ? null : f(text));
  switch (name) {
    case 'lower':
      return on((s) => s.toLowerCase());
    case 'upper':
      return on((s) => s.toUpperCase());
    case 'strip':
      return (_s, args) => str(text === null || args.length ? null : text.trim());
    case 'replace':
      return (_s, [a, b]) =>
        str(
          text !== null && a?.kind === 'str' && b?.kind === 'str' && a.value && b.value !== null ? text.replaceAll(a.value, b.value) : null,
        );
    case 'split':
      return (_s, [sep], _k, cx) => {
        const parts =
          text === null ? null : !sep ? text.trim().split(/\s+/) : sep.kind === 'str' && sep.value ? text.split(sep.value) : null;
        return listOf(cx, parts?.map(str) ?? null, str(null));
      };
    case 'join':
    case 'format':
    case 'title':
    case 'capitalize':
      return () => str(null);
    default:
      return undefined;
  }
}
