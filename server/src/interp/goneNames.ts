import type { Message } from '../../../extension/protocol/localize';
import { msg } from '../../../extension/protocol/localize';
import type { DiagnosticCode } from '../diagnostics/codes';
import { defaultSeverities } from '../diagnostics/codes';
import type { Fix, FixEdit } from '../diagnostics/diagnostic';
import type { AttrExpr, Expr, ImportStmt } from '../ir/ir';
import type { Gone } from '../ops/goneNames';
import { goneMember, privateKeras } from '../ops/goneNames';
import { tensorClass } from '../ops/kernel';
import { isWithin, publicNames } from '../ops/publicNames';
import { canonicalPath } from '../ops/registry';
import type { Value } from '../values/value';
import { unknown } from '../values/value';
import { getAttr, isResolvable, libraryValue } from './attributes';
import { editOf, renameMember } from './fixEdits';
import { importText } from './importFixes';
import type { Machine } from './machine';
import { nearest } from './nearest';
import { findName } from './scopes';
import { isGoneHere, latest } from './versions';

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
    report(m, e, 'removed-api', goneMessage(gone), fixOfMember(m, e, object, gone));
    m.raise({ kind: 'library', path: 'python.AttributeError' });
    return valueOfGone(m, object, gone);
  }
  const meant = said === undefined ? misspelled(m, owner, name) : null;
  if (meant === null) return null;
  const fix = renameMember(m.frame.home, e.to, name, meant);
  report(m, e, 'missing-attribute', msg('{0} has no {1}; is {2} meant?', owner, name, meant), fix);
  m.raise({ kind: 'library', path: 'python.AttributeError' });
  return getAttr(m, object, meant);
}

/** A close name where the library never had this one; what is close to nothing may be right in the version at hand. */
export function misspelled(m: Machine, owner: string, name: string): string | null {
  // Members of tables are their columns as well.
  const names = /^pandas\.[A-Z]/.test(owner) ? undefined : publicNames(owner);
  if (owner === 'numpy.ndarray' && publicNames('numpy.special')?.now.has(name)) return null;
  if (!names || names.now.has(name) || isResolvable(canonicalPath(`${owner}.${name}`) ?? '')) return null;
  return latest(m, owner) ? nearest(name, names.now) : null;
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
export function valueOfGone(m: Machine, object: Value | null, { was, now }: Gone): Value {
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
    return object.framework === 'keras' && (!object.isSymbolic || m.callers !== null) ? null : tensorClass(object);
  if (object.kind === 'library') return object.path.startsWith('python.') ? null : (object.spelled ?? object.path);
  if (object.kind === 'unknown') return object.path === null || object.path.includes('(') ? null : (object.spelled ?? object.path);
  const target = object.kind === 'ref' ? m.get(object.id) : undefined;
  return target?.kind === 'object' && !target.cls.startsWith('python.') ? target.cls : null;
}

function report(m: Machine, e: AttrExpr, code: DiagnosticCode, message: Message, fix: Fix | null): void {
  m.report({ code, severity: defaultSeverities[code], message, place: m.place(e), related: [], fixes: fix ? [fix] : [] });
}

function fixOfMember(m: Machine, e: AttrExpr, object: Value, { now }: Gone): Fix | null {
  if (now === null) return null;
  const { home } = m.frame;
  const text = (x: Expr): string => home.code.text.slice(x.from, x.to);
  const change = (edits: readonly FixEdit[], newText: string): Fix => ({
    title: msg('Change {0} to {1}', text(e), newText),
    isPreferred: true,
    edits,
  });
  const last = now.slice(now.lastIndexOf('.') + 1);
  if (object.kind !== 'library' && object.kind !== 'unknown')
    return change([editOf(home, e.nameFrom, e.nameTo, last)], `${text(e.object)}.${last}`);
  if (now.startsWith('builtins.')) return change([editOf(home, e.from, e.to, last)], last);
  // The nearest part of the chain that what is meant hangs on.
  for (let x: Expr = e.object; ; x = x.object) {
    const path = pathOf(m, x);
    if (path !== null && (now === path || now.startsWith(`${path}.`))) {
      const rest = now.slice(path.length);
      return change([editOf(home, x.to, e.to, rest)], text(x) + rest);
    }
    if (x.k !== 'attr') break;
  }
  const module = now.slice(0, now.lastIndexOf('.'));
  // The same name in another home: the module is imported from there.
  const binding = e.object.k === 'name' && last === e.name ? importOf(m, e.object.name) : null;
  if (binding && e.object.k === 'name') {
    const newText = importText([{ target: module, as: e.object.name }]);
    const { chunk, unitIdx, stmt } = binding;
    return {
      title: msg('Change the import to {0}', newText),
      isPreferred: true,
      edits: [{ chunk, unitIdx, from: stmt.from, to: stmt.to, newText }],
    };
  }
  return withImport(m, e, now, change);
}

/** Names the module in full, and imports it. */
function withImport(m: Machine, e: AttrExpr, now: string, change: (edits: readonly FixEdit[], newText: string) => Fix): Fix | null {
  const { home } = m.frame;
  const root = now.startsWith('tensorflow.') ? 'tf' : now.slice(0, now.indexOf('.'));
  const newText = root === 'tf' ? `tf${now.slice('tensorflow'.length)}` : now;
  const known = findName(m, root);
  const edits: FixEdit[] = [editOf(home, e.from, e.to, newText)];
  if (!known) {
    const [chunk] = m.program.own;
    const lowered = chunk === undefined ? undefined : m.wholeChunk(chunk);
    const at = lowered?.units.findIndex(({ code }) => !/^(?:[rRuU]?["']|from\s+__future__\b)/.test(code.text)) ?? -1;
    if (chunk === undefined || at < 0) return null;
    const line = root === 'tf' ? 'import tensorflow as tf\n' : `import ${now.slice(0, now.lastIndexOf('.'))}\n`;
    edits.unshift({ chunk, unitIdx: at, from: 0, to: 0, newText: line });
  } else if (known.kind !== 'library' && known.kind !== 'unknown') return null;
  return change(edits, newText);
}

/** What a chain of names stands for, as the program spells it. */
function pathOf(m: Machine, e: Expr): string | null {
  if (e.k === 'attr') {
    const owner = pathOf(m, e.object);
    return owner === null ? null : `${owner}.${e.name}`;
  }
  const value = e.k === 'name' ? findName(m, e.name) : undefined;
  return value?.kind === 'library' || value?.kind === 'unknown' ? (value.spelled ?? value.path) : null;
}

/** The only statement of the document that binds a name, where that is an import of just this name. */
function importOf(m: Machine, name: string): { chunk: string; unitIdx: number; stmt: ImportStmt } | null {
  let found: { chunk: string; unitIdx: number; stmt: ImportStmt } | null = null;
  for (const chunk of m.program.own) {
    for (const [unitIdx, { code }] of (m.wholeChunk(chunk)?.units ?? []).entries()) {
      for (const stmt of code.body) {
        if (stmt.k !== 'import' || !stmt.names.some(({ as }) => as === name)) continue;
        if (found || stmt.names.length !== 1) return null;
        found = { chunk, unitIdx, stmt };
      }
    }
  }
  return found;
}
