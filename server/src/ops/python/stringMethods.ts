import type { BuiltinMethod, CallContext } from '../kernel';
import { listOf, numberOf, objectOf } from '../kernel';
import { unknownDim } from '../../values/dim';
import type { Value } from '../../values/value';
import { bool, int, str, tuple, unknown } from '../../values/value';
import { msg } from '../../../../extension/protocol/localize';
import { braceFields } from './formatFields';
import { braceFormatted } from './text';

type Args = readonly Value[];
type Named = ReadonlyMap<string, Value>;

/** A method that gives a text; `null` where it is not known. */
const text =
  (f: (s: string, args: Args, kwargs: Named, cx: CallContext) => string | null): BuiltinMethod =>
  (self, args, kwargs, cx) =>
    str(self.kind === 'str' && self.value !== null ? f(self.value, args, kwargs, cx) : null);

const test =
  (f: (s: string) => boolean): BuiltinMethod =>
  (self) =>
    bool(self.kind === 'str' && self.value !== null ? f(self.value) : null);

const place =
  (f: (s: string, x: string) => number, raises: boolean): BuiltinMethod =>
  (self, [x, from, to], _kwargs, cx) => {
    if (self.kind !== 'str' || self.value === null || x?.kind !== 'str' || x.value === null) return int(unknownDim);
    const start = from ? numberOf(from) : 0;
    if (start === null || start < 0 || to) return int(unknownDim);
    const at = f(self.value.slice(start), x.value);
    return at < 0 && raises ? cx.raise('ValueError') : int(at < 0 ? -1 : at + start);
  };

const texts = (self: Value, cx: CallContext, f: (s: string) => readonly string[] | null): Value => {
  const parts = self.kind === 'str' && self.value !== null ? f(self.value) : null;
  return listOf(cx, parts?.map(str) ?? null, str(null));
};

const isGiven = (value: Value | undefined): value is Value => value !== undefined && value.kind !== 'none';

/** The text of an argument; `fallback` where it was not given or is None, null where it is not known. */
const textArg = (value: Value | undefined, fallback: string): string | null =>
  !isGiven(value) ? fallback : value.kind === 'str' ? value.value : null;

const strip = (s: string, chars: Value | undefined, ends: 'both' | 'left' | 'right'): string | null => {
  const set = textArg(chars, '');
  if (set === null) return null;
  const isCut = (c: string): boolean => (isGiven(chars) ? set.includes(c) : /\s/.test(c));
  const all = [...s];
  let [from, to] = [0, all.length];
  if (ends !== 'right') while (from < to && isCut(all[from]!)) from++;
  if (ends !== 'left') while (to > from && isCut(all[to - 1]!)) to--;
  return all.slice(from, to).join('');
};

const pad = (f: (s: string, missing: number, fill: string) => string): BuiltinMethod =>
  text((s, [width, fill]) => {
    const n = numberOf(width);
    const char = textArg(fill, ' ');
    if (n === null || char === null || n > 4096) return null;
    const missing = n - [...s].length;
    return missing <= 0 ? s : f(s, missing, char);
  });

const affix =
  (f: (s: string, part: string) => boolean): BuiltinMethod =>
  (self, [x, from], _kwargs) => {
    if (self.kind !== 'str' || self.value === null || !x) return bool(null);
    const start = from ? numberOf(from) : 0;
    const options = x.kind === 'tuple' ? x.items : [x];
    if (start === null || start < 0 || !options.every((o) => o.kind === 'str' && o.value !== null)) return bool(null);
    const s = self.value.slice(start);
    return bool(options.some((o) => o.kind === 'str' && f(s, o.value!)));
  };

/** By spaces; the rest keeps its own. */
function splitWords(s: string, limit: number, fromRight: boolean): string[] {
  const words = [...s.matchAll(/\S+/g)];
  const texts = words.map(([word]) => word);
  if (limit < 0 || words.length <= limit + 1) return texts;
  if (!fromRight) return [...texts.slice(0, limit), s.slice(words[limit]!.index).trimEnd()];
  const cut = words[words.length - limit - 1]!;
  return [s.slice(0, cut.index + cut[0].length).trimStart(), ...texts.slice(texts.length - limit)];
}

function splitAt(s: string, sep: string, limit: number, fromRight: boolean): string[] {
  const parts = s.split(sep);
  if (limit < 0 || parts.length <= limit + 1) return parts;
  return fromRight
    ? [parts.slice(0, parts.length - limit).join(sep), ...parts.slice(parts.length - limit)]
    : [...parts.slice(0, limit), parts.slice(limit).join(sep)];
}

