import type { BuiltinMethod } from '../kernel';
import { numberOf } from '../kernel';
import { productOf, unknownDim } from '../../values/dim';
import { PersistentMap } from '../../values/persistentMap';
import type { Value } from '../../values/value';
import { bool, float, int, none, str, tuple, unknown } from '../../values/value';
import { indexOf } from './listMethods';

/** Of tuples and ranges; those with an underscore of named tuples. */
export const tupleMethods: Readonly<Record<string, BuiltinMethod>> = {
  index: (self, [x], _kwargs, cx) => {
    const items = cx.iterate(self);
    const at = items && x ? indexOf(items, x, cx) : null;
    return at === -1 ? cx.raise('ValueError') : int(at ?? unknownDim);
  },
  // The shapes of TensorFlow are tuples to us.
  as_list: (self, _args, _kwargs, cx) => {
    const items = cx.iterate(self);
    return items ? cx.alloc({ kind: 'list', isSet: false, items, element: unknown }) : unknown;
  },
  is_fully_defined: (self, _args, _kwargs, cx) => bool(cx.iterate(self)?.every((item) => item.kind === 'int') ?? null),
  num_elements: (self, _args, _kwargs, cx) => {
    const items = cx.iterate(self);
    if (!items || items.some((item) => item.kind === 'none')) return items ? none : unknown;
    return int(productOf(items.map((item) => (item.kind === 'int' ? item.value : unknownDim))));
  },
  count: (self, [x], _kwargs, cx) => {
    const each = (x && cx.iterate(self)?.map((item) => cx.compare('==', item, x))) ?? [null];
    return int(each.includes(null) ? unknownDim : each.filter(Boolean).length);
  },
  _replace: (self, _args, kwargs) => {
    if (self.kind !== 'tuple' || !self.names) return unknown;
    const { names } = self;
    return { ...self, items: self.items.map((item, i) => kwargs.get(names[i]!) ?? item) };
  },
  _asdict: (self, _args, _kwargs, cx) => {
    if (self.kind !== 'tuple' || !self.names) return unknown;
    const entries = PersistentMap.from(self.names.map((name, i) => [`s${name}`, { key: str(name), value: self.items[i]! }] as const));
    return cx.alloc({ kind: 'dict', isObject: false, entries, isOpen: false });
  },
  __len__: (self, _args, _kwargs, cx) => int(cx.iterate(self)?.length ?? unknownDim),
  __getitem__: (self, [at], _kwargs, cx) => (at ? cx.getItem(self, at) : unknown),
};

export const iteratorMethods: Readonly<Record<string, BuiltinMethod>> = {
  __next__: (self, _args, _kwargs, cx) => {
    const item = cx.next(self);
    return item === 'end' ? cx.raise('StopIteration') : item;
  },
  __iter__: (self) => self,
  send: (self, _args, _kwargs, cx) => {
    cx.next(self);
    return unknown;
  },
  close: () => none,
};

export const numberMethods: Readonly<Record<string, BuiltinMethod>> = {
  is_integer: (self) => {
    const n = numberOf(self);
    return bool(n === null ? (self.kind === 'int' ? true : null) : Number.isInteger(n));
  },
  bit_length: (self) => {
    const n = numberOf(self);
    return int(n === null ? unknownDim : n === 0 ? 0 : Math.abs(n).toString(2).length);
  },
  bit_count: (self) => {
    const n = numberOf(self);
    return int(n === null ? unknownDim : [...Math.abs(n).toString(2)].filter((c) => c === '1').length);
  },
  conjugate: (self) => self,
  as_integer_ratio: (self): Value => (self.kind === 'int' ? tuple([self, int(1)]) : unknown),
  hex: () => str(null),
  item: (self) => self,
  __float__: (self) => float(numberOf(self)),
};
