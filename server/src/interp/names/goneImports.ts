import type { Message } from '../../../../extension/protocol/localize';
import { msg } from '../../../../extension/protocol/localize';
import type { DiagnosticCode } from '../../diagnostics/codes';
import { defaultSeverities } from '../../diagnostics/codes';
import type { Fix } from '../../diagnostics/diagnostic';
import type { ImportStmt } from '../../ir/ir';
import type { Gone } from '../../ops/goneNames';
import { goneMember, memberNow, moduleNow } from '../../ops/goneNames';
import { publicNames } from '../../ops/publicNames';
import { canonicalPath, isLibraryModule, removedNames } from '../../ops/registry';
import type { Value } from '../../values/value';
import { libraryValue } from '../attributes';
import { editOf, replaceText } from '../reports/fixEdits';
import { goneMessage, misspelled, valueOfGone } from './goneNames';
import type { Wanted } from './importFixes';
import { importText } from './importFixes';
import type { Machine } from '../machine';
import { pythonModuleFiles } from '../imports/moduleFiles';
import { isGoneHere, latest } from '../versions/versions';

/** What an import of gone names stands for: the module, and each of the names; absent where the import itself says it. */
export interface ImportMeant {
  readonly module: Value | null;
  readonly members: readonly (Value | undefined)[];
}

/**
 * Reports what an import asks of a library that does not have it, in the import and nowhere else, and says what is meant. Null where
 * nothing is wrong or known.
 */
export function importMeant(m: Machine, stmt: ImportStmt): ImportMeant | null {
  if (stmt.level > 0 || !isKnown(stmt.module)) return null;
  const { path, gone } = moduleNow(stmt.module);
  return gone ? movedModule(m, stmt, path, gone) : goneNames(m, stmt);
}

function movedModule(m: Machine, stmt: ImportStmt, path: string | null, gone: Gone): ImportMeant | null {
  if (!isGoneHere(m, gone) || isOwnPackage(m, stmt)) return null;
  const members = stmt.names.map(({ name }): Gone => {
    return { was: `${path ?? stmt.module}.${name}`, now: memberNow(path, name, stmt.module), table: gone.table };
  });
  const wanted: (Wanted | null)[] = stmt.whole
    ? [path === null ? null : { target: path, as: stmt.whole.name }]
    : stmt.names.map(({ as }, i) => (members[i]!.now === null ? null : { target: members[i]!.now, as }));
  const fix = stmt.whole?.bindsTop || stmt.star ? pathFix(m, stmt, path) : statementFix(m, stmt, wanted);
  report(m, stmt, stmt.moduleAt?.id ?? stmt.id, 'removed-api', goneMessage({ ...gone, was: stmt.module, now: path }, true), fix);
  if (stmt.whole?.bindsTop) m.facts = m.facts.set(`member ${gone.was}`, 'gone');
  m.raise({ kind: 'library', path: 'python.ImportError' });
  return {
    // `import keras.layers.core` binds `keras`.
    module: stmt.whole?.bindsTop
      ? null
      : path === null
        ? valueOfGone(m, null, { ...gone, was: stmt.module, now: null })
        : libraryValue(path),
    members: members.map((member) => valueOfGone(m, null, member)),
  };
}

function goneNames(m: Machine, stmt: ImportStmt): ImportMeant | null {
  let isWrong = false;
  const found = stmt.names.map(({ name }) => {
    const problem = m.facts.has(`member ${stmt.module}.${name}`) ? null : problemOf(m, stmt.module, name);
    isWrong ||= problem !== null;
    return problem;
  });
  if (!isWrong || isOwnPackage(m, stmt)) return null;
  const wanted = stmt.names.map(({ name, as }, i): Wanted | null => {
    const problem = found[i];
    if (!problem) return { target: `${stmt.module}.${name}`, as };
    return problem.now === null ? null : { target: problem.now, as: problem.isSlip && name === as ? lastOf(problem.now) : as };
  });
  const fix = statementFix(m, stmt, wanted);
  stmt.names.forEach(({ id }, i) => {
    const problem = found[i];
    if (problem) report(m, stmt, id ?? stmt.id, problem.isSlip ? 'missing-attribute' : 'removed-api', problem.message, fix);
  });
  m.raise({ kind: 'library', path: 'python.ImportError' });
  return { module: null, members: found.map((problem) => problem?.value) };
}

interface Problem {
  readonly message: Message;
  readonly now: string | null;
  readonly value: Value;
  /** It never was there. */
  readonly isSlip: boolean;
}

function problemOf(m: Machine, module: string, name: string): Problem | null {
  if (name.startsWith('_')) return null;
  const gone = goneMember(module, name);
  if (gone)
    return isGoneHere(m, gone) ? { message: goneMessage(gone), now: gone.now, value: valueOfGone(m, null, gone), isSlip: false } : null;
  const names = publicNames(module);
  if (!names || names.now.has(name) || publicNames(`${module}.${name}`) || !latest(m, module)) return null;
  const meant = misspelled(m, module, name);
  if (meant !== null) {
    const now = `${module}.${meant}`;
    return { message: msg('{0} has no {1}; is {2} meant?', module, name, meant), now, value: libraryValue(now), isSlip: true };
  }
  const value: Value = { kind: 'unknown', path: `${module}.${name}` };
  return { message: msg('{0} has no {1}', module, name), now: null, value, isSlip: true };
}

function isKnown(module: string): boolean {
  const root = module.split('.', 1)[0]!;
  roots ??= new Set(
    removedNames.flatMap(({ names, modules }) => [...Object.keys(names), ...Object.keys(modules)].map((path) => path.split('.', 1)[0]!)),
  );
  return isLibraryModule(module) || canonicalPath(module) !== null || roots.has(root);
}

let roots: ReadonlySet<string> | null = null;

/** True when the program brings a package of the library's name with it: the sources of an older version, say. */
function isOwnPackage(m: Machine, { module }: ImportStmt): boolean {
  const files = pythonModuleFiles(m.frame.home.chunk, m.program.roots, module.split('.', 1)[0]!, 0);
  return files.some((uri) => {
    const text = m.program.readFile(uri);
    m.log.dependencies.add(uri);
    if (text === undefined) m.log.missing.add(uri);
    return typeof text === 'string';
  });
}

function report(m: Machine, stmt: ImportStmt, node: number, code: DiagnosticCode, message: Message, fix: Fix | null): void {
  // Behind a condition that nobody knows an import may be the one for another version.
  if (m.uncertain > 0) return;
  m.report({
    code,
    severity: defaultSeverities[code],
    message,
    place: m.place({ ...stmt, id: node }),
    related: [],
    fixes: fix ? [fix] : [],
  });
}

/** Writes the whole statement anew; null where something is in no library any more. */
function statementFix(m: Machine, stmt: ImportStmt, wanted: readonly (Wanted | null)[]): Fix | null {
  if (wanted.some((each) => each === null || each.target.startsWith('builtins.'))) return null;
  const { home } = m.frame;
  const before = home.code.text.slice(0, stmt.from);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const newText = importText(wanted as readonly Wanted[], line);
  if (newText.includes('\n') && line.trim()) return null;
  const edit = editOf(home, stmt.from, stmt.to, newText);
  return { title: msg('Change the import to {0}', newText.replace(/\n\s*/g, '; ')), isPreferred: true, edits: [edit] };
}

function pathFix(m: Machine, { moduleAt }: ImportStmt, path: string | null): Fix | null {
  if (path === null || !moduleAt) return null;
  return replaceText(m.frame.home, moduleAt.from, moduleAt.to, path);
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
