import type { BuiltinFn, CallContext } from '../kernel';
import { listOf, msg, numberOf, objectOf, readDim } from '../kernel';
import { floorDivDims, freeDim, modDims, unknownDim } from '../../values/dim';
import type { Dim } from '../../values/dim';
import { keyOf } from '../../values/keys';
import { rankOf } from '../../values/shape';
import { itemCount, joinValues } from '../../values/join';
import { PersistentMap } from '../../values/persistentMap';
import type { Value } from '../../values/value';
import { bool, float, int, none, str, tuple, unknown } from '../../values/value';
import { fromKeys } from './dictMethods';
import { countedList, firstItems, isNone, iteratorOf, itemsOf, order, setOfItems, sharedCount } from './sequences';
import { fixed, formatted } from './text';

const dimOf = (value: Value | undefined): Dim =>
  value?.kind === 'bool' && value.value !== null ? Number(value.value) : value ? readDim(value) : unknownDim;

/** Python's built-in functions by name. */
export const pythonFunctions: Readonly<Record<string, BuiltinFn>> = {
  range: (args, _, cx) => {
    const [a, b, c] = args;
    if (!args.every((x) => takesType(cx, x, 'range', ['int', 'bool']))) return unknown;
    if (args.length === 0) return unknown;
    return { kind: 'range', start: b ? dimOf(a) : 0, stop: b ? dimOf(b) : dimOf(a), step: c ? dimOf(c) : 1 };
  },
  len: ([x], _, cx) => {
    if (!x) return unknown;
    if (x.kind === 'int' || x.kind === 'float' || x.kind === 'bool')
      return cx.raise('TypeError', 'missing-attribute', msg('{0} has no length', x.kind));
    if (x.kind === 'none' || x.kind === 'function') return (cx.checkIterable(x), int(unknownDim));
    if (x.kind === 'tensor' && x.framework !== 'keras' && rankOf(x.shape) === 0)
      return cx.raise('TypeError', 'rank-mismatch', msg('An array without axes has no length'));
    if (x.kind === 'str') return int(x.value === null ? unknownDim : [...x.value].length);
    if (x.kind === 'tensor') return rankOf(x.shape) && x.shape!.dims[0] !== freeDim ? int(x.shape!.dims[0]!) : int(unknownDim);
    const object = objectOf(cx, x);
    if (object?.kind === 'dict') return object.isOpen ? int(unknownDim) : int(object.entries.size);
    if (object?.kind === 'list') return int(itemCount(object));
    if (object?.kind === 'object' && cx.plainType(x) !== null)
      return cx.raise('TypeError', 'missing-attribute', msg('{0} has no length', cx.plainType(x)!));
    if (object?.kind === 'instance' || object?.kind === 'object') {
      const length = cx.callMethod(x, '__len__');
      return length.kind === 'int' ? length : int(unknownDim);
    }
    if (x.kind === 'range' && x.start === 0 && x.step === 1) return int(typeof x.stop === 'number' ? Math.max(0, x.stop) : x.stop);
    if (x.kind === 'range' && typeof x.start === 'number' && typeof x.stop === 'number' && typeof x.step === 'number' && x.step !== 0)
      return int(Math.max(0, Math.ceil((x.stop - x.start) / x.step)));
    const items = object?.kind === 'iterator' ? null : cx.iterate(x);
    return int(items ? items.length : unknownDim);
  },
  int: (args, kwargs, cx) => {
    const [x] = args;
    if (!x) return int(0);
    if (x.kind === 'int') return x;
    if (!cx.checkNumber(x, 'int')) return int(unknownDim);
    if (x.kind === 'bool') return int(x.value === null ? unknownDim : Number(x.value));
    const base = args[1] ?? kwargs.get('base');
    if (x.kind === 'str') return x.value === null ? int(unknownDim) : wholeOf(x.value, base === undefined ? 10 : numberOf(base), cx);
    const own = special(cx, x, '__int__');
    if (own) return own;
    const n = numberOf(x);
    return n !== null && Number.isSafeInteger(Math.trunc(n)) ? int(Math.trunc(n)) : int(unknownDim);
  },
  float: ([x], _, cx) => {
    if (!x) return float(0);
    if (!cx.checkNumber(x, 'float')) return float(null);
    if (x.kind === 'str') {
      if (x.value === null) return float(null);
      const text = x.value.trim().replace(/(?<=\d)_(?=\d)/g, '');
      if (/^[-+]?(?:\d+\.?\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?)$/i.test(text)) return float(Number(text));
      const special = /^([-+]?)(?:(inf|infinity)|nan)$/i.exec(text);
      if (special) return float(special[2] ? (special[1] === '-' ? -Infinity : Infinity) : NaN);
      cx.raise('ValueError');
      return float(null);
    }
    if (x.kind === 'bool') return float(x.value === null ? null : Number(x.value));
    return special(cx, x, '__float__') ?? float(numberOf(x));
  },
  str: ([x], _, cx) => str(x ? cx.text(x, 'str') : ''),
  repr: ([x], _, cx) => str(x ? cx.text(x, 'repr') : null),
  ascii: () => str(null),
  format: ([x, spec], _, cx) =>
    x && (spec?.kind !== 'str' || spec.value === null || cx.checkFormat(x, spec.value)) && (!spec || spec.kind === 'str')
      ? str(!spec || spec.value !== null ? formatted(x, spec?.value ?? '', cx.heap, (v, how) => cx.text(v, how)) : null)
      : str(null),
  bool: ([x], _, cx) => bool(x ? cx.truth(x) : false),
  chr: ([x]) => {
    const n = numberOf(x);
    return str(n !== null && n >= 0 && n < 0x110000 ? String.fromCodePoint(n) : null);
  },
  ord: ([x]) => int(x?.kind === 'str' && x.value !== null && [...x.value].length === 1 ? x.value.codePointAt(0)! : unknownDim),
  hex: ([x]) => inBase(x, 16, '0x'),
  oct: ([x]) => inBase(x, 8, '0o'),
  bin: ([x]) => inBase(x, 2, '0b'),
  print: (args, kwargs, cx) => {
    // What is printed has its text made.
    for (const x of [...args, ...kwargs.values()]) if (objectOf(cx, x)?.kind === 'instance') cx.text(x, 'str');
    return none;
  },
  input: () => str(null),
  id: () => int(unknownDim),
  hash: () => int(unknownDim),
  abs: ([x], _, cx) => {
    if (x && !takesType(cx, x, 'abs', numeric)) return unknown;
    // The size of a complex number is a plain one of half the width.
    if (x?.kind === 'tensor')
      return cx.result([x], x.shape, x.dtype === 'complex64' ? 'float32' : x.dtype === 'complex128' ? 'float64' : x.dtype);
    const own = x && special(cx, x, '__abs__');
    if (own) return own;
    if (x?.kind === 'float') return float(x.value === null ? null : Math.abs(x.value));
    if (x?.kind !== 'int' && x?.kind !== 'bool') return unknown;
    const n = dimOf(x);
    return int(typeof n === 'number' ? Math.abs(n) : unknownDim);
  },
  min: (args, kwargs, cx) => extreme(args, kwargs, cx, '<'),
  max: (args, kwargs, cx) => extreme(args, kwargs, cx, '>'),
  sum: (args, kwargs, cx) => {
    const [x] = args;
    if (x) cx.checkIterable(x);
    const start = args[1] ?? kwargs.get('start') ?? int(0);
    const items = x ? itemsOf(cx, x) : null;
    if (items) return items.reduce((total, item) => cx.binary('+', total, item), start);
    const element = x ? cx.elementOf(x) : unknown;
    const total = cx.binary('+', cx.binary('+', start, element), element);
    return total.kind === 'int'
      ? int(unknownDim)
      : total.kind === 'float'
        ? float(null)
        : total.kind === 'tensor'
          ? { ...total, data: null, range: null }
          : unknown;
  },
  round: (args, kwargs, cx) => {
    const [x] = args;
    const digits = args[1] ?? kwargs.get('ndigits');
    if (!x || !takesType(cx, x, 'round', numeric)) return unknown;
    const type = digits ? cx.plainType(digits) : null;
    if (type !== null && type !== 'int' && type !== 'bool' && type !== 'NoneType')
      return cx.raise('TypeError', 'dtype-mismatch', msg('{0} does not take {1}', 'ndigits', type));
    const own = special(cx, x, '__round__');
    if (own) return own;
    if (x.kind === 'tensor') return unknown;
    const n = numberOf(x);
    if (x.kind === 'bool') return x.value === null ? int(unknownDim) : int(Number(x.value));
    if (!digits || isNone(digits)) {
      if (x.kind === 'int') return x;
      if (n === null || !Number.isFinite(n)) return int(unknownDim);
      return int(Math.abs(n % 1) === 0.5 ? 2 * Math.round(n / 2) : Math.round(n));
    }
    const places = numberOf(digits);
    if (x.kind === 'int') return places !== null && places >= 0 ? x : int(unknownDim);
    if (n === null || places === null || !Number.isFinite(n)) return float(null);
    if (places < 0) return float(null);
    const text = fixed(Math.abs(n), Math.min(places, 60));
    return float(n < 0 ? -Number(text) : Number(text));
  },
  pow: (args, kwargs, cx) => {
    const [a, b] = args;
    const mod = args[2] ?? kwargs.get('mod');
    if (!a || !b) return unknown;
    if (!mod || isNone(mod)) return cx.binary('**', a, b);
    const [x, y, n] = [numberOf(a), numberOf(b), numberOf(mod)];
    if (x === null || y === null || n === null || n === 0 || y < 0) return int(unknownDim);
    let result = 1n;
    let base = ((BigInt(x) % BigInt(n)) + BigInt(n)) % BigInt(n);
    for (let e = BigInt(y); e > 0n; e >>= 1n) {
      if (e & 1n) result = (result * base) % BigInt(n);
      base = (base * base) % BigInt(n);
    }
    return int(Number(((result % BigInt(n)) + BigInt(n)) % BigInt(n)));
  },
  divmod: ([a, b], _, cx) => {
    if (!a || !b) return unknown;
    if (a.kind === 'int' && b.kind === 'int' && b.value !== 0)
      return tuple([int(floorDivDims(a.value, b.value)), int(modDims(a.value, b.value))]);
    return tuple([cx.binary('//', a, b), cx.binary('%', a, b)]);
  },
  list: ([x], _, cx) => {
    if (x) cx.checkIterable(x);
    const items = x ? cx.iterate(x) : [];
    return items || !x ? listOf(cx, items) : countedList(cx, cx.elementOf(x), cx.countOf(x));
  },
  tuple: ([x], _, cx) => {
    if (x) cx.checkIterable(x);
    const items = x ? cx.iterate(x) : [];
    return items ? tuple(items) : unknown;
  },
  set: ([x], _, cx) => (x && !cx.checkIterable(x) ? unknown : undefined) ?? setOfItems(cx, x ? itemsOf(cx, x) : []),
  frozenset: ([x], _, cx) => setOfItems(cx, x ? itemsOf(cx, x) : []),
  dict: (args, kwargs, cx) => dictOf(args[0], kwargs, cx),
  'dict.fromkeys': ([keys, value = none], _, cx) => fromKeys(keys, value, cx),
  'str.join': ([sep, x], _, cx) => (sep && x ? cx.callMethod(sep, 'join', [x]) : unknown),
  'str.lower': ([x], _, cx) => (x ? cx.callMethod(x, 'lower') : unknown),
  'str.upper': ([x], _, cx) => (x ? cx.callMethod(x, 'upper') : unknown),
  'str.strip': ([x], _, cx) => (x ? cx.callMethod(x, 'strip') : unknown),
  'str.maketrans': () => unknown,
  'str.split': ([x, ...more], _, cx) => (x ? cx.callMethod(x, 'split', more) : unknown),
  'list.append': ([xs, x], _, cx) => (xs && x ? cx.callMethod(xs, 'append', [x]) : unknown),
  enumerate: (args, kwargs, cx) => {
    const [x] = args;
    if (x) cx.checkIterable(x);
    const start = args[1] ?? kwargs.get('start');
    const first = start === undefined ? 0 : numberOf(start);
    const items = x ? cx.iterate(x) : null;
    if (items && first !== null)
      return iteratorOf(
        cx,
        items.map((item, i) => tuple([int(first + i), item])),
      );
    return iteratorOf(cx, null, tuple([int(unknownDim), x ? cx.elementOf(x) : unknown]), x ? cx.countOf(x) : unknownDim);
  },
  zip: (args, _, cx) => {
    if (!args.every((x) => cx.checkIterable(x))) return unknown;
    const lengths = args.map((x) => lengthOf(cx, x));
    const known = lengths.filter((n) => n !== null);
    // An endless one ends with the others.
    if (args.length && known.length && lengths.every((n) => n !== null)) {
      const n = Math.min(...known);
      const all = Number.isFinite(n) ? args.map((x) => firstItems(cx, x, n)) : [null];
      if (all.every((items) => items !== null))
        return iteratorOf(
          cx,
          Array.from({ length: n }, (_each, i) => tuple(all.map((items) => items[i] ?? unknown))),
        );
    }
    if (!args.length) return iteratorOf(cx, []);
    return iteratorOf(cx, null, tuple(args.map((x) => cx.elementOf(x))), sharedCount(cx, args));
  },
  reversed: ([x], _, cx) => {
    if (x) cx.checkIterable(x);
    const own = x && special(cx, x, '__reversed__');
    if (own) return own;
    const items = x ? cx.iterate(x) : null;
    return iteratorOf(cx, items && [...items].reverse(), items || !x ? unknown : cx.elementOf(x), x ? cx.countOf(x) : unknownDim);
  },
  sorted: ([x], kwargs, cx) => {
    if (x) cx.checkIterable(x);
    const items = x ? itemsOf(cx, x) : null;
    const sorted = items && order(cx, items, kwargs.get('key'), kwargs.get('reverse'));
    if (items && !sorted) {
      const any = items.length ? items.reduce(joinValues) : unknown;
      return listOf(
        cx,
        items.map(() => any),
        any,
      );
    }
    return sorted || !x ? listOf(cx, sorted) : countedList(cx, cx.elementOf(x), cx.countOf(x));
  },
  map: ([fn, ...sources], _, cx) => {
    if (!fn || !sources.length || !sources.every((x) => cx.checkIterable(x))) return unknown;
    const lengths = sources.map((x) => lengthOf(cx, x));
    const n = lengths.every((each) => each !== null) ? Math.min(...lengths) : null;
    const all = n !== null && Number.isFinite(n) ? sources.map((x) => firstItems(cx, x, n)) : null;
    if (n !== null && all?.every((items) => items !== null))
      return iteratorOf(
        cx,
        Array.from({ length: n }, (_each, i) =>
          cx.call(
            fn,
            all.map((items) => items[i] ?? unknown),
          ),
        ),
      );
    return iteratorOf(
      cx,
      null,
      cx.call(
        fn,
        sources.map((x) => cx.elementOf(x)),
      ),
      sharedCount(cx, sources),
    );
  },
  filter: ([fn, x], _, cx) => {
    const items = x ? cx.iterate(x) : null;
    if (!fn || !items) return iteratorOf(cx, null, x ? cx.elementOf(x) : unknown);
    const kept = items.map((item) => cx.truth(isNone(fn) ? item : cx.call(fn, [item])));
    if (kept.every((k) => k !== null))
      return iteratorOf(
        cx,
        items.filter((_each, i) => kept[i]),
      );
    return iteratorOf(cx, null, items.reduce(joinValues));
  },
  iter: (args, _, cx) => {
    const [x] = args;
    if (!x || args.length > 1) return unknown;
    const object = objectOf(cx, x);
    if (object?.kind === 'iterator') return x;
    if (object?.kind === 'instance') return special(cx, x, '__iter__') ?? iteratorOf(cx, cx.iterate(x), cx.elementOf(x));
    if (object?.kind === 'object') {
      const source = cx.callMethod(x, '__iter__');
      // Rules tell what a library's iterator gives by a list of it.
      return objectOf(cx, source)?.kind === 'list' ? cx.alloc({ kind: 'iterator', source, position: 0 }) : source;
    }
    if (x.kind === 'unknown') return unknown;
    return cx.alloc({ kind: 'iterator', source: x, position: 0 });
  },
  next: (args, _, cx) => {
    const [x, fallback] = args;
    const object = x && objectOf(cx, x);
    if (!x) return unknown;
    if (object?.kind === 'object') return cx.callMethod(x, '__next__');
    const item = cx.next(x);
    if (item !== 'end') return fallback && object?.kind === 'iterator' && object.position === null ? joinValues(item, fallback) : item;
    return fallback ?? cx.raise('StopIteration');
  },
  slice: (args) => {
    const [a = none, b, c = none] = args;
    return b === undefined ? { kind: 'slice', lower: none, upper: a, step: none } : { kind: 'slice', lower: a, upper: b, step: c };
  },
  any: ([x], _, cx) => {
    if (x && !cx.checkIterable(x)) return bool(null);
    const each = x ? itemsOf(cx, x)?.map((item) => cx.truth(item)) : null;
    return bool(each ? (each.includes(true) ? true : each.includes(null) ? null : false) : null);
  },
  all: ([x], _, cx) => {
    if (x && !cx.checkIterable(x)) return bool(null);
    const each = x ? itemsOf(cx, x)?.map((item) => cx.truth(item)) : null;
    return bool(each ? (each.includes(false) ? false : each.includes(null) ? null : true) : null);
  },
  type: (args, _, cx) => {
    const [x, bases, attrs] = args;
    if (args.length === 3) {
      const dict = objectOf(cx, attrs);
      if (x?.kind !== 'str' || x.value === null || bases?.kind !== 'tuple' || dict?.kind !== 'dict') return unknown;
      const members = [...dict.entries.values()].flatMap(({ key, value }) =>
        key.kind === 'str' && key.value !== null ? [[key.value, value] as const] : [],
      );
      return cx.makeClass(x.value, { bases: bases.items, attrs: PersistentMap.from(members) });
    }
    return x ? typeOf(x, cx) : unknown;
  },
  isinstance: ([x, type], _, cx) => bool(x && type ? cx.isInstance(x, type) : null),
  issubclass: ([cls, of], _, cx) => bool(cls && of ? cx.isSubclass(cls, of) : null),
  callable: ([x], _, cx) => {
    const object = x && objectOf(cx, x);
    if (!x || x.kind === 'unknown' || x.kind === 'tensor') return bool(null);
    if (x.kind === 'function' || x.kind === 'method' || object?.kind === 'class' || object?.kind === 'layer' || object?.kind === 'model')
      return bool(true);
    if (object?.kind === 'instance') return bool(cx.member(object.cls, '__call__') ? true : object.isOpen ? null : false);
    return bool(x.kind === 'library' ? (x.path.startsWith('python.') ? true : null) : object?.kind === 'object' ? null : false);
  },
  hasattr: ([x, name], _, cx) => bool(x && name?.kind === 'str' && name.value !== null ? hasAttr(x, name.value, cx) : null),
  getattr: ([x, name, fallback], _, cx) => {
    if (!x || name?.kind !== 'str' || name.value === null) return unknown;
    if (fallback === undefined) return cx.getAttr(x, name.value);
    const has = hasAttr(x, name.value, cx);
    if (has === false) return fallback;
    const found = cx.getAttr(x, name.value);
    return has ? found : found.kind === 'unknown' ? unknown : joinValues(found, fallback);
  },
  setattr: ([target, name, value], _, cx) => {
    const object = target && objectOf(cx, target);
    if (target?.kind !== 'ref' || (object?.kind !== 'instance' && object?.kind !== 'class' && object?.kind !== 'object')) return none;
    if (name?.kind === 'str' && name.value !== null)
      cx.set(target.id, { ...object, attrs: object.attrs.set(name.value, value ?? unknown) });
    else if (object.kind === 'instance') {
      // The names stay: where paths meet, a name of one path alone keeps its value.
      const attrs = PersistentMap.from<string, Value>([...object.attrs.keys()].map((key) => [key, unknown] as const));
      cx.set(target.id, { ...object, attrs: object.base === undefined ? attrs : attrs.set('#open', bool(true)), isOpen: true });
    }
    return none;
  },
  delattr: ([target, name], _, cx) => {
    const object = target && objectOf(cx, target);
    if (target?.kind === 'ref' && object?.kind === 'instance' && name?.kind === 'str' && name.value !== null)
      cx.set(target.id, { ...object, attrs: object.attrs.delete(name.value) });
    return none;
  },
  vars: ([x], _, cx) => {
    if (!x) return (cx.openScope(), cx.scope());
    return objectOf(cx, x)?.kind === 'instance' ? cx.getAttr(x, '__dict__') : attrsOfObject(x, cx);
  },
  dir: (_args, _, cx) => listOf(cx, null, str(null)),
  locals: (_args, _, cx) => cx.scope(),
  globals: (_args, _, cx) => {
    cx.openScope();
    return unknown;
  },
  exec: (_args, _, cx) => {
    cx.openScope();
    return none;
  },
  eval: (_args, _, cx) => {
    cx.openScope();
    return unknown;
  },
  __import__: () => unknown,
  property: (args, kwargs, cx) =>
    cx.object('python.property', { fget: args[0] ?? kwargs.get('fget') ?? none, fset: args[1] ?? kwargs.get('fset') ?? none }),
  staticmethod: ([fn]) => fn ?? unknown,
  classmethod: ([fn]) => fn ?? unknown,
  object: (_args, _, cx) => cx.object('python.object'),
  super: () => unknown,
  complex: () => unknown,
  bytes: () => unknown,
  bytearray: () => unknown,
  memoryview: () => unknown,
  open: () => unknown,
  compile: () => unknown,
  aiter: () => unknown,
  anext: () => unknown,
  breakpoint: () => none,
  help: () => none,
  exit: () => none,
  quit: () => none,
};

