import type { Message } from '../../../../extension/protocol/localize';
import { msg } from '../../../../extension/protocol/localize';
import type { DiagnosticCode, Severity } from '../../diagnostics/codes';
import { defaultSeverities } from '../../diagnostics/codes';
import type { Fix } from '../../diagnostics/diagnostic';
import type { Expr } from '../../ir/ir';
import type { Place } from '../../ir/place';
import type { OpDef, ParamSpec, Refusal } from '../../ops/kernel';
import { camelCase, readArgs, refuseArray } from '../../ops/kernel';
import { namesFor } from '../../ops/keras/namedArguments';
import type { BoundArg, BoundArgs, CallSite } from '../../values/value';
import { batchShapeFix } from './batchShapeFix';
import { isLegacyKeras, isSurelyKeras3 } from '../containers/kerasFlavor';
import { argumentEdit, editOf, replaceText } from './fixEdits';
import type { CallArgs } from '../functions';
import type { Machine } from '../machine';
import { nearest } from '../names/nearest';
import { labelOf } from './report';
import { isSince } from '../versions/versions';

/**
 * What the framework refuses of a call whatever it is applied to: arguments that it does not take, lacks or cannot use. At most
 * one report a call, and none about names when some arguments are not in sight.
 */
export function checkArguments(m: Machine, op: OpDef, args: CallArgs, bound: BoundArgs, site: CallSite): void {
  const found =
    unknownName(m, op, args, site) ?? tooMany(m, op, args) ?? missing(m, op, args, bound, site) ?? refusedValue(m, op, bound, site);
  if (!found) return;
  const { code, message, at, fix, severity } = found;
  m.report({
    code,
    severity: severity ?? defaultSeverities[code],
    message,
    place: placeOf(site, at ?? null),
    related: [],
    fixes: fix ? [fix] : [],
  });
}

interface Found {
  readonly code: DiagnosticCode;
  readonly message: Message;
  /** The argument at fault. */
  readonly at?: Place | null;
  readonly fix?: Fix | null;
  readonly severity?: Severity;
}

/** In a call over several lines the argument, else the call. */
export function placeOf(site: CallSite, argument: Place | null): Place {
  const isSpread = site.call !== null && site.home.code.text.slice(site.call.from, site.call.to).includes('\n');
  return (isSpread ? argument : null) ?? site.place;
}

function unknownName(m: Machine, op: OpDef, args: CallArgs, site: CallSite): Found | null {
  if (op.takesAnyKeyword || (op.name.startsWith('keras.') && isLegacyKeras(m))) return null;
  const names = [...Object.keys(op.params), ...op.otherParams, ...op.keywordParams];
  return op.style === 'config' ? unknownKey(op, names.map(camelCase), site) : unknownKeyword(m, op, names, args, site);
}

function unknownKeyword(m: Machine, op: OpDef, names: readonly string[], args: CallArgs, site: CallSite): Found | null {
  for (const [name, arg] of args.keyword) {
    if (names.includes(name) || (op.synonyms && Object.hasOwn(op.synonyms, name))) continue;
    const meant = nearest(
      name,
      names.filter((other) => !args.keyword.has(other)),
    );
    if (meant === null && isOfOtherKeras(m, op)) continue;
    const label = labelOf(op.name);
    const message = meant ? msg('{0} does not take {1}; is {2} meant?', label, name, meant) : msg('{0} does not take {1}', label, name);
    const written = site.call?.args.find((a) => a.name === name);
    const fix = meant && written ? rename(site, written.from, name, meant) : batchShapeFix(site, name);
    return { code: 'unknown-argument', message, at: arg.place, fix };
  }
  return null;
}

/** TensorFlow's own copy of Keras 2 takes arguments that nothing takes today, and keywords that it hands on to further bases. */
function isOfOtherKeras(m: Machine, op: OpDef): boolean {
  return op.name.startsWith('keras.') && !isSurelyKeras3(m);
}

