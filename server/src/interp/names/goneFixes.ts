import { msg } from '../../../../extension/protocol/localize';
import type { Fix, FixEdit } from '../../diagnostics/diagnostic';
import type { AttrExpr, Expr, ImportStmt } from '../../ir/ir';
import type { RemovedName } from '../../ops/kernel';
import type { Value } from '../../values/value';
import { editOf } from '../reports/fixEdits';
import { importText } from './importFixes';
import type { Machine } from '../machine';
import { findName } from '../scopes';

/** An edit that has the program say what a name is called today; null where nothing is, or the program cannot say it. */
export function fixOfMember(m: Machine, e: AttrExpr, object: Value, now: string | null): Fix | null {
  if (now === null) return null;
  const { home } = m.frame;
  const text = (x: Expr): string => textOf(m, x);
  const change = (edits: readonly FixEdit[], newText: string): Fix => ({
    title: msg('Change {0} to {1}', text(e), newText),
    isPreferred: true,
    edits,
  });
  const last = now.slice(now.lastIndexOf('.') + 1);
  if (object.kind !== 'library' && object.kind !== 'unknown')
    return change([editOf(home, e.nameFrom, e.nameTo, last)], `${text(e.object)}.${last}`);
  if (now.startsWith('builtins.')) return change([editOf(home, e.from, e.to, last)], last);
  const spelled = spelledThere(m, e, now);
  if (spelled) return change([editOf(home, spelled.at.to, e.to, spelled.rest)], text(spelled.at) + spelled.rest);
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

/** A qualified name behind the nearest part of a chain that it hangs on; null where it hangs on none. */
export function spelledThere(m: Machine, e: AttrExpr, now: string): { readonly at: Expr; readonly rest: string } | null {
  for (let x: Expr = e.object; ; x = x.object) {
    const path = pathOf(m, x);
    if (path !== null && (now === path || now.startsWith(`${path}.`))) return { at: x, rest: now.slice(path.length) };
    if (x.k !== 'attr') return null;
  }
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

/** The import of the module is edited where another one still has all of the old names: that mends every use at once. */
export function withHome(m: Machine, { home }: RemovedName, fixes: readonly Fix[]): readonly Fix[] {
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

export function textOf(m: Machine, { from, to }: Expr): string {
  return m.frame.home.code.text.slice(from, to);
}