const numeric = ['int', 'float', 'bool'];

/** False, and reported, where a plain value is of none of the types that a function takes. */
function takesType(cx: CallContext, x: Value, name: string, types: readonly string[]): boolean {
  const type = cx.plainType(x);
  if (type === null || types.includes(type)) return true;
  cx.raise('TypeError', 'dtype-mismatch', msg('{0} does not take {1}', name, type));
  return false;
}

/** Calls a special method of an instance of a class of the program, if it has one. */
function special(cx: CallContext, x: Value, name: string): Value | undefined {
  const object = objectOf(cx, x);
  return object?.kind === 'instance' && cx.member(object.cls, name) ? cx.callMethod(x, name) : undefined;
}

function wholeOf(text: string, base: number | null, cx: CallContext): Value {
  const digits = text.trim().replace(/(?<=\w)_(?=\w)/g, '');
  const found = /^([-+]?)(?:0([xob]))?([0-9a-z]+)$/i.exec(digits);
  const letter = found?.[2]?.toLowerCase();
  const own = letter === 'x' ? 16 : letter === 'o' ? 8 : letter === 'b' ? 2 : 10;
  if (base === null) return int(unknownDim);
  const radix = base === 0 ? own : base;
  // `0b1` is a number in base 16 as well.
  const whole = letter && radix !== own ? `0${found![2]}${found![3]}` : found?.[3];
  const allowed = whole !== undefined && [...whole.toLowerCase()].every((c) => '0123456789abcdefghijklmnopqrstuvwxyz'.indexOf(c) < radix);
  if (!found || !allowed) {
    cx.raise('ValueError');
    return int(unknownDim);
  }
  const n = parseInt(whole, radix) * (found[1] === '-' ? -1 : 1);
  return int(Number.isSafeInteger(n) ? n : unknownDim);
}