/** TensorFlow.js ignores keys that it does not know without a word: only what looks like a misspelling is worth a warning. */
function unknownKey(op: OpDef, names: readonly string[], site: CallSite): Found | null {
  const config = site.call?.args[0]?.value;
  if (config?.k !== 'dict') return null;
  const keys = config.entries.flatMap(({ key }) => (key?.k === 'const' && typeof key.value === 'string' ? [{ name: key.value, key }] : []));
  for (const { name, key } of keys) {
    if (names.includes(name)) continue;
    const plain = camelCase(name);
    const free = names.filter((other) => !keys.some((k) => k.name === other));
    const meant = free.includes(plain) ? plain : nearest(name, free);
    if (meant === null) continue;
    const isQuoted = site.home.code.text.slice(key.from, key.to) !== name;
    return {
      code: 'unknown-argument',
      severity: 'warning',
      message: msg('{0} ignores {1}; is {2} meant?', labelOf(op.name), name, meant),
      fix: isQuoted ? null : rename(site, key.from, name, meant),
    };
  }
  return null;
}

function rename({ home }: CallSite, from: number, name: string, meant: string): Fix {
  return replaceText(home, from, from + name.length, meant);
}

function tooMany(m: Machine, op: OpDef, args: CallArgs): Found | null {
  if (op.style === 'config' || isOfOtherKeras(m, op)) return null;
  if (specs(op).some(([, spec]) => spec.kind === 'rest')) return null;
  const most = specs(op).filter(([, spec]) => spec.kind === undefined).length + op.otherParams.length;
  if (args.positional.length <= most) return null;
  const self = op.kind === 'function' && op.isMethod ? 1 : 0;
  return {
    code: 'unknown-argument',
    message: msg('{0} takes at most {1} positional arguments, it gets {2}', labelOf(op.name), most - self, args.positional.length - self),
    at: args.positional[most]!.place,
  };
}

function missing(m: Machine, op: OpDef, args: CallArgs, bound: BoundArgs, site: CallSite): Found | null {
  if (!bound.isComplete) return null;
  const label = labelOf(op.name);
  if (op.style === 'config' && op.needsConfig && args.positional.length === 0) {
    const needed = required(op).map(camelCase);
    const message = needed.length
      ? msg('{0} needs {1}', label, needed.join(', '))
      : msg('{0} needs a configuration object, though it may be empty', label);
    return { code: 'missing-argument', message, fix: needed.length ? null : emptyConfig(site) };
  }
  const absent = required(op).filter((name) => !bound.values.has(name));
  if (absent.length === 0) return null;
  const names = op.style === 'config' ? absent.map(camelCase) : absent;
  return { code: 'missing-argument', message: msg('{0} needs {1}', label, names.join(', ')) };
}

function required(op: OpDef): string[] {
  return specs(op).flatMap(([name, spec]) => (spec.isRequired ? [name] : []));
}

function emptyConfig({ call, home }: CallSite): Fix | null {
  if (!call) return null;
  return { title: msg('Add {0}', '{}'), isPreferred: true, edits: [editOf(home, call.argsFrom, call.argsFrom, '{}')] };
}

function refusedValue(m: Machine, op: OpDef, bound: BoundArgs, site: CallSite): Found | null {
  return (
    refusedAlone(m, op, bound, site) ?? refusedName(op, bound, site) ?? ownName(m, op, bound, site) ?? refusedTogether(m, op, bound, site)
  );
}

function refusedTogether(m: Machine, op: OpDef, bound: BoundArgs, site: CallSite): Found | null {
  if (!op.refuses) return null;
  const refusal = op.refuses(readArgs(op.params, bound, m), labelOf(op.name));
  if (!refusal || !appliesHere(m, op, refusal)) return null;
  const arg = bound.values.get(refusal.at);
  const fix = arg && refusal.instead !== undefined ? replaceWord(arg, refusal.instead, site) : null;
  return { code: refusal.code, message: refusal.message, at: arg?.place ?? null, fix };
}

function appliesHere(m: Machine, op: OpDef, { since }: Refusal): boolean {
  return since === undefined || (isSince(m, op.name, since) && !isOfOtherKeras(m, op));
}

/** Another text in the quotes of one that is written out at the call. */
export function replaceWord({ value, expr }: BoundArg, instead: string, { home }: CallSite): Fix | null {
  if (!expr || value.kind !== 'str' || value.value === null) return null;
  const [from, to] = [expr.from + 1, expr.to - 1];
  return home.code.text.slice(from, to) === value.value ? replaceText(home, from, to, instead) : null;
}

