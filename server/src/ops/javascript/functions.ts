import type { BuiltinFn } from '../kernel';
import { listOf, numberOf, objectOf } from '../kernel';
import { PersistentMap } from '../../values/persistentMap';
import type { Value } from '../../values/value';
import { bool, float, int, str, undefinedValue, unknown } from '../../values/value';

const number = (x: number | null): Value => (x !== null && Number.isSafeInteger(x) ? int(x) : float(x));
const math =
  (f: (...x: number[]) => number): BuiltinFn =>
  (args) => {
    const numbers = args.map(numberOf);
    return numbers.every((n) => n !== null) ? number(f(...numbers)) : int({ kind: 'unknown' });
  };

/** JavaScript's global functions, by the path under which they are reached. */
export const javascriptFunctions: Readonly<Record<string, BuiltinFn>> = {
  'Math.floor': math(Math.floor),
  'Math.ceil': math(Math.ceil),
  'Math.round': math(Math.round),
  'Math.trunc': math(Math.trunc),
  'Math.abs': math(Math.abs),
  'Math.min': math(Math.min),
  'Math.max': math(Math.max),
  'Math.pow': math((x, y) => x ** y),
  'Math.sqrt': math(Math.sqrt),
  'Math.log2': math(Math.log2),
  'Math.log': math(Math.log),
  'Math.exp': math(Math.exp),
  'Math.random': () => float(null),
  Number: ([x]) => {
    const n = x?.kind === 'str' && x.value !== null ? Number(x.value) : numberOf(x);
    return n === null ? unknown : number(n);
  },
  parseInt: ([x]) => {
    const n = x?.kind === 'str' && x.value !== null ? Number.parseInt(x.value, 10) : numberOf(x);
    return n === null || Number.isNaN(n) ? int({ kind: 'unknown' }) : int(Math.trunc(n));
  },
  parseFloat: ([x]) => {
    const n = x?.kind === 'str' && x.value !== null ? Number.parseFloat(x.value) : numberOf(x);
    return n === null || Number.isNaN(n) ? float(null) : number(n);
  },
  String: ([x]) => (x?.kind === 'str' ? x : str(null)),
  Boolean: () => bool(null),
  'Array.isArray': ([x], _, cx) => (x?.kind === 'unknown' ? bool(null) : bool(objectOf(cx, x)?.kind === 'list')),
  'Array.of': (args, _, cx) => listOf(cx, args, unknown),
  'Array.from': ([x, fn], _, cx) => {
    const items = x ? (cx.iterate(x) ?? lengthOnly(x, cx)) : null;
    return listOf(cx, items && fn ? items.map((item, i) => cx.call(fn, [item, int(i)])) : items, unknown);
  },
  Array: (args, _, cx) => {
    const n = args.length === 1 ? numberOf(args[0]) : null;
    if (args.length !== 1) return listOf(cx, args, unknown);
    return listOf(cx, n !== null && n >= 0 && n <= 4096 ? Array<Value>(n).fill(undefinedValue) : null, unknown);
  },
  'Object.keys': ([x], _, cx) => listOf(cx, entriesOf(x, cx)?.map((e) => e.key) ?? null, str(null)),
  'Object.values': ([x], _, cx) => listOf(cx, entriesOf(x, cx)?.map((e) => e.value) ?? null, unknown),
  'Object.entries': ([x], _, cx) => listOf(cx, entriesOf(x, cx)?.map((e) => listOf(cx, [e.key, e.value], unknown)) ?? null, unknown),
  'Object.freeze': ([x]) => x ?? unknown,
  'Object.assign': ([target, ...sources], _, cx) => {
    const object = objectOf(cx, target);
    if (object?.kind !== 'dict' || target?.kind !== 'ref') return unknown;
    let { entries, isOpen } = object;
    for (const source of sources) {
      const more = entriesOf(source, cx);
      if (!more) isOpen = true;
      for (const e of more ?? []) if (e.key.kind === 'str') entries = entries.set(`s${e.key.value}`, e);
    }
    cx.set(target.id, { ...object, entries, isOpen });
    return target;
  },
  'console.log': () => undefinedValue,
  'console.warn': () => undefinedValue,
  'console.error': () => undefinedValue,
  'Promise.all': ([x]) => x ?? unknown,
  'Promise.resolve': ([x]) => x ?? undefinedValue,
};

type Context = Parameters<BuiltinFn>[2];

/** `{length: n}`, as `Array.from` takes it. */
function lengthOnly(x: Value, cx: Context): Value[] | null {
  const object = objectOf(cx, x);
  const n = object?.kind === 'dict' ? numberOf(object.entries.get('slength')?.value) : null;
  return n !== null && n >= 0 && n <= 4096 ? Array<Value>(n).fill(undefinedValue) : null;
}

function entriesOf(x: Value | undefined, cx: Context): { key: Value; value: Value }[] | null {
  const object = objectOf(cx, x);
  return object?.kind === 'dict' && !object.isOpen ? [...(object.entries ?? PersistentMap.empty()).values()] : null;
}