function inBase(x: Value | undefined, base: number, prefix: string): Value {
  const n = numberOf(x);
  return str(n === null || x?.kind !== 'int' ? null : `${n < 0 ? '-' : ''}${prefix}${Math.abs(n).toString(base)}`);
}

/** Number of items, infinite for what never ends; null when it is not known. */
function lengthOf(cx: CallContext, x: Value): number | null {
  const object = objectOf(cx, x);
  if (object?.kind === 'iterator') {
    if (object.isCyclic) return Infinity;
    if (object.position === null) return null;
    const inner = lengthOf(cx, object.source);
    return inner === null ? null : Math.max(0, inner - object.position);
  }
  if (x.kind === 'range') {
    const { start, stop, step } = x;
    if (typeof start !== 'number' || typeof stop !== 'number' || typeof step !== 'number' || step === 0) return null;
    return Math.max(0, Math.ceil((stop - start) / step));
  }
  if (object?.kind === 'object' || object?.kind === 'instance') return cx.iterate(x)?.length ?? null;
  return cx.iterate(x)?.length ?? null;
}

function extreme(args: readonly Value[], kwargs: ReadonlyMap<string, Value>, cx: CallContext, op: '<' | '>'): Value {
  if (args.length === 1 && !cx.checkIterable(args[0]!)) return unknown;
  const items = args.length === 1 ? itemsOf(cx, args[0]!) : args;
  const key = kwargs.get('key');
  const fallback = kwargs.get('default');
  if (!items) return args[0] ? vague(cx.elementOf(args[0])) : unknown;
  if (!items.length) return fallback ?? cx.raise('ValueError');
  let best = 0;
  const keys = key && !isNone(key) ? items.map((item) => cx.call(key, [item])) : items;
  for (let i = 1; i < items.length; i++) {
    const isBetter = cx.compare(op, keys[i]!, keys[best]!);
    if (isBetter === null) return items.some((item) => item.kind === 'tensor') ? unknown : items.reduce(joinValues);
    if (isBetter) best = i;
  }
  return items[best]!;
}

