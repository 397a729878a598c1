import { msg, type Message } from '../../../../extension/protocol/localize';
import type { DiagnosticCode } from '../../diagnostics/codes';
import type { Fix } from '../../diagnostics/diagnostic';
import type { Place } from '../../ir/place';
import type { Signature, Slot } from '../../ops/signatures';
import { isRecordedClass, signatureOf } from '../../ops/signatures';
import type { CallSite, ClassField, FunctionValue } from '../../values/value';
import { placeOf } from './checkArguments';
import { redecorated } from '../classes';
import { replaceText } from './fixEdits';
import type { CallArgs } from '../functions';
import type { Machine } from '../machine';
import { nearest } from '../names/nearest';
import { refuse } from './refusal';
import { latest } from '../versions/versions';

/** Reports a call of a function of the program whose arguments do not fit its parameters. `label` is what is called, as people see it. */
export function checkCall(m: Machine, f: FunctionValue, args: CallArgs, passesSelf: boolean, site: CallSite, label: string): void {
  if (args.place === null || m.frame.semantics.language !== 'python' || redecorated.has(f.fn) || f.fn.params.some(({ pattern }) => pattern))
    return;
  if (isAskedBefore(m, site)) return;
  const slots = f.fn.params.map(({ name, kind, fallback }) => ({ name, kind, isNeeded: fallback === null }));
  const [first] = slots;
  const own = passesSelf && first && (first.kind === 'positional' || first.kind === 'positionalOnly') ? slots.slice(1) : slots;
  // A method without parameters gets its instance all the same.
  if (passesSelf && !first) {
    refuseArgs(m, site, { code: 'unknown-argument', message: msg('{0} has no parameter for its own instance', label), at: null });
    return;
  }
  check(m, own, args, site, label);
}

/** A function that was handed in, called behind a condition that nobody knows: what it takes may be just what was asked. */
function isAskedBefore(m: Machine, { call }: CallSite): boolean {
  const callee = call?.callee;
  return m.uncertain > 0 && callee?.k === 'name' && m.frame.fn?.params.some(({ name }) => name === callee.name) === true;
}

/** The same of a class whose constructor Python makes from its fields. */
export function checkFields(m: Machine, fields: readonly ClassField[], args: CallArgs, site: CallSite, label: string): void {
  if (args.place === null) return;
  const given = fields.filter(({ isInit }) => isInit);
  check(
    m,
    given.map(({ name, fallback, factory }) => ({ name, kind: 'positional', isNeeded: fallback === null && factory === null })),
    args,
    site,
    label,
  );
}

/** The same of a function, class or method of a library, of which nothing but its arguments may be known. */
export function checkSignature(m: Machine, path: string, args: CallArgs, passesSelf: boolean, site: CallSite): boolean {
  if (args.place === null || m.frame.semantics.language !== 'python') return true;
  const signature = signatureOf(path);
  if (!signature || !latest(m, path)) return true;
  const [owner, label] = [path.slice(0, path.lastIndexOf('.')), path.slice(path.lastIndexOf('.') + 1)];
  const behindFirst = { ...args, positional: args.positional.slice(1) };
  const faultOf = (given: CallArgs): ArityFault | null => findFault(signature.slots, given, site, label, signature.handsOn);
  const fault = faultOf(passesSelf ? behindFirst : args);
  // Looked up on its class, a method gets its instance first: `dict.get(d, key, default)`.
  const isUnbound = !passesSelf && args.positional.length > 0 && isRecordedClass(owner);
  return !fault || (isUnbound && !faultOf(behindFirst)) || refuseArgs(m, site, fault);
}

interface ArityFault {
  readonly code: DiagnosticCode;
  readonly message: Message;
  readonly at: Place | null;
  readonly fix?: Fix | null;
}

/** False where a fault was reported. */
function check(m: Machine, slots: readonly Slot[], args: CallArgs, site: CallSite, label: string): boolean {
  const fault = findFault(slots, args, site, label);
  return !fault || refuseArgs(m, site, fault);
}

function findFault(
  slots: readonly Slot[],
  args: CallArgs,
  site: CallSite,
  label: string,
  handsOn: Signature['handsOn'] = null,
): ArityFault | null {
  const byPosition = slots.filter(({ kind }) => kind === 'positional' || kind === 'positionalOnly');
  const byName = slots.filter(({ kind }) => kind === 'positional' || kind === 'keywordOnly');
  const n = args.positional.length;
  const taken = new Set(byPosition.slice(0, n).map(({ name }) => name));
  const absent = slots.filter(
    ({ name, kind, isNeeded }) => isNeeded && kind !== 'rest' && kind !== 'keywordRest' && !taken.has(name) && !args.keyword.has(name),
  );
  if (handsOn || !slots.some(({ kind }) => kind === 'keywordRest')) {
    for (const [name, { place }] of args.keyword) {
      if (byName.some((slot) => slot.name === name) || handsOn?.all.has(name)) continue;
      const free = [...byName.map((slot) => slot.name), ...(handsOn?.own ?? [])].filter(
        (each) => !args.keyword.has(each) && !taken.has(each),
      );
      const meant = nearest(name, free) ?? (absent.length === 1 && args.isComplete ? absent[0]!.name : null);
      if (meant === null && handsOn) continue;
      const message = meant ? msg('{0} does not take {1}; is {2} meant?', label, name, meant) : msg('{0} does not take {1}', label, name);
      return { code: 'unknown-argument', message, at: place, fix: meant === null ? null : renamed(site, name, meant) };
    }
  }
  const twice = args.isComplete
    ? byName.find(({ name, kind }) => kind === 'positional' && taken.has(name) && args.keyword.has(name))
    : undefined;
  if (twice)
    return { code: 'unknown-argument', message: msg('{0} gets {1} twice', label, twice.name), at: args.keyword.get(twice.name)!.place };
  if (n > byPosition.length && !slots.some(({ kind }) => kind === 'rest')) {
    const message = msg('{0} takes at most {1} positional arguments, it gets {2}', label, byPosition.length, n);
    return { code: 'unknown-argument', message, at: args.positional[byPosition.length]!.place };
  }
  if (absent.length && args.isComplete)
    return { code: 'missing-argument', message: msg('{0} needs {1}', label, absent.map(({ name }) => name).join(', ')), at: null };
  return null;
}

/** Reports a call of a built-in function that takes another number of arguments. */
export function checkCount(
  m: Machine,
  name: string,
  arity: readonly [number, number | null] | undefined,
  args: CallArgs,
  site: CallSite,
): boolean {
  const n = args.positional.length;
  if (!arity || args.place === null || args.keyword.size) return true;
  const [least, most] = arity;
  if (n < least)
    return refuseArgs(m, site, {
      code: 'missing-argument',
      message: msg('{0} takes at least {1} arguments, it gets {2}', name, least, n),
      at: null,
    });
  if (most === null || n <= most) return true;
  const message = msg('{0} takes at most {1} positional arguments, it gets {2}', name, most, n);
  return refuseArgs(m, site, { code: 'unknown-argument', message, at: null });
}

function refuseArgs(m: Machine, site: CallSite, { code, message, at, fix = null }: ArityFault): false {
  refuse(m, 'TypeError', code, message, { place: placeOf(site, at), fixes: [fix] });
  return false;
}

function renamed(site: CallSite, name: string, meant: string): Fix | null {
  const written = site.call?.args.find((arg) => arg.name === name);
  return written ? replaceText(site.home, written.from, written.from + name.length, meant) : null;
}
