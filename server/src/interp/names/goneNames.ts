import type { Message } from '../../../../extension/protocol/localize';
import { msg } from '../../../../extension/protocol/localize';
import type { DiagnosticCode } from '../../diagnostics/codes';
import { defaultSeverities } from '../../diagnostics/codes';
import type { Fix } from '../../diagnostics/diagnostic';
import type { AttrExpr, NodeBase } from '../../ir/ir';
import type { Place } from '../../ir/place';
import { nodeIdOf } from '../../ir/place';
import type { Gone } from '../../ops/goneNames';
import { goneMember, privateKeras } from '../../ops/goneNames';
import type { RemovedName } from '../../ops/kernel';
import { tensorClass } from '../../ops/kernel';
import { isWithin, publicNames } from '../../ops/publicNames';
import { canonicalPath } from '../../ops/registry';
import type { Home, Value } from '../../values/value';
import { unknown } from '../../values/value';
import { isSurelyKeras3 } from '../containers/kerasFlavor';
import { comesFromInput } from '../containers/kerasTensors';
import { getAttr, isResolvable, libraryValue } from '../attributes';
import { renameMember, replaceText } from '../reports/fixEdits';
import { fixOfMember, spelledThere, textOf, withHome } from './goneFixes';
import type { Machine } from '../machine';
import { readFact } from '../machine';
import { nearest } from './nearest';
import { isGoneHere, latest } from '../versions/versions';

/**
 * Reports a member of a library's module or class that is not there: because a later version took it away, or because it never was. Gives
 * what is meant by it, and null where nothing is wrong or known.
 */
export function memberMeant(m: Machine, object: Value, e: AttrExpr): Value | null {
  const { name } = e;
  const owner = ownerOf(m, object);
  if (owner === null || name.startsWith('_')) return null;
  const said = m.facts.get(`member ${owner}.${name}`);
  const gone = said === '' ? null : goneMember(owner, name);
  if (gone && said === 'gone') return valueOfGone(m, object, gone);
  if (gone) {
    if (!isGoneHere(m, gone)) return null;
    if (gone.first) reportFirst(m, e, object, gone.first);
    else report(m, e, 'removed-api', goneMessage(gone), listOf(fixOfMember(m, e, object, gone.now)));
    m.raise({ kind: 'library', path: 'python.AttributeError' });
    return valueOfGone(m, object, gone);
  }
  const meant = said === undefined ? misspelled(m, owner, name) : null;
  if (meant === null) {
    if (said !== undefined || !isAbsent(m, owner, name)) return null;
    const whole = wholeName(owner, name);
    const message = whole === null ? msg('{0} has no {1}', owner, name) : msg('{0} has no {1}; is {2} meant?', owner, name, whole);
    report(m, e, 'missing-attribute', message, listOf(whole === null ? null : renameMember(m.frame.home, e.to, name, whole)));
    m.raise({ kind: 'library', path: 'python.AttributeError' });
    return whole === null ? { kind: 'unknown', path: `${owner}.${name}` } : getAttr(m, object, whole);
  }
  const fix = renameMember(m.frame.home, e.to, name, meant);
  report(m, e, 'missing-attribute', msg('{0} has no {1}; is {2} meant?', owner, name, meant), listOf(fix));
  m.raise({ kind: 'library', path: 'python.AttributeError' });
  return getAttr(m, object, meant);
}

/** Extents were objects in TensorFlow 1: `x.shape[1].value`. */
export function valueOfExtent(m: Machine, object: Value, e: AttrExpr): Value | null {
  if (e.name !== 'value' || (object.kind !== 'int' && object.kind !== 'none') || m.frame.semantics.language !== 'python') return null;
  if (readFact(m, 'tensorflow shapes') !== undefined || e.object.k !== 'index' || m.isUncalled) return null;
  const of = e.object.object;
  const isShape = (of.k === 'attr' && of.name === 'shape') || (of.k === 'call' && of.callee.k === 'attr' && of.callee.name === 'get_shape');
  if (!isShape || m.facts.get('import tensorflow') === undefined) return null;
  const text = textOf(m, e.object);
  report(m, e, 'removed-api', msg('{0} is a number itself, it has no value', text), [replaceText(m.frame.home, e.from, e.to, text)]);
  m.raise({ kind: 'library', path: 'python.AttributeError' });
  return object;
}

