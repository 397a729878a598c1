import type { BinaryOp } from '../../ir/ir';
import type { BuiltinMethod, CallContext } from '../kernel';
import { objectOf } from '../kernel';
import { unknownDim } from '../../values/dim';
import { keyOf } from '../../values/keys';
import type { ListObject, Value } from '../../values/value';
import { bool, int, none, unknown } from '../../values/value';
import { distinctItems, itemsOf, setOfItems } from './sequences';

const method =
  (run: (set: ListObject, id: number, args: readonly Value[], cx: CallContext) => Value): BuiltinMethod =>
  (self, args, _kwargs, cx) => {
    const object = objectOf(cx, self);
    return self.kind === 'ref' && object?.kind === 'list' ? run(object, self.id, args, cx) : unknown;
  };

const asSet = (cx: CallContext, value: Value): Value => setOfItems(cx, itemsOf(cx, value));

const combine = (op: BinaryOp): BuiltinMethod =>
  method(
    (set, id, args, cx) =>
      args.reduce<Value>((out, other) => cx.binary(op, out, asSet(cx, other)), cx.alloc({ ...set, items: set.items })) ?? {
        kind: 'ref',
        id,
      },
  );

const update = (op: BinaryOp): BuiltinMethod =>
  method((set, id, args, cx) => {
    const made = args.reduce<Value>((out, other) => cx.binary(op, out, asSet(cx, other)), cx.alloc({ ...set }));
    const object = objectOf(cx, made);
    cx.set(id, { ...set, items: object?.kind === 'list' ? object.items : null });
    return none;
  });

const without = (isLenient: boolean): BuiltinMethod =>
  method((set, id, [x], cx) => {
    const key = x ? keyOf(x) : null;
    const keys = set.items?.map(keyOf);
    const at = key === null || !keys || keys.includes(null) ? null : keys.indexOf(key);
    if (at === -1) return isLenient ? none : cx.raise('KeyError');
    cx.set(id, { ...set, items: at === null ? null : set.items!.filter((_, i) => i !== at) });
    return none;
  });

export const setMethods: Readonly<Record<string, BuiltinMethod>> = {
  add: method((set, id, [x], cx) => {
    cx.set(id, { ...set, items: set.items && distinctItems([...set.items, x ?? unknown]) });
    return none;
  }),
  discard: without(true),
  remove: without(false),
  clear: method((set, id, _args, cx) => {
    cx.set(id, { ...set, items: [] });
    return none;
  }),
  pop: method((set, id, _args, cx) => {
    if (set.items?.length === 0) return cx.raise('KeyError');
    cx.set(id, { ...set, items: set.items?.length === 1 ? [] : null });
    return set.items?.length === 1 ? set.items[0]! : unknown;
  }),
  copy: method((set, _id, _args, cx) => cx.alloc({ ...set })),
  union: combine('|'),
  intersection: combine('&'),
  difference: combine('-'),
  symmetric_difference: combine('^'),
  update: update('|'),
  intersection_update: update('&'),
  difference_update: update('-'),
  symmetric_difference_update: update('^'),
  issubset: (self, [x], _kwargs, cx) => bool(x ? cx.compare('<=', self, asSet(cx, x)) : null),
  issuperset: (self, [x], _kwargs, cx) => bool(x ? cx.compare('>=', self, asSet(cx, x)) : null),
  isdisjoint: (self, [x], _kwargs, cx) => {
    const shared = x ? objectOf(cx, cx.binary('&', self, asSet(cx, x))) : undefined;
    return bool(shared?.kind === 'list' && shared.items ? shared.items.length === 0 : null);
  },
  __len__: method((set) => int(set.items ? set.items.length : unknownDim)),
};
