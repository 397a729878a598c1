import { msg } from '../../../extension/protocol/localize';
import { defaultSeverities } from '../diagnostics/codes';
import type { Fix } from '../diagnostics/diagnostic';
import type { AttrExpr, Expr, ImportStmt, NodeBase } from '../ir/ir';
import type { Place } from '../ir/place';
import { nodeIdOf } from '../ir/place';
import type { RemovedName } from '../ops/kernel';
import { removedName } from '../ops/registry';
import type { Home, Value } from '../values/value';
import { libraryValue } from './attributes';
import { isLegacyKeras } from './containers/kerasFlavor';
import { replaceText } from './fixEdits';
import type { Machine } from './machine';
import { readFact } from './machine';
import { findName } from './scopes';
import { isBefore } from './versions';

/** What a name of a library that is gone means, reported where it is read; undefined for what is not gone. */
export function removedAttr(m: Machine, object: Value, e: AttrExpr): Value | undefined {
  const gone = removedIn(m, object, e.name);
  if (!gone) return undefined;
  const root = rootName(e);
  const prefix = root ? pathOf(findName(m, root.name)) : null;
  const written = (path: string): string | null =>
    root && prefix !== null && path.startsWith(`${prefix}.`) ? root.name + path.slice(prefix.length) : null;
  const { home } = m.frame;
  const text = home.code.text.slice(e.from, e.to);
  const shown = /^[\w.]+$/.test(text) ? text : e.name;
  const fixes: Fix[] = [];
  const isEager = isWithoutGraph(m);
  const today = isEager ? (gone.eager ?? gone.now) : gone.now;
  const now = today === null ? null : written(today);
  if (now !== null) fixes.push(replaceText(home, e.from, e.to, now));
  // What the name is looked up in may be what is gone: then that has been said.
  const owner = home.code.text.slice(e.object.from, e.object.to);
  if (!wasSaid(m, owner, e.object)) report(m, shown, now ?? today, e, isEager ? fixes : withHome(m, gone, fixes), gone.isOfKeras2);
  return meantBy(m, gone);
}

/** True when the line says already that a name is gone. */
function wasSaid(m: Machine, shown: string, at: NodeBase): boolean {
  const { home } = m.frame;
  return m.log.diagnostics.some(
    ({ code, message, place }) =>
      code === 'removed-api' && message.args[0] === shown && place.chunk === home.chunk && onOneLine(home, place, at),
  );
}

/** Extents were objects in TensorFlow 1: `x.shape[1].value`. */
export function removedValue(m: Machine, object: Value, e: AttrExpr): Value | undefined {
  if (e.name !== 'value' || (object.kind !== 'int' && object.kind !== 'none') || m.frame.semantics.language !== 'python') return undefined;
  if (readFact(m, 'tensorflow shapes') !== undefined || e.object.k !== 'index' || m.isUncalled) return undefined;
  const of = e.object.object;
  const isShape = (of.k === 'attr' && of.name === 'shape') || (of.k === 'call' && of.callee.k === 'attr' && of.callee.name === 'get_shape');
  if (!isShape || m.facts.get('import tensorflow') === undefined) return undefined;
  const { home } = m.frame;
  const text = home.code.text.slice(e.object.from, e.object.to);
  m.report({
    code: 'removed-api',
    severity: defaultSeverities['removed-api'],
    message: msg('{0} is a number itself, it has no value', text),
    place: m.place(e),
    related: [],
    fixes: [replaceText(home, e.from, e.to, text)],
  });
  m.raise({ kind: 'library', path: 'python.AttributeError' });
  return object;
}

/** The same of a module that is imported: the part of its path that is gone. */
export function removedModule(m: Machine, path: string, stmt: ImportStmt): void {
  const parts = path.split('.');
  for (let n = 2; n <= parts.length; n++) {
    const prefix = parts.slice(0, n).join('.');
    const gone = removedName(prefix);
    if (!gone) continue;
    report(m, prefix, gone.now, stmt, []);
    m.raise({ kind: 'library', path: 'python.ModuleNotFoundError' });
    return;
  }
}

function removedIn(m: Machine, object: Value, name: string): RemovedName | undefined {
  if (m.frame.semantics.language !== 'python') return undefined;
  const path = pathOf(object);
  const installed = m.program.versions.tensorflow;
  if (installed !== undefined && isBefore(installed, '2')) return undefined;
  const gone = path === null ? undefined : removedName(`${path}.${name}`);
  return gone?.isOfKeras2 && isLegacyKeras(m) ? undefined : gone;
}

/** The program goes on as if the name were there. Where somebody catches what it raises, that is what happens. */
export function meantBy(m: Machine, gone: RemovedName): Value {
  m.raise({ kind: 'library', path: 'python.AttributeError' });
  if (gone.home) m.facts = m.facts.set('first TensorFlow', '').set('tensorflow shapes', '1');
  return libraryValue(gone.meant);
}

/** Once a line for each name. */
function report(m: Machine, shown: string, now: string | null, at: NodeBase, fixes: readonly Fix[], isOfKeras2 = false): void {
  if (wasSaid(m, shown, at)) return;
  m.report({
    code: 'removed-api',
    severity: defaultSeverities['removed-api'],
    message: isOfKeras2
      ? msg("{0} is not in Keras 3; with os.environ['TF_USE_LEGACY_KERAS'] = '1' before the import it is that of Keras 2", shown)
      : now === null
        ? msg('{0} is gone', shown)
        : msg('{0} is gone; {1} does the same', shown, now),
    place: m.place(at),
    related: [],
    fixes,
  });
}

/** The file computes with values as it goes: what builds graphs first would not help it. */
function isWithoutGraph(m: Machine): boolean {
  const { chunk } = m.frame.home;
  const text = m.wholeChunk(chunk)?.text ?? '';
  return /\bGradientTape\b|\btf\.function\b|\.numpy\(\)/.test(text);
}

/** The import of the module is edited where another one still has all of the old names: that mends every use at once. */
function withHome(m: Machine, { home }: RemovedName, fixes: readonly Fix[]): readonly Fix[] {
  if (!home || !fixes.length) return fixes;
  const { chunk } = m.frame.home;
  const lowered = m.wholeChunk(chunk);
  const library = home.module.split('.')[0]!;
  for (const [unitIdx, { code }] of lowered?.units.entries() ?? []) {
    const [stmt] = code.body;
    if (stmt?.k !== 'import' || stmt.module !== library || !stmt.whole || code.body.length !== 1) continue;
    const { name } = stmt.whole;
    const edit = { chunk, unitIdx, from: stmt.from, to: stmt.to, newText: `import ${home.module} as ${name}\n${name}.${home.call}()` };
    if (code.text.slice(stmt.from, stmt.to).includes(';')) break;
    return [
      { title: msg('Import {0} as {1}', home.module, name), isPreferred: true, edits: [edit] },
      ...fixes.map((fix) => ({ ...fix, isPreferred: false })),
    ];
  }
  return fixes;
}

function onOneLine({ code }: Home, place: Place, at: NodeBase): boolean {
  const span = code.spans[nodeIdOf(place)];
  if (!span) return false;
  const [from, to] = [Math.min(span[1], at.to), Math.max(span[1], at.to)];
  return !code.text.slice(from, to).includes('\n');
}

function rootName(e: Expr): { readonly name: string } | null {
  return e.k === 'name' ? e : e.k === 'attr' ? rootName(e.object) : null;
}

function pathOf(value: Value | undefined): string | null {
  return value?.kind === 'library' || value?.kind === 'unknown' ? value.path : null;
}