/** A name of which its library says more, in the words of the program, and once a line: such programs are full of them. */
function reportFirst(m: Machine, e: AttrExpr, object: Value, first: RemovedName): void {
  const text = textOf(m, e);
  const shown = /^[\w.]+$/.test(text) ? text : e.name;
  // What the name is looked up in may be what is gone: then that has been said.
  if (wasSaid(m, textOf(m, e.object), e.object) || wasSaid(m, shown, e)) return;
  const isEager = first.eager !== undefined && isWithoutGraph(m);
  const today = isEager ? first.eager : first.now;
  const fix = fixOfMember(m, e, object, today);
  const spelled = today === null ? null : spelledThere(m, e, today);
  const now = spelled ? textOf(m, spelled.at) + spelled.rest : today;
  const message = first.isOfKeras2
    ? msg("{0} is not in Keras 3; with os.environ['TF_USE_LEGACY_KERAS'] = '1' before the import it is that of Keras 2", shown)
    : now === null
      ? msg('{0} is gone', shown)
      : msg('{0} is gone; {1} does the same', shown, now);
  report(m, e, 'removed-api', message, isWithoutGraph(m) ? listOf(fix) : withHome(m, first, listOf(fix)));
}

/** True when the line says already that a name is gone. */
function wasSaid(m: Machine, shown: string, at: NodeBase): boolean {
  const { home } = m.frame;
  return m.log.diagnostics.some(
    ({ code, message, place }) =>
      code === 'removed-api' && message.args[0] === shown && place.chunk === home.chunk && isOnOneLine(home, place, at),
  );
}

/** A close name where the library never had this one; what is close to nothing may be right in the version at hand. */
export function misspelled(m: Machine, owner: string, name: string): string | null {
  // Members of tables are their columns as well.
  const names = /^pandas\.[A-Z]/.test(owner) ? undefined : publicNames(owner);
  if (owner === 'numpy.ndarray' && publicNames('numpy.special')?.now.has(name)) return null;
  if (!names || names.now.has(name) || isResolvable(canonicalPath(`${owner}.${name}`) ?? '')) return null;
  return latest(m, owner) ? nearest(name, names.now) : null;
}

/**
 * True for a name that a module of Keras or TensorFlow never had, close to one or not. Behind a condition that nobody knows it may be
 * meant for a version of its own.
 */
function isAbsent(m: Machine, owner: string, name: string): boolean {
  if (!/^(keras|tensorflow)\b/.test(owner) || /\.[A-Z]\w*$/.test(owner) || m.uncertain > 0 || !latest(m, owner)) return false;
  if (isWithin(owner, privateKeras) || (owner.includes('keras') && !isSurelyKeras3(m))) return false;
  const names = publicNames(owner);
  const path = `${owner}.${name}`;
  if (!names || names.now.has(name) || names.before.has(name) || names.elsewhere.has(name) || publicNames(path)) return false;
  return !isResolvable(canonicalPath(path) ?? path);
}

/** What a name that is nothing like another one stands for: the only one with a letter more, or the one without the name of its module. */
function wholeName(owner: string, name: string): string | null {
  const names = publicNames(owner)!.now;
  const found = [...names].filter((whole) => whole.length === name.length + 1 && whole.startsWith(name));
  if (found.length === 1) return found[0]!;
  // `tf.random.random_normal`: the module's own name once more.
  const prefix = `${owner.slice(owner.lastIndexOf('.') + 1)}_`;
  const rest = name.startsWith(prefix) ? name.slice(prefix.length) : '';
  return names.has(rest) ? rest : null;
}

