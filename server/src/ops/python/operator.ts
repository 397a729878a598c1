import type { BinaryOp, CompareOp } from '../../ir/ir';
import type { BuiltinFn, BuiltinMethod } from '../kernel';
import type { Value } from '../../values/value';
import { bool, tuple, unknown } from '../../values/value';

const binary =
  (op: BinaryOp): BuiltinFn =>
  ([a, b], _kwargs, cx) =>
    a && b ? cx.binary(op, a, b) : unknown;

const compare =
  (op: CompareOp): BuiltinFn =>
  ([a, b], _kwargs, cx) =>
    a?.kind === 'tensor' || b?.kind === 'tensor' ? unknown : bool(a && b ? cx.compare(op, a, b) : null);

export const operatorFunctions: Readonly<Record<string, BuiltinFn>> = {
  add: binary('+'),
  sub: binary('-'),
  mul: binary('*'),
  truediv: binary('/'),
  floordiv: binary('//'),
  mod: binary('%'),
  pow: binary('**'),
  matmul: binary('@'),
  and_: binary('&'),
  or_: binary('|'),
  xor: binary('^'),
  lshift: binary('<<'),
  rshift: binary('>>'),
  concat: binary('+'),
  eq: compare('=='),
  ne: compare('!='),
  lt: compare('<'),
  le: compare('<='),
  gt: compare('>'),
  ge: compare('>='),
  is_: compare('is'),
  is_not: compare('is not'),
  contains: ([a, b], _kwargs, cx) => bool(a && b ? cx.compare('in', b, a) : null),
  not_: ([x], _kwargs, cx) => {
    const truth = x ? cx.truth(x) : null;
    return bool(truth === null ? null : !truth);
  },
  truth: ([x], _kwargs, cx) => bool(x ? cx.truth(x) : null),
  neg: ([x], _kwargs, cx) => (x ? cx.binary('-', { kind: 'int', value: 0 }, x) : unknown),
  getitem: ([a, b], _kwargs, cx) => (a && b ? cx.getItem(a, b) : unknown),
  itemgetter: (args, _kwargs, cx) => cx.object('python.operator.itemgetter', { '#keys': tuple(args) }),
  attrgetter: (args, _kwargs, cx) => cx.object('python.operator.attrgetter', { '#names': tuple(args) }),
  methodcaller: ([name, ...args], kwargs, cx) =>
    cx.object('python.operator.methodcaller', {
      '#name': name ?? unknown,
      '#args': tuple(args),
      ...(kwargs.size && { '#named': unknown }),
    }),
};

const one = (items: readonly Value[]): Value => (items.length === 1 ? items[0]! : tuple(items));

export const operatorMethods: Readonly<Record<string, Readonly<Record<string, BuiltinMethod>>>> = {
  'python.operator.itemgetter': {
    __call__: (self, [x], _kwargs, cx) => {
      const keys = cx.attr(self, '#keys');
      return x && keys?.kind === 'tuple' ? one(keys.items.map((key) => cx.getItem(x, key))) : unknown;
    },
  },
  'python.operator.attrgetter': {
    __call__: (self, [x], _kwargs, cx) => {
      const names = cx.attr(self, '#names');
      if (!x || names?.kind !== 'tuple') return unknown;
      return one(
        names.items.map((name) =>
          name.kind === 'str' && name.value !== null ? name.value.split('.').reduce((at, part) => cx.getAttr(at, part), x) : unknown,
        ),
      );
    },
  },
  'python.operator.methodcaller': {
    __call__: (self, [x], _kwargs, cx) => {
      const name = cx.attr(self, '#name');
      const args = cx.attr(self, '#args');
      if (!x || name?.kind !== 'str' || name.value === null || args?.kind !== 'tuple' || cx.attr(self, '#named')) return unknown;
      return cx.callMethod(x, name.value, args.items);
    },
  },
};
