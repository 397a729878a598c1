import type { ImportStmt } from '../../ir/ir';
import { publicNames } from '../../ops/publicNames';
import { canonicalPath, isKnownModule, isLibraryModule } from '../../ops/registry';
import type { PersistentMap } from '../../values/persistentMap';
import type { LibraryValue, Value } from '../../values/value';
import { ref, unknown } from '../../values/value';
import { libraryMember, libraryValue } from '../attributes';
import { hasBuiltinModule } from '../builtins';
import { importMeant } from '../names/goneImports';
import type { Machine } from '../machine';
import { neighborModuleFile, pythonModuleFiles, scriptModuleFiles } from './moduleFiles';
import { runModule } from '../document/program';
import { assignName, lookup, scopeOf, setVar } from '../scopes';

export function execImport(m: Machine, stmt: ImportStmt): void {
  if (stmt.typeOnly) return;
  const isPython = m.frame.semantics.language === 'python';
  const meant = isPython ? importMeant(m, stmt) : null;
  if (m.isDead) return;
  const module = meant?.module ?? (isPython ? pythonModule(m, stmt) : javascriptModule(m, stmt.module));
  if (stmt.star) {
    if (stmt.reExports) return;
    bindStar(m, module);
    return;
  }
  if (stmt.whole) {
    const { name, bindsTop } = stmt.whole;
    // `import a.b` binds `a`; the member is reached through it.
    const value = bindsTop && stmt.module.includes('.') ? topModule(m, stmt.module.split('.')[0]!) : module;
    if (stmt.reExports) assignName(m, `*${name}`, value, 'let');
    else assignName(m, name, value, isPython ? null : 'let');
  }
  for (const [i, { name, as }] of stmt.names.entries()) {
    const value = meant?.members[i] ?? memberOf(m, module, name, isPython ? stmt : null);
    if (stmt.reExports) assignName(m, `*${as}`, value, 'let');
    else assignName(m, as, value, isPython ? null : 'let');
  }
}

/** Makes a name of this module one that others can import. */
export function exportName(m: Machine, local: string, exported: string): void {
  setVar(m, m.frame.module, `*${exported}`, lookup(m, local));
}

/** `require('…')`. */
export function requireModule(m: Machine, specifier: string): Value {
  const module = javascriptModule(m, specifier);
  const scope = module.kind === 'ref' ? scopeOf(m, module.id) : undefined;
  const commonJs = scope?.vars.get('module');
  const object = commonJs?.kind === 'ref' ? m.get(commonJs.id) : undefined;
  const exported = object?.kind === 'dict' ? object.entries.get('sexports')?.value : undefined;
  const isEmpty =
    exported?.kind === 'ref' && (m.get(exported.id) as { entries?: PersistentMap<string, unknown> } | undefined)?.entries?.size === 0;
  return exported && !isEmpty ? exported : module;
}

function memberOf(m: Machine, module: Value, name: string, python: ImportStmt | null): Value {
  if (module.kind === 'library') {
    if (name === 'default') return module;
    return memberOfLibrary(m, module, name);
  }
  if (module.kind === 'unknown') {
    // `from package import module` names a file as well.
    if (python) return submodule(m, python, name) ?? libraryMember({ ...module, path: module.path ?? python.module }, name);
    return { kind: 'unknown', path: `${module.path}.${name}` };
  }
  const scope = module.kind === 'ref' ? scopeOf(m, module.id) : undefined;
  if (!scope) return unknown;
  const value = scope.vars.get(`*${name}`) ?? (python ? scope.vars.get(name) : undefined);
  return value ?? (python ? submodule(m, python, name) : undefined) ?? unknown;
}

/**
 * A name of a library's module. What has no rule is looked for in the module's own file where that lies beside the one that asks: then this
 * is the library's own source.
 */
export function memberOfLibrary(m: Machine, owner: LibraryValue, name: string): Value {
  const member = libraryMember(owner, name);
  if (member.kind !== 'unknown' || !isKnownModule(owner.path)) return member;
  const file = neighborModuleFile(m.frame.home.chunk, owner.path);
  const module = file === null ? null : firstModule(m, [file], owner.path);
  const scope = module?.kind === 'ref' ? scopeOf(m, module.id) : undefined;
  return scope?.vars.get(name) ?? member;
}

