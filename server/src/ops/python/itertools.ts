import type { BuiltinFn, CallContext } from '../kernel';
import { numberOf } from '../kernel';
import { unknownDim } from '../../values/dim';
import { joinValues } from '../../values/join';
import type { Value } from '../../values/value';
import { int, none, str, tuple, unknown } from '../../values/value';
import { firstItems, isNone, iteratorOf } from './sequences';

/** Combinations beyond this are not listed one by one. */
const mostListed = 4096;
/** Stands for the end of what never ends. */
const endless = 2 ** 52;

const listed = (cx: CallContext, value: Value | undefined): readonly Value[] | null => (value ? cx.iterate(value) : null);

/** What any item of a sequence of tuples is, where the tuples are not known. */
const vagueTuple = (cx: CallContext, value: Value | undefined, n: number | null): Value =>
  n === null || n > 64 || !value ? unknown : tuple(Array.from({ length: n }, () => cx.elementOf(value)));

function choose(
  items: readonly Value[],
  n: number,
  pick: (i: number, used: readonly number[]) => boolean,
): readonly (readonly number[])[] | null {
  const out: number[][] = [];
  const walk = (used: number[]): boolean => {
    if (used.length === n) return out.push(used) <= mostListed;
    for (let i = 0; i < items.length; i++) if (pick(i, used) && !walk([...used, i])) return false;
    return true;
  };
  return walk([]) ? out : null;
}

const selection =
  (pick: (i: number, used: readonly number[]) => boolean): BuiltinFn =>
  (args, kwargs, cx) => {
    const [x] = args;
    const given = args[1] ?? kwargs.get('r');
    const items = listed(cx, x);
    const n = given && !isNone(given) ? numberOf(given) : (items?.length ?? null);
    const chosen = items && n !== null && n >= 0 ? choose(items, n, pick) : null;
    if (!chosen || !items) return iteratorOf(cx, null, items ? vagueTuple(cx, tuple(items), n) : vagueTuple(cx, x, n));
    return iteratorOf(
      cx,
      chosen.map((indices) => tuple(indices.map((i) => items[i]!))),
    );
  };

