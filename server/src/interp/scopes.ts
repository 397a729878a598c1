import { PersistentMap } from '../values/persistentMap';
import type { ScopeObject, Value } from '../values/value';
import { str, unknown } from '../values/value';
import { boundNames } from './names/boundNames';
import { findBuiltin } from './builtins';
import type { Machine } from './machine';
import { noteName } from './document/readLog';

/** The value of a name; unknown when nothing that we see binds it. */
export function lookup(m: Machine, name: string): Value {
  return findName(m, name) ?? unknown;
}

/** The same; undefined when nothing that was run has bound it, and nothing that we cannot see may have. */
export function findName(m: Machine, name: string): Value | undefined {
  if (name === 'this') return m.frame.self ?? unknown;
  const globals = m.scope(functionScope(m))?.globals;
  let scopeId: number | null = globals?.includes(name) ? m.frame.module : m.frame.scope;
  let isFirst = true;
  let isOpen = false;
  while (scopeId !== null) {
    const scope: ScopeObject | undefined = m.scope(scopeId);
    if (!scope) break;
    // Names of a class body are not seen from its methods; a comprehension in it begins with them.
    if (scope.level !== 'class' || isFirst) {
      const value = readName(m, scopeId, scope, name);
      if (value) return isOfAnotherTime(m, scopeId, scope, name) ? unknown : value;
      isOpen ||= scope.isOpen;
    }
    isFirst &&= scope.level === 'block';
    scopeId = scope.parent;
  }
  // What nobody sees may have taken the place of a function that numeric libraries have as well.
  if (isOpen && shadowed.has(name)) return unknown;
  return findBuiltin(m.frame.semantics.language, name) ?? (isOpen ? unknown : undefined);
}

/**
 * A function inside another that nobody calls is looked at when that one has ended: what it would have found in a variable that is bound
 * again on the way there is not known.
 */
function isOfAnotherTime(m: Machine, id: number, { level }: ScopeObject, name: string): boolean {
  return m.isUncalled && level === 'function' && id < m.uncalledFrom && boundNames(m.frame.home.code).again.has(name);
}

const shadowed = new Set('all any sum min max abs round pow open map filter sorted slice range'.split(' '));

/** What a scope itself binds a name to. */
export function readName(m: Machine, id: number, scope: ScopeObject, name: string): Value | undefined {
  if (m.reads && id < m.reads.below) noteName(m.reads, id, name);
  return scope.vars.get(name);
}

/** Binds a name as the language at hand does: a declaration in its block, anything else where the name lives. */
export function assignName(m: Machine, name: string, value: Value, declares: 'let' | 'const' | 'var' | null): void {
  setVar(m, homeOf(m, name, declares), name, value);
}

export function setVar(m: Machine, scopeId: number, name: string, value: Value): void {
  const scope = m.scope(scopeId);
  if (scope) m.set(scopeId, { ...scope, vars: scope.vars.set(name, value) });
}

function homeOf(m: Machine, name: string, declares: 'let' | 'const' | 'var' | null): number {
  if (declares === 'let' || declares === 'const') return m.frame.scope;
  if (m.frame.semantics.language === 'python') return pythonHome(m, name);
  const start = functionScope(m);
  if (declares === 'var') return start;
  for (let id: number | null = m.frame.scope; id !== null;) {
    const scope: ScopeObject | undefined = m.scope(id);
    if (!scope) break;
    if (readName(m, id, scope, name)) return id;
    id = scope.parent;
  }
  return m.frame.module;
}

/** Binds in the innermost function, class body or module, past the blocks of comprehensions. */
export function assignOutside(m: Machine, name: string, value: Value): void {
  const inner = m.frame.scope;
  m.frame.scope = functionScope(m);
  assignName(m, name, value, null);
  m.frame.scope = inner;
}

function pythonHome(m: Machine, name: string): number {
  // A comprehension's targets live in its own block; the walrus in one binds outside, which `functionScope` gives.
  const scope = m.scope(m.frame.scope);
  if (scope?.level === 'block') return m.frame.scope;
  const fnId = functionScope(m);
  const fn = m.scope(fnId);
  if (fn?.globals.includes(name)) return m.frame.module;
  if (fn?.nonlocals.includes(name)) {
    for (let id = fn.parent; id !== null;) {
      const outer = m.scope(id);
      if (!outer) break;
      if (readName(m, id, outer, name)) return id;
      id = outer.parent;
    }
  }
  return m.frame.scope;
}

/** The scope of the innermost function, class body or module. */
function functionScope(m: Machine): number {
  let id = m.frame.scope;
  for (;;) {
    const scope = m.scope(id);
    if (!scope || scope.level !== 'block' || scope.parent === null) return id;
    id = scope.parent;
  }
}

/** A scope as a whole, with all that it binds. */
export function scopeOf(m: Machine, id: number): ScopeObject | undefined {
  const object = m.get(id);
  return object?.kind === 'scope' ? object : undefined;
}

/** Binds names to unknown: what a broken statement would have bound. */
export function forget(m: Machine, names: readonly string[]): void {
  for (const name of names) assignName(m, name, unknown, null);
}

/** The names of the scope at hand, for `locals()`. */
export function frameNames(m: Machine): Value {
  const vars = scopeOf(m, functionScope(m))?.vars ?? PersistentMap.empty<string, Value>();
  const entries = PersistentMap.from([...vars.entries()].map(([name, value]) => [`s${name}`, { key: str(name), value }] as const));
  return m.alloc({ kind: 'dict', isObject: false, entries, isOpen: false });
}

/** From now on names may be bound where nobody sees it. */
export function openScope(m: Machine): void {
  for (const id of new Set([functionScope(m), m.frame.module])) {
    const scope = scopeOf(m, id);
    if (scope) m.set(id, { ...scope, isOpen: true });
  }
}