/** Keras: weights' initializers, regularizers and constraints by name. */
function refusedName(op: OpDef, bound: BoundArgs, site: CallSite): Found | null {
  if (op.kind !== 'layer' || op.framework !== 'keras') return null;
  for (const [param, { value, place }] of bound.values) {
    if (value.kind !== 'str' || value.value === null) continue;
    const family = namesFor(param);
    if (!family || family.names.has(value.value)) continue;
    const meant = nearest(value.value, family.names);
    const text = `'${value.value}'`;
    const message = meant
      ? msg('there is no {0} called {1}; is {2} meant?', family.kind, text, `'${meant}'`)
      : msg('there is no {0} called {1}', family.kind, text);
    const written = meant ? site.call?.args.find((a) => a.name === param)?.value : undefined;
    const isText = written && site.home.code.text.slice(written.from + 1, written.to - 1) === value.value;
    return {
      code: 'unknown-argument',
      message,
      at: place,
      fix: isText && meant ? rename(site, written.from + 1, value.value, meant) : null,
    };
  }
  return null;
}

/** Keras 3: the name of a layer is a text, and parts paths by `/`. */
function ownName(m: Machine, op: OpDef, bound: BoundArgs, { home }: CallSite): Found | null {
  const given = op.name.startsWith('keras.layers.') && op.kind === 'layer' && isSurelyKeras3(m) ? bound.values.get('name') : undefined;
  if (given?.value.kind === 'int' || given?.value.kind === 'float')
    return { code: 'dtype-mismatch', message: msg('{0}: {1} is a text, it cannot be a number', labelOf(op.name), 'name'), at: given.place };
  if (given?.value.kind !== 'str' || !given.value.value?.includes('/')) return null;
  const { expr, place, value } = given;
  const isText = expr && home.code.text.slice(expr.from + 1, expr.to - 1) === value.value;
  const fix = isText ? replaceText(home, expr.from + 1, expr.to - 1, value.value.replaceAll('/', '_')) : null;
  return { code: 'unknown-argument', message: msg('{0}: the name of a layer cannot hold a slash', labelOf(op.name)), at: place, fix };
}

/** What takes positions or extents, however it is read. */
const axisNames = new Set(['axis', 'axes', 'perm', 'newshape']);

function refusedAlone(m: Machine, op: OpDef, bound: BoundArgs, site: CallSite): Found | null {
  for (const [name, spec] of specs(op)) {
    const arg = bound.values.get(name);
    const param = op.style === 'config' ? camelCase(name) : name;
    const cx = { label: labelOf(op.name), param, style: op.style, op: op.name, nearest };
    const refusal =
      arg && (spec.refuses ? spec.refuses(arg.value, m, cx) : axisNames.has(name) ? refuseArray(arg.value, 'several', cx) : null);
    if (!refusal || !appliesHere(m, op, refusal)) continue;
    const { code, message, instead, convertBy, append } = refusal;
    // What a function that nobody calls computes from its defaults is no size that anybody has asked for.
    if (m.isUncalled && code === 'non-positive-size' && !isWritten(arg.expr)) continue;
    if (convertBy !== undefined) return { code, message, at: arg.place, fix: convert(arg, convertBy, site) };
    if (append !== undefined) return { code, message, at: arg.place, fix: appended(arg, append, site) };
    const edit =
      instead === undefined ? null : argumentEdit({ args: bound, site }, op.style, Object.keys(op.params), { set: name, value: instead });
    const fix = edit?.oldText ? replaceText(site.home, edit.from, edit.to, edit.newText) : null;
    return { code, message, at: arg.place, fix };
  }
  return null;
}

function appended({ expr }: BoundArg, text: string, { home }: CallSite): Fix | null {
  return expr && (expr.k === 'name' || expr.k === 'attr' || expr.k === 'index' || expr.k === 'call')
    ? replaceText(home, expr.from, expr.to, home.code.text.slice(expr.from, expr.to) + text)
    : null;
}

/** Only where the argument is written out at the call: elsewhere it may be something else. */
function convert({ expr }: BoundArg, by: string, { home }: CallSite): Fix | null {
  if (!expr) return null;
  const text = home.code.text.slice(expr.from, expr.to);
  return replaceText(home, expr.from, expr.to, `${by}(${text})`);
}

/** True for a number that stands there, and for a few of them. */
function isWritten(e: Expr | null): boolean {
  if (e === null) return false;
  if (e.k === 'unary') return isWritten(e.operand);
  return e.k === 'const' || ((e.k === 'tuple' || e.k === 'list') && e.items.some(isWritten));
}

function specs(op: OpDef): [string, ParamSpec<unknown>][] {
  return Object.entries(op.params);
}