export const itertoolsFunctions: Readonly<Record<string, BuiltinFn>> = {
  count: (args, kwargs, cx) => {
    const start = args[0] ?? kwargs.get('start') ?? int(0);
    const step = args[1] ?? kwargs.get('step') ?? int(1);
    const [first, by] = [start, step].map((v) => (v.kind === 'int' ? numberOf(v) : null));
    if (typeof first !== 'number' || typeof by !== 'number' || by === 0)
      return iteratorOf(cx, null, start.kind === 'int' && step.kind === 'int' ? int(unknownDim) : unknown);
    return cx.alloc({
      kind: 'iterator',
      source: { kind: 'range', start: first, stop: by > 0 ? endless : -endless, step: by },
      position: 0,
    });
  },
  cycle: ([x], _kwargs, cx) => {
    const items = listed(cx, x);
    if (!items?.length) return iteratorOf(cx, null, x ? cx.elementOf(x) : unknown);
    return cx.alloc({ kind: 'iterator', source: tuple(items), position: 0, isCyclic: true });
  },
  repeat: (args, kwargs, cx) => {
    const [x = unknown] = args;
    const times = args[1] ?? kwargs.get('times');
    const n = times ? numberOf(times) : null;
    if (!times) return cx.alloc({ kind: 'iterator', source: tuple([x]), position: 0, isCyclic: true });
    return n !== null && n <= mostListed
      ? iteratorOf(
          cx,
          Array.from({ length: Math.max(0, n) }, () => x),
        )
      : iteratorOf(cx, null, x);
  },
  chain: (args, _kwargs, cx) => chained(cx, args),
  'chain.from_iterable': ([x], _kwargs, cx) => {
    const parts = listed(cx, x);
    return parts ? chained(cx, parts) : iteratorOf(cx, null, x ? cx.elementOf(cx.elementOf(x)) : unknown);
  },
  product: (args, kwargs, cx) => {
    const times = kwargs.get('repeat');
    const n = times ? numberOf(times) : 1;
    const each = args.map((x) => listed(cx, x));
    if (n === null || n < 0 || n > 12) return iteratorOf(cx, null);
    const all = Array.from({ length: n }, () => each).flat();
    let out: Value[][] | null = [[]];
    for (const items of all) {
      if (!items || out.length * items.length > mostListed) {
        out = null;
        break;
      }
      out = out.flatMap((head) => items.map((item) => [...head, item]));
    }
    if (out)
      return iteratorOf(
        cx,
        out.map((items) => tuple(items)),
      );
    return iteratorOf(
      cx,
      null,
      tuple(all.map((items, i) => (items ? (items.length ? items.reduce(joinValues) : unknown) : cx.elementOf(args[i % args.length]!)))),
    );
  },
  permutations: selection((i, used) => !used.includes(i)),
  combinations: selection((i, used) => i > (used.at(-1) ?? -1)),
  combinations_with_replacement: selection((i, used) => i >= (used.at(-1) ?? 0)),
  islice: (args, _kwargs, cx) => {
    const [x, a = none, b, c = none] = args;
    const [start, stop, step] = b === undefined ? [none, a, none] : [a, b, c];
    const [from, to, by] = [
      isNone(start) ? 0 : numberOf(start),
      isNone(stop) ? Infinity : numberOf(stop),
      isNone(step) ? 1 : numberOf(step),
    ];
    if (!x || from === null || to === null || by === null || by < 1) return iteratorOf(cx, null, x ? cx.elementOf(x) : unknown);
    const items = Number.isFinite(to) ? firstItems(cx, x, to) : cx.iterate(x);
    return items
      ? iteratorOf(
          cx,
          items.slice(from).filter((_, i) => i % by === 0),
        )
      : iteratorOf(cx, null, cx.elementOf(x));
  },
  accumulate: (args, kwargs, cx) => {
    const [x] = args;
    const fn = args[1] ?? kwargs.get('func');
    const start = kwargs.get('initial');
    const items = listed(cx, x);
    if (!items) return iteratorOf(cx, null);
    const out: Value[] = start && !isNone(start) ? [start] : [];
    for (const item of items) {
      const last = out.at(-1);
      out.push(last === undefined ? item : fn && !isNone(fn) ? cx.call(fn, [last, item]) : cx.binary('+', last, item));
    }
    return iteratorOf(cx, out);
  },
  zip_longest: (args, kwargs, cx) => {
    const all = args.map((x) => listed(cx, x));
    const fill = kwargs.get('fillvalue') ?? none;
    if (!all.every((items) => items !== null)) return iteratorOf(cx, null);
    const n = Math.max(0, ...all.map((items) => items.length));
    return iteratorOf(
      cx,
      Array.from({ length: n }, (_, i) => tuple(all.map((items) => items[i] ?? fill))),
    );
  },
  starmap: ([fn, x], _kwargs, cx) => {
    const items = listed(cx, x)?.map((item) => cx.iterate(item));
    return fn && items?.every((item) => item !== null)
      ? iteratorOf(
          cx,
          items.map((item) => cx.call(fn, item)),
        )
      : iteratorOf(cx, null);
  },
  takewhile: ([fn, x], _kwargs, cx) => whileTrue(cx, fn, x, 'take'),
  dropwhile: ([fn, x], _kwargs, cx) => whileTrue(cx, fn, x, 'drop'),
  filterfalse: ([fn, x], _kwargs, cx) => {
    const items = listed(cx, x);
    const each = items?.map((item) => cx.truth(!fn || isNone(fn) ? item : cx.call(fn, [item])));
    return items && each?.every((t) => t !== null)
      ? iteratorOf(
          cx,
          items.filter((_, i) => !each[i]),
        )
      : iteratorOf(cx, null, x ? cx.elementOf(x) : unknown);
  },
  compress: ([x, selectors], _kwargs, cx) => {
    const items = listed(cx, x);
    const each = listed(cx, selectors)?.map((s) => cx.truth(s));
    return items && each?.every((t) => t !== null)
      ? iteratorOf(
          cx,
          items.filter((_, i) => each[i]),
        )
      : iteratorOf(cx, null, x ? cx.elementOf(x) : unknown);
  },
  pairwise: ([x], _kwargs, cx) => {
    const items = listed(cx, x);
    return items
      ? iteratorOf(
          cx,
          items.slice(1).map((item, i) => tuple([items[i]!, item])),
        )
      : iteratorOf(cx, null, vagueTuple(cx, x, 2));
  },
  batched: ([x, size], _kwargs, cx) => {
    const items = listed(cx, x);
    const n = numberOf(size);
    if (!items || n === null || n < 1) return iteratorOf(cx, null);
    return iteratorOf(
      cx,
      Array.from({ length: Math.ceil(items.length / n) }, (_, i) => tuple(items.slice(i * n, (i + 1) * n))),
    );
  },
  groupby: (args, kwargs, cx) => {
    const items = listed(cx, args[0]);
    const key = args[1] ?? kwargs.get('key');
    if (!items) return iteratorOf(cx, null, tuple([unknown, unknown]));
    const groups: { key: Value; items: Value[] }[] = [];
    for (const item of items) {
      const own = key && !isNone(key) ? cx.call(key, [item]) : item;
      const last = groups.at(-1);
      const same = last ? cx.compare('==', last.key, own) : false;
      if (same === null) return iteratorOf(cx, null, tuple([unknown, unknown]));
      if (last && same) last.items.push(item);
      else groups.push({ key: own, items: [item] });
    }
    return iteratorOf(
      cx,
      groups.map((group) => tuple([group.key, iteratorOf(cx, group.items)])),
    );
  },
  tee: (args, _kwargs, cx) => {
    const items = listed(cx, args[0]);
    const n = args[1] ? numberOf(args[1]) : 2;
    return items && n !== null && n <= 64 ? tuple(Array.from({ length: n }, () => iteratorOf(cx, items))) : unknown;
  },
};

function chained(cx: CallContext, parts: readonly Value[]): Value {
  const each = parts.map((x) => cx.iterate(x));
  if (each.every((items) => items !== null)) return iteratorOf(cx, each.flat());
  return iteratorOf(
    cx,
    null,
    parts.map((x, i) => each[i]?.reduce(joinValues, each[i][0] ?? str(null)) ?? cx.elementOf(x)).reduce(joinValues),
  );
}

function whileTrue(cx: CallContext, fn: Value | undefined, x: Value | undefined, how: 'take' | 'drop'): Value {
  const items = listed(cx, x);
  if (!fn || !items) return iteratorOf(cx, null, x ? cx.elementOf(x) : unknown);
  for (const [i, item] of items.entries()) {
    const truth = cx.truth(cx.call(fn, [item]));
    if (truth === null) return iteratorOf(cx, null, items.reduce(joinValues));
    if (!truth) return iteratorOf(cx, how === 'take' ? items.slice(0, i) : items.slice(i));
  }
  return iteratorOf(cx, how === 'take' ? items : []);
}