const splitter =
  (fromRight: boolean): BuiltinMethod =>
  (self, args, kwargs, cx) => {
    const given = args[0] ?? kwargs.get('sep');
    const most = args[1] ?? kwargs.get('maxsplit');
    const sep = textArg(given, ' ');
    const limit = most ? numberOf(most) : -1;
    if (sep === '') return cx.raise('ValueError');
    return texts(self, cx, (s) => {
      if (sep === null || limit === null) return null;
      return isGiven(given) ? splitAt(s, sep, limit, fromRight) : splitWords(s, limit, fromRight);
    });
  };

const partition =
  (fromRight: boolean): BuiltinMethod =>
  (self, [sep]) => {
    if (self.kind !== 'str' || self.value === null || sep?.kind !== 'str' || !sep.value) return tuple([str(null), str(null), str(null)]);
    const at = fromRight ? self.value.lastIndexOf(sep.value) : self.value.indexOf(sep.value);
    if (at < 0) return tuple(fromRight ? [str(''), str(''), self] : [self, str(''), str('')]);
    return tuple([str(self.value.slice(0, at)), sep, str(self.value.slice(at + sep.value.length))]);
  };

const isCased = (c: string): boolean => c.toLowerCase() !== c.toUpperCase();
const capitalize = (s: string): string => (s ? [...s][0]!.toUpperCase() + [...s].slice(1).join('').toLowerCase() : s);