export function goneMessage({ was, now, table }: Gone, isModule = false): Message {
  const since = table ? `${table.library} ${table.since}` : sinceOf(was);
  if (now === null) return since === null ? msg('{0} is gone', was) : msg('{0} is gone since {1}', was, since);
  const today = now.replace(/^builtins\./, '');
  if (since === null) return msg('{0} is gone; {1} does the same', was, today);
  return isModule
    ? msg('{0} is gone since {1}; what was in it is in {2}', was, since, today)
    : msg('{0} is gone since {1}; {2} does the same', was, since, today);
}

function sinceOf(was: string): string | null {
  if (isWithin(was, privateKeras)) return null;
  return was.startsWith('numpy') ? 'NumPy 2' : was.includes('keras') ? 'Keras 3' : 'TensorFlow 2';
}

/** What the program means by a name that is gone. */
export function valueOfGone(m: Machine, object: Value | null, { was, now, first }: Gone): Value {
  if (first) {
    if (first.home) m.facts = m.facts.set('first TensorFlow', '').set('tensorflow shapes', '1');
    return libraryValue(first.meant);
  }
  if (now?.startsWith('builtins.')) return libraryValue(`python.${now.slice('builtins.'.length)}`);
  const isMember = object !== null && object.kind !== 'library' && object.kind !== 'unknown';
  if (isMember) return now === null ? unknown : getAttr(m, object, now.slice(now.lastIndexOf('.') + 1));
  // What nothing does today may have a rule all the same.
  const old = legacyPath(was);
  return now === null || isResolvable(old) ? (isResolvable(old) ? { kind: 'library', path: old } : unknown) : libraryValue(now);
}

/** Where rules of what is gone stand: `keras._legacy.layers.Merge`. */
function legacyPath(was: string): string {
  const path = canonicalPath(was) ?? was;
  const dot = path.indexOf('.');
  return dot < 0 ? path : `${path.slice(0, dot)}._legacy${path.slice(dot)}`;
}

/** The module or class, as the program spells it, under which the members of a value are known. */
function ownerOf(m: Machine, object: Value): string | null {
  if (m.frame.semantics.language !== 'python') return null;
  // In eager code and inside of layers a tensor of Keras is one of the backend.
  if (object.kind === 'tensor')
    return object.framework === 'keras' && (!object.isSymbolic || m.callers !== null || !comesFromInput(m, object))
      ? null
      : tensorClass(object);
  if (object.kind === 'library') return object.path.startsWith('python.') ? null : (object.spelled ?? object.path);
  if (object.kind === 'unknown') return object.path === null || object.path.includes('(') ? null : (object.spelled ?? object.path);
  const target = object.kind === 'ref' ? m.get(object.id) : undefined;
  return target?.kind === 'object' && !target.cls.startsWith('python.') ? target.cls : null;
}

function report(m: Machine, e: AttrExpr, code: DiagnosticCode, message: Message, fixes: readonly Fix[]): void {
  m.report({ code, severity: defaultSeverities[code], message, place: m.place(e), related: [], fixes });
}

/** The file computes with values as it goes: what builds graphs first would not help it. */
function isWithoutGraph(m: Machine): boolean {
  const { chunk } = m.frame.home;
  const text = m.wholeChunk(chunk)?.text ?? '';
  return /\bGradientTape\b|\btf\.function\b|\.numpy\(\)/.test(text);
}

function isOnOneLine({ code }: Home, place: Place, at: NodeBase): boolean {
  const span = code.spans[nodeIdOf(place)];
  if (!span) return false;
  const [from, to] = [Math.min(span[1], at.to), Math.max(span[1], at.to)];
  return !code.text.slice(from, to).includes('\n');
}

function listOf(fix: Fix | null): readonly Fix[] {
  return fix ? [fix] : [];
}
