import type { BuiltinFn, BuiltinMethod } from '../kernel';
import { objectOf } from '../kernel';
import { PersistentMap } from '../../values/persistentMap';
import type { Value } from '../../values/value';
import { str, tuple, unknown } from '../../values/value';

/** Decorators that leave a function what it is, with or without arguments of their own. */
const transparent: BuiltinFn = (args) => {
  const [fn] = args;
  return fn?.kind === 'function' || fn?.kind === 'method' || fn?.kind === 'ref' ? fn : { kind: 'library', path: 'python.functools.#same' };
};

export const functoolsFunctions: Readonly<Record<string, BuiltinFn>> = {
  '#same': ([fn]) => fn ?? unknown,
  partial: (args, kwargs, cx) => {
    const [fn, ...rest] = args;
    const entries = PersistentMap.from([...kwargs].map(([name, value]) => [`s${name}`, { key: str(name), value }] as const));
    const keywords = cx.alloc({ kind: 'dict', isObject: false, entries, isOpen: false });
    return cx.object('python.functools.partial', { func: fn ?? unknown, args: tuple(rest), keywords });
  },
  reduce: (args, _kwargs, cx) => {
    const [fn, x, start] = args;
    const items = x ? cx.iterate(x) : null;
    if (!fn || !items) {
      if (fn && x) cx.call(fn, [cx.elementOf(x), cx.elementOf(x)]);
      return unknown;
    }
    const [first, ...rest] = start === undefined ? items : [start, ...items];
    if (first === undefined) return cx.raise('TypeError');
    return rest.reduce((total, item) => cx.call(fn, [total, item]), first);
  },
  lru_cache: transparent,
  cache: transparent,
  cached_property: transparent,
  total_ordering: transparent,
  singledispatch: transparent,
  wraps: () => ({ kind: 'library', path: 'python.functools.#same' }),
  update_wrapper: ([fn]) => fn ?? unknown,
  cmp_to_key: () => unknown,
  partialmethod: () => unknown,
};

export const functoolsMethods: Readonly<Record<string, Readonly<Record<string, BuiltinMethod>>>> = {
  'python.functools.partial': {
    __call__: (self, args, kwargs, cx) => {
      const fn = cx.attr(self, 'func');
      const given = cx.attr(self, 'args');
      const dict = objectOf(cx, cx.attr(self, 'keywords'));
      if (!fn || given?.kind !== 'tuple' || dict?.kind !== 'dict') return unknown;
      const named = new Map<string, Value>();
      for (const { key, value } of dict.entries.values()) if (key.kind === 'str' && key.value !== null) named.set(key.value, value);
      for (const [name, value] of kwargs) named.set(name, value);
      return cx.callWith(fn, [...given.items, ...args], named);
    },
  },
};