function submodule(m: Machine, stmt: ImportStmt, name: string): Value | undefined {
  const full = stmt.module ? `${stmt.module}.${name}` : name;
  const value = workspacePython(m, full, stmt.level);
  return value.kind === 'ref' ? value : undefined;
}

function bindStar(m: Machine, module: Value): void {
  const scope = module.kind === 'ref' ? scopeOf(m, module.id) : undefined;
  const here = scopeOf(m, m.frame.scope);
  if (!here) return;
  if (!scope) {
    const names = module.kind === 'library' ? publicNames(module.spelled ?? module.path)?.now : undefined;
    let { vars } = here;
    if (module.kind === 'library') for (const name of names ?? []) vars = vars.set(name, libraryMember(module, name));
    m.set(m.frame.scope, { ...here, vars, isOpen: true });
    return;
  }
  let { vars } = here;
  for (const [name, value] of scope.vars.entries()) if (!name.startsWith('_') && !name.startsWith('*')) vars = vars.set(name, value);
  m.set(m.frame.scope, { ...here, vars, isOpen: here.isOpen || scope.isOpen });
}

function topModule(m: Machine, name: string): Value {
  const value = libraryValue(name);
  return value.kind === 'library' ? value : workspacePython(m, name, 0);
}

function pythonModule(m: Machine, stmt: ImportStmt): Value {
  if (stmt.level === 0) {
    if (isLibraryModule(stmt.module)) {
      noteLibrary(m);
      m.facts = m.facts.set(`import ${stmt.module.split('.')[0]!}`, '');
      // The insides of TensorFlow hold a Keras of their own, an earlier one.
      if (stmt.module.startsWith('tensorflow.python')) m.facts = m.facts.set('import tensorflow.python', '');
      // The insides of a library have other names than its public modules.
      if (/^(?:tf_)?keras\.src\b/.test(stmt.module)) m.facts = m.facts.set('import of private modules', '');
    }
    if (isLibraryModule(stmt.module) || canonicalPath(stmt.module) !== null) {
      noteSubmodules(m, stmt);
      return libraryValue(stmt.module);
    }
    if (hasBuiltinModule('python', stmt.module)) return { kind: 'library', path: `python.${stmt.module}` };
  }
  return workspacePython(m, stmt.module, stmt.level);
}

function javascriptModule(m: Machine, specifier: string): Value {
  if (specifier.startsWith('.')) return firstModule(m, scriptModuleFiles(m.frame.home.chunk, specifier), specifier);
  if (isLibraryModule(specifier)) noteLibrary(m);
  return libraryValue(specifier);
}

/** `import a.b.c` makes `b` a member of `a` wherever `a` is. */
function noteSubmodules(m: Machine, { module, whole }: ImportStmt): void {
  if (!whole?.bindsTop) return;
  const parts = module.split('.');
  for (let n = 1; n < parts.length; n++) {
    const owner = parts.slice(0, n).join('.');
    const fact = `member ${owner}.${parts[n]!}`;
    if (!publicNames(owner)?.now.has(parts[n]!) && !m.facts.has(fact)) m.facts = m.facts.set(fact, '');
  }
}

function noteLibrary(m: Machine): void {
  if (m.program.own.has(m.frame.home.chunk)) m.log.usesLibrary = true;
}

function workspacePython(m: Machine, module: string, level: number): Value {
  return firstModule(m, pythonModuleFiles(m.frame.home.chunk, m.program.roots, module, level), module);
}

function firstModule(m: Machine, candidates: readonly string[], name: string): Value {
  for (const uri of candidates) {
    if (m.program.own.has(uri)) continue;
    const known = m.modules.get(uri);
    if (known !== undefined) return ref(known);
    m.log.dependencies.add(uri);
    const text = m.program.readFile(uri);
    if (text === null) continue;
    if (text === undefined) {
      m.log.missing.add(uri);
      continue;
    }
    return runModule(m, uri, text);
  }
  return { kind: 'unknown', path: name };
}
