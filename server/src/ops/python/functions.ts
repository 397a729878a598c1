import type { BuiltinFn } from '../kernel';
import { listOf, numberOf, objectOf } from '../kernel';
import { freeDim, floorDivDims, modDims, unknownDim } from '../../values/dim';
import type { Dim } from '../../values/dim';
import { rankOf } from '../../values/shape';
import { joinValues } from '../../values/join';
import { PersistentMap } from '../../values/persistentMap';
import type { Value } from '../../values/value';
import { bool, float, int, none, str, tuple, unknown } from '../../values/value';

const dimOf = (value: Value | undefined): Dim => (value?.kind === 'int' ? value.value : unknownDim);

/** Python's built-in functions by name. */
export const pythonFunctions: Readonly<Record<string, BuiltinFn>> = {
  range: (args) => {
    const [a, b, c] = args;
    if (args.length === 0) return unknown;
    return { kind: 'range', start: b ? dimOf(a) : 0, stop: b ? dimOf(b) : dimOf(a), step: c ? dimOf(c) : 1 };
  },
  len: ([x], _, cx) => {
    if (!x) return unknown;
    if (x.kind === 'str' && x.value !== null) return int(x.value.length);
    if (x.kind === 'tensor') return rankOf(x.shape) && x.shape!.dims[0] !== freeDim ? int(x.shape!.dims[0]!) : int(unknownDim);
    const object = objectOf(cx, x);
    if (object?.kind === 'dict') return object.isOpen ? int(unknownDim) : int(object.entries.size);
    if (object?.kind === 'object') {
      const n = cx.callMethod(x, '__len__');
      return int(n.kind === 'int' ? n.value : unknownDim);
    }
    const items = cx.iterate(x);
    return int(items ? items.length : unknownDim);
  },
  int: ([x]) => {
    if (x?.kind === 'int') return x;
    if (x?.kind === 'bool' && x.value !== null) return int(Number(x.value));
    const n = x?.kind === 'str' && x.value !== null && /^\s*[-+]?\d+\s*$/.test(x.value) ? Number(x.value) : numberOf(x);
    return n !== null && Number.isFinite(n) ? int(Math.trunc(n)) : int(unknownDim);
  },
  float: ([x]) => {
    const n = x?.kind === 'str' && x.value !== null ? Number(x.value) : numberOf(x);
    return float(n !== null && !Number.isNaN(n) ? n : null);
  },
  str: ([x]) => (x?.kind === 'str' ? x : x?.kind === 'int' && typeof x.value === 'number' ? str(String(x.value)) : str(null)),
  bool: ([x]) => bool(x?.kind === 'bool' ? x.value : null),
  print: () => none,
  abs: ([x]) => {
    const n = numberOf(x);
    return n === null ? unknown : x!.kind === 'int' ? int(Math.abs(n)) : float(Math.abs(n));
  },
  min: (args, _, cx) => extreme(args, (v) => cx.iterate(v), Math.min),
  max: (args, _, cx) => extreme(args, (v) => cx.iterate(v), Math.max),
  sum: ([x], _, cx) => {
    const items = x ? cx.iterate(x) : null;
    const numbers = items?.map(numberOf);
    if (!items || !numbers?.every((n) => n !== null)) return unknown;
    const total = numbers.reduce<number>((a, b) => a + b, 0);
    return items.every((v) => v.kind === 'int') ? int(total) : float(total);
  },
  round: ([x, digits]) => {
    const n = numberOf(x);
    if (digits) return float(null);
    // Halves go to the even neighbor.
    return n === null ? int(unknownDim) : int(Math.abs(n % 1) === 0.5 ? 2 * Math.round(n / 2) : Math.round(n));
  },
  pow: ([a, b]) => {
    const x = numberOf(a);
    const y = numberOf(b);
    if (x === null || y === null) return unknown;
    return a!.kind === 'int' && b!.kind === 'int' && y >= 0 ? int(x ** y) : float(x ** y);
  },
  divmod: ([a, b]) =>
    a?.kind === 'int' && b?.kind === 'int' && b.value !== 0
      ? tuple([int(floorDivDims(a.value, b.value)), int(modDims(a.value, b.value))])
      : unknown,
  list: ([x], _, cx) => listOf(cx, x ? cx.iterate(x) : [], unknown),
  tuple: ([x], _, cx) => {
    const items = x ? cx.iterate(x) : [];
    return items ? tuple(items) : unknown;
  },
  set: ([x], _, cx) => cx.alloc({ kind: 'list', isSet: true, items: x ? null : [], element: unknown }),
  dict: (args, kwargs, cx) => {
    let entries = PersistentMap.empty<string, { key: Value; value: Value }>();
    const source = objectOf(cx, args[0]);
    if (source?.kind === 'dict') ({ entries } = source);
    for (const [name, value] of kwargs) entries = entries.set(`s${name}`, { key: str(name), value });
    return cx.alloc({ kind: 'dict', isObject: false, entries, isOpen: args.length > 0 && (source?.kind !== 'dict' || source.isOpen) });
  },
  enumerate: ([x, start], kwargs, cx) => {
    const items = x ? cx.iterate(x) : null;
    const first = numberOf(start ?? kwargs.get('start')) ?? 0;
    return listOf(cx, items && items.map((item, i) => tuple([int(first + i), item])), tuple([int(unknownDim), unknown]));
  },
  zip: (args, _, cx) => {
    const all = args.map((x) => cx.iterate(x));
    if (!all.every((items) => items !== null)) return unknown;
    const n = Math.min(...all.map((items) => items.length));
    return listOf(cx, all.length ? Array.from({ length: n }, (_each, i) => tuple(all.map((items) => items[i]!))) : [], unknown);
  },
  reversed: ([x], _, cx) => {
    const items = x ? cx.iterate(x) : null;
    return listOf(cx, items && [...items].reverse(), unknown);
  },
  sorted: ([x], kwargs, cx) => {
    const items = x ? cx.iterate(x) : null;
    const numbers = items?.map(numberOf);
    if (!items || kwargs.has('key') || !numbers?.every((n) => n !== null)) return listOf(cx, null, unknown);
    const order = items.map((_each, i) => i).sort((i, j) => numbers[i]! - numbers[j]!);
    if (kwargs.get('reverse')) return listOf(cx, null, unknown);
    return listOf(
      cx,
      order.map((i) => items[i]!),
      unknown,
    );
  },
  map: ([fn, x], _, cx) => {
    const items = x ? cx.iterate(x) : null;
    return fn && items
      ? listOf(
          cx,
          items.map((item) => cx.call(fn, [item])),
          unknown,
        )
      : unknown;
  },
  filter: (_args, _, cx) => listOf(cx, null, unknown),
  type: () => unknown,
  isinstance: () => bool(null),
  hasattr: () => bool(null),
  setattr: ([target, name, value], _, cx) => {
    const object = target && objectOf(cx, target);
    if (target?.kind !== 'ref' || object?.kind !== 'instance') return none;
    if (name?.kind === 'str' && name.value !== null)
      cx.set(target.id, { ...object, attrs: object.attrs.set(name.value, value ?? unknown) });
    else {
      // The names stay: where paths meet, a name of one path alone keeps its value.
      const attrs = PersistentMap.from([...object.attrs.keys()].map((key) => [key, unknown] as const));
      cx.set(target.id, { ...object, attrs, isOpen: true });
    }
    return none;
  },
  callable: () => bool(null),
  any: () => bool(null),
  all: () => bool(null),
};

function extreme(args: readonly Value[], iterate: (v: Value) => readonly Value[] | null, pick: (...n: number[]) => number): Value {
  const items = args.length === 1 ? iterate(args[0]!) : args;
  if (!items?.length) return unknown;
  const numbers = items.map(numberOf);
  if (numbers.every((n) => n !== null)) {
    const best = pick(...numbers);
    return items[numbers.indexOf(best)]!;
  }
  return items.reduce(joinValues);
}