function vague(value: Value): Value {
  return value.kind === 'int' ? int(unknownDim) : value.kind === 'float' ? float(null) : value.kind === 'tensor' ? unknown : value;
}

export function dictOf(source: Value | undefined, kwargs: ReadonlyMap<string, Value>, cx: CallContext): Value {
  let entries = PersistentMap.empty<string, { key: Value; value: Value }>();
  let isOpen = false;
  const object = objectOf(cx, source);
  if (object?.kind === 'dict') ({ entries, isOpen } = object);
  else if (source && object?.kind === 'object' && object.cls === 'pandas.DataFrame') {
    // What has keys is asked for the item of each: a table gives its columns.
    const keys = cx.iterate(source);
    isOpen = !keys?.every((key) => keyOf(key) !== null);
    for (const key of keys ?? [])
      if (keyOf(key) !== null) entries = entries.set(keyOf(key)!, { key, value: cx.callMethod(source, '__getitem__', [key]) });
  } else if (object?.kind === 'instance' || (object?.kind === 'object' && !object.cls.startsWith('python.'))) isOpen = true;
  else if (source) {
    const pairs = cx.iterate(source)?.map((pair) => cx.iterate(pair));
    for (const pair of pairs ?? []) {
      const [key, value] = pair ?? [];
      const name = key ? keyOf(key) : null;
      if (key && value && name !== null) entries = entries.set(name, { key, value });
      else isOpen = true;
    }
    isOpen ||= !pairs;
  }
  for (const [name, value] of kwargs) entries = entries.set(`s${name}`, { key: str(name), value });
  return cx.alloc({ kind: 'dict', isObject: false, entries, isOpen });
}