export const stringMethods: Readonly<Record<string, BuiltinMethod>> = {
  lower: text((s) => s.toLowerCase()),
  upper: text((s) => s.toUpperCase()),
  casefold: text((s) => s.toLowerCase()),
  capitalize: text(capitalize),
  title: text((s) => s.replace(/\p{L}+/gu, capitalize)),
  swapcase: text((s) => [...s].map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join('')),
  strip: text((s, [chars]) => strip(s, chars, 'both')),
  lstrip: text((s, [chars]) => strip(s, chars, 'left')),
  rstrip: text((s, [chars]) => strip(s, chars, 'right')),
  removeprefix: text((s, [x]) => (x?.kind === 'str' && x.value !== null ? (s.startsWith(x.value) ? s.slice(x.value.length) : s) : null)),
  removesuffix: text((s, [x]) =>
    x?.kind === 'str' && x.value !== null ? (x.value && s.endsWith(x.value) ? s.slice(0, -x.value.length) : s) : null,
  ),
  replace: text((s, [a, b, n]) => {
    const limit = n ? numberOf(n) : -1;
    if (a?.kind !== 'str' || b?.kind !== 'str' || a.value === null || b.value === null || limit === null) return null;
    if (limit < 0) return a.value === '' ? null : s.replaceAll(a.value, () => b.value!);
    return a.value === '' ? null : splitAt(s, a.value, limit, false).join(b.value);
  }),
  join: (self, [x], _kwargs, cx) => {
    const parts = x ? cx.iterate(x) : null;
    const wrong = parts?.map((part) => cx.plainType(part)).find((type) => type !== null && type !== 'str');
    if (wrong) cx.raise('TypeError', 'dtype-mismatch', msg('{0} takes texts, not {1}', 'join', wrong));
    if (self.kind !== 'str' || self.value === null || !parts?.every((p) => p.kind === 'str' && p.value !== null)) return str(null);
    return str(parts.map((p) => (p.kind === 'str' ? p.value : '')).join(self.value));
  },
  split: splitter(false),
  rsplit: splitter(true),
  splitlines: (self, args, _kwargs, cx) =>
    texts(self, cx, (s) => (args.length ? null : s === '' ? [] : s.replace(/\r?\n$/, '').split(/\r?\n/))),
  partition: partition(false),
  rpartition: partition(true),
  find: place((s, x) => s.indexOf(x), false),
  rfind: place((s, x) => s.lastIndexOf(x), false),
  index: place((s, x) => s.indexOf(x), true),
  rindex: place((s, x) => s.lastIndexOf(x), true),
  count: (self, [x, ...more]) => {
    if (self.kind !== 'str' || self.value === null || x?.kind !== 'str' || x.value === null || more.length) return int(unknownDim);
    return int(x.value === '' ? [...self.value].length + 1 : self.value.split(x.value).length - 1);
  },
  startswith: affix((s, part) => s.startsWith(part)),
  endswith: affix((s, part) => s.endsWith(part)),
  isdigit: test((s) => /^\d+$/.test(s)),
  isdecimal: test((s) => /^\d+$/.test(s)),
  isnumeric: test((s) => /^\d+$/.test(s)),
  isalpha: test((s) => /^\p{L}+$/u.test(s)),
  isalnum: test((s) => /^[\p{L}\p{Nd}]+$/u.test(s)),
  isspace: test((s) => /^\s+$/.test(s)),
  isidentifier: test((s) => /^[\p{L}_][\p{L}\p{Nd}_]*$/u.test(s)),
  isascii: test((s) => [...s].every((c) => c.codePointAt(0)! < 128)),
  islower: test((s) => [...s].some(isCased) && s === s.toLowerCase()),
  isupper: test((s) => [...s].some(isCased) && s === s.toUpperCase()),
  istitle: test((s) => [...s].some(isCased) && s === s.replace(/\p{L}+/gu, capitalize)),
  isprintable: test((s) => [...s].every((c) => c >= ' ' && c !== '\x7f')),
  ljust: pad((s, missing, fill) => s + fill.repeat(missing)),
  rjust: pad((s, missing, fill) => fill.repeat(missing) + s),
  center: pad((s, missing, fill) => {
    // An odd space goes where CPython puts it.
    const left = Math.floor(missing / 2) + (missing & ([...s].length + missing) & 1);
    return fill.repeat(left) + s + fill.repeat(missing - left);
  }),
  zfill: text((s, [width]) => {
    const n = numberOf(width);
    if (n === null || n > 4096) return null;
    const [sign, rest] = /^[-+]/.test(s) ? [s[0]!, s.slice(1)] : ['', s];
    return sign + rest.padStart(n - sign.length, '0');
  }),
  expandtabs: text(() => null),
  format: text((s, args, kwargs, cx) => {
    if (!fieldsFit(s, args, kwargs, cx)) return null;
    return braceFormatted(
      s,
      (name) => field(name, args, kwargs, cx),
      cx.heap,
      (value, how) => cx.text(value, how),
    );
  }),
  format_map: text((s, [map], _kwargs, cx) => {
    const dict = objectOf(cx, map);
    if (dict?.kind !== 'dict') return null;
    const named = new Map(
      [...dict.entries.values()].flatMap(({ key, value }) =>
        key.kind === 'str' && key.value !== null ? [[key.value, value] as const] : [],
      ),
    );
    return braceFormatted(
      s,
      (name) => field(name, [], named, cx),
      cx.heap,
      (value, how) => cx.text(value, how),
    );
  }),
  encode: () => unknown,
  decode: () => str(null),
  translate: () => str(null),
  maketrans: () => unknown,
  __len__: (self) => int(self.kind === 'str' && self.value !== null ? [...self.value].length : unknownDim),
};

/** `0`, `name`, `name.attr`, `name[key]` of a format. */
/** False, and reported, where a field has no value, or its value is not written that way. */
function fieldsFit(s: string, args: Args, kwargs: Named, cx: CallContext): boolean {
  return (braceFields(s) ?? []).every(({ name, kind, isConverted }) => {
    const [head = ''] = name.split(/[.[]/, 1);
    const isNumber = /^\d+$/.test(head);
    if (isNumber ? Number(head) >= args.length : !kwargs.has(head)) {
      cx.raise(isNumber ? 'IndexError' : 'KeyError', 'missing-argument', msg('The text has a field {0}, which gets no value', `{${head}}`));
      return false;
    }
    const value = isConverted || kind === '' ? null : field(name, args, kwargs, cx);
    return value === null || cx.checkFormat(value, kind);
  });
}

function field(name: string, args: Args, kwargs: Named, cx: CallContext): Value | null {
  const [, head = '', rest = ''] = /^([^.[]*)(.*)$/s.exec(name)!;
  let value: Value | undefined = /^\d+$/.test(head) ? args[Number(head)] : kwargs.get(head);
  for (const part of rest.matchAll(/\.([^.[]+)|\[([^\]]+)\]/g)) {
    if (!value) return null;
    const [, attr, key] = part;
    value = attr !== undefined ? cx.getAttr(value, attr) : cx.getItem(value, /^\d+$/.test(key!) ? int(Number(key)) : str(key!));
  }
  return value ?? null;
}
