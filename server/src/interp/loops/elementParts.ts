import { msg } from '../../../../extension/protocol/localize';
import type { Fix } from '../../diagnostics/diagnostic';
import type { CallExpr } from '../../ir/ir';
import type { CallSite, FunctionValue, Home, Value } from '../../values/value';
import { redecorated } from '../classes';
import { editOf } from '../reports/fixEdits';
import type { Machine } from '../machine';
import { refuse } from '../reports/refusal';

/**
 * The arguments that a function of the program gets of an element of a data set: its parts, one an argument. Where it takes another number
 * of them, that is reported.
 */
export function checkParts(m: Machine, fn: Value, parts: readonly Value[], site: CallSite): readonly Value[] {
  const f = fn.kind === 'function' ? fn : fn.kind === 'method' && typeof fn.fn !== 'string' ? fn.fn : null;
  if (!f || m.frame.semantics.language !== 'python' || redecorated.has(f.fn)) return parts;
  const slots = fn.kind === 'method' ? f.fn.params.slice(1) : f.fn.params;
  if (slots.some(({ kind, pattern, fallback }) => pattern || kind === 'rest' || (kind === 'keywordOnly' && fallback === null)))
    return parts;
  const byPosition = slots.filter(({ kind }) => kind === 'positional' || kind === 'positionalOnly');
  const label = f.fn.name ?? 'lambda';
  const [most, n] = [byPosition.length, parts.length];
  if (n > most) {
    const message = msg('The elements have {0} parts, each is an argument of its own: {1} takes {2}', n, label, most);
    refuse(m, 'TypeError', 'unknown-argument', message, { place: site.place, fixes: [passOn(f, site, n)] });
    return parts.slice(0, most);
  }
  const absent = byPosition.slice(n).filter(({ fallback }) => fallback === null);
  if (absent.length === 0) return parts;
  const message =
    n === 1
      ? msg('The elements have one part, it is the only argument: {0} needs {1} as well', label, absent.map(({ name }) => name).join(', '))
      : msg('The elements have {0} parts: {1} needs {2} as well', n, label, absent.map(({ name }) => name).join(', '));
  refuse(m, 'TypeError', 'missing-argument', message, { place: site.place });
  return parts;
}

/** `lambda x: f(x)` on samples with labels: the labels go through as they are. */
function passOn({ fn }: FunctionValue, { call, home }: CallSite, n: number): Fix | null {
  const [param] = fn.params;
  const [body] = fn.body;
  const written = call?.args.find(({ value }) => value.k === 'function' && value.fn === fn);
  if (!written || n !== 2 || fn.params.length !== 1 || body?.k !== 'return' || !body.value || !/\.map$/.test(calleeText(call!, home)))
    return null;
  const other = param!.name === 'y' ? 'label' : 'y';
  const { from, to } = body.value;
  const old = home.code.text.slice(from, to);
  return {
    title: msg('Change {0} to {1}', `lambda ${param!.name}`, `lambda ${param!.name}, ${other}`),
    isPreferred: true,
    edits: [editOf(home, param!.to, param!.to, `, ${other}`), editOf(home, from, to, `(${old}, ${other})`)],
  };
}

function calleeText({ callee }: CallExpr, home: Home): string {
  return home.code.text.slice(callee.from, callee.to);
}

/** A function of the program that a library calls with so many arguments, and that needs others. */
export function checkHanded(m: Machine, { fn, self }: FunctionValue, given: readonly string[], site: CallSite): void {
  if (m.frame.semantics.language !== 'python' || redecorated.has(fn)) return;
  const slots = self ? fn.params.slice(1) : fn.params;
  if (slots.some(({ pattern }) => pattern)) return;
  const byPosition = slots.filter(({ kind }) => kind === 'positional' || kind === 'positionalOnly');
  const label = fn.name ?? 'lambda';
  const list = given.join(', ');
  if (byPosition.length < given.length && !slots.some(({ kind }) => kind === 'rest')) {
    const message = msg('{0} is called with {1}; it takes {2} arguments', label, list, byPosition.length);
    refuse(m, 'TypeError', 'unknown-argument', message, { place: site.place });
    return;
  }
  const absent = slots.filter(
    (slot) => slot.fallback === null && (slot.kind === 'keywordOnly' || byPosition.indexOf(slot) >= given.length),
  );
  if (!absent.length) return;
  const message = msg('{0} is called with {1} alone; it needs {2} as well', label, list, absent.map(({ name }) => name).join(', '));
  refuse(m, 'TypeError', 'missing-argument', message, { place: site.place });
}