function typeOf(x: Value, cx: CallContext): Value {
  const named = (name: string): Value => ({ kind: 'library', path: `python.${name}` });
  switch (x.kind) {
    case 'int':
    case 'float':
    case 'bool':
    case 'str':
    case 'range':
    case 'slice':
      return named(x.kind);
    case 'tuple':
      return x.cls === undefined ? named('tuple') : { kind: 'ref', id: x.cls };
    case 'ref': {
      const object = objectOf(cx, x);
      if (object?.kind === 'instance') return object.cls;
      if (object?.kind === 'list' && !object.isDeque) return named(object.isSet ? 'set' : 'list');
      if (object?.kind === 'dict' && !object.missing) return named('dict');
      if (object?.kind === 'object' && object.cls.startsWith('python.')) return { kind: 'library', path: object.cls };
      return unknown;
    }
    default:
      return unknown;
  }
}

/** Whether a value has an attribute; null when that cannot be told. */
function hasAttr(x: Value, name: string, cx: CallContext): boolean | null {
  const object = objectOf(cx, x);
  if (object?.kind === 'instance') {
    if (object.attrs.has(name) || cx.member(object.cls, name)) return true;
    if (object.isOpen || cx.member(object.cls, '__getattr__')) return cx.getAttr(x, name).kind === 'unknown' ? null : true;
    return name.startsWith('__') ? null : false;
  }
  if (object?.kind === 'class') return cx.member(x, name) ? true : null;
  const found = cx.getAttr(x, name);
  return found.kind === 'unknown' || found.kind === 'method' ? null : true;
}

function attrsOfObject(x: Value, cx: CallContext): Value {
  const object = objectOf(cx, x);
  if (object?.kind !== 'object' || object.cls !== 'python.argparse.Namespace') return unknown;
  const entries = [...object.attrs.entries()].filter(([name]) => !name.startsWith('#'));
  return cx.alloc({
    kind: 'dict',
    isObject: false,
    entries: PersistentMap.from(entries.map(([name, value]) => [`s${name}`, { key: str(name), value }] as const)),
    isOpen: object.attrs.has('#isOpen'),
  });
}
