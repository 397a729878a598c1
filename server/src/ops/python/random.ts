import type { BuiltinFn, BuiltinMethod, CallContext } from '../kernel';
import { listOf, numberOf, objectOf } from '../kernel';
import { unknownDim } from '../../values/dim';
import { elementOf, joinValues } from '../../values/join';
import type { Value } from '../../values/value';
import { float, int, none, unknown } from '../../values/value';

const any = (cx: CallContext, x: Value | undefined): Value => {
  const items = x ? cx.iterate(x) : null;
  return items ? (items.length ? items.reduce(joinValues) : cx.raise('IndexError')) : x ? cx.elementOf(x) : unknown;
};

const someFloat: BuiltinFn = () => float(null);

function several(cx: CallContext, x: Value | undefined, count: Value | undefined): Value {
  const n = count ? numberOf(count) : 1;
  const item = any(cx, x);
  return listOf(cx, n !== null && n >= 0 && n <= 4096 ? Array.from({ length: n }, () => item) : null, item);
}

/** Python's `random` module: what it draws from is known, what it draws is not. */
export const randomFunctions: Readonly<Record<string, BuiltinFn>> = {
  seed: () => none,
  random: someFloat,
  uniform: someFloat,
  gauss: someFloat,
  normalvariate: someFloat,
  triangular: someFloat,
  betavariate: someFloat,
  expovariate: someFloat,
  randint: () => int(unknownDim),
  randrange: () => int(unknownDim),
  getrandbits: () => int(unknownDim),
  choice: ([x], _kwargs, cx) => any(cx, x),
  choices: (args, kwargs, cx) => several(cx, args[0], kwargs.get('k')),
  sample: (args, kwargs, cx) => several(cx, args[0], args[1] ?? kwargs.get('k')),
  shuffle: ([x], _kwargs, cx) => {
    const list = objectOf(cx, x);
    if (x?.kind !== 'ref' || list?.kind !== 'list') return none;
    const item = elementOf(list);
    cx.set(x.id, { ...list, items: list.items?.map(() => item) ?? null, element: item });
    return none;
  },
  Random: (_args, _kwargs, cx) => cx.object('python.random.Random'),
};

const asMethod =
  (fn: BuiltinFn): BuiltinMethod =>
  (_self, args, kwargs, cx) =>
    fn(args, kwargs, cx);

export const randomMethods: Readonly<Record<string, Readonly<Record<string, BuiltinMethod>>>> = {
  'python.random.Random': Object.fromEntries(Object.entries(randomFunctions).map(([name, fn]) => [name, asMethod(fn)])),
};
