import type { ClassCode, Expr } from '../ir/ir';
import { PersistentMap } from '../values/persistentMap';
import type { CallSite, ClassObject, RefValue, Value } from '../values/value';
import { ref, unknown } from '../values/value';
import { memberKinds, setAttr } from './attributes';
import { attachBase, baseOf } from './containers/subclass';
import { initBase } from './containers/subclassMethods';
import { evalExpr } from './expressions';
import type { CallArgs } from './functions';
import { callFunction, makeFunction } from './functions';
import type { Machine } from './machine';
import { scopeOf } from './scopes';
import { execStmt } from './statements';

/** A class of the program: its body is run in a scope of its own, whose names become attributes. */
export function makeClass(m: Machine, cls: ClassCode): Value {
  const bases = cls.bases.filter((b) => b.name === null && b.spread === 'none').map((b) => evalExpr(m, b.value));
  const object: ClassObject = {
    kind: 'class',
    name: cls.name ?? '',
    cls,
    home: m.frame.home,
    bases,
    attrs: PersistentMap.empty(),
    scope: m.frame.scope,
  };
  const value = m.alloc(object);
  m.closures++;
  const outer = m.frame.scope;
  const scope = m.newScope('class', outer);
  m.frame.scope = scope;
  for (const stmt of cls.body) {
    if (m.isDead) break;
    if (stmt.k === 'def') {
      // A method closes over the scope around the class, not over the class body.
      m.frame.scope = outer;
      const fn = makeFunction(m, stmt.fn, value.id);
      m.frame.scope = scope;
      const kind = stmt.accessor === 'get' ? 'property' : stmt.isStatic ? 'static' : decoratorKind(stmt.decorators);
      if (stmt.accessor === 'set' || kind === 'setter') continue;
      if (kind) memberKinds.set(stmt.fn, kind);
      const now = scopeOf(m, scope);
      if (now && stmt.fn.name) m.set(scope, { ...now, vars: now.vars.set(stmt.fn.name, fn) });
    } else if (stmt.k !== 'assign' || !stmt.isField) {
      execStmt(m, stmt);
    }
  }
  m.frame.scope = outer;
  const vars = scopeOf(m, scope)?.vars;
  if (vars) m.set(value.id, { ...object, attrs: vars });
  return value;
}

function decoratorKind(decorators: readonly Expr[]): 'property' | 'static' | 'class' | 'setter' | null {
  for (const d of decorators) {
    const name = d.k === 'name' || d.k === 'attr' ? d.name : null;
    if (name === 'staticmethod') return 'static';
    if (name === 'classmethod') return 'class';
    if (name === 'property' || name === 'cached_property') return 'property';
    if (d.k === 'attr' && (name === 'setter' || name === 'deleter')) return 'setter';
  }
  return null;
}

/** A member found on the class or its bases, in the order in which they are listed. */
export function findMember(m: Machine, cls: Value, name: string): Value | undefined {
  const object = cls.kind === 'ref' ? m.get(cls.id) : undefined;
  if (object?.kind !== 'class') return undefined;
  const own = object.attrs.get(name);
  if (own) return own;
  for (const base of object.bases) {
    const found = findMember(m, base, name);
    if (found) return found;
  }
  return undefined;
}

/** True when some base is not a class of the program: attributes and methods may come from there. */
export function hasForeignBase(m: Machine, cls: Value): boolean {
  const object = cls.kind === 'ref' ? m.get(cls.id) : undefined;
  return object?.kind !== 'class' || object.bases.some((base) => hasForeignBase(m, base));
}

export function instantiate(m: Machine, cls: RefValue, args: CallArgs, site: CallSite): Value {
  const instance = m.alloc({ kind: 'instance', cls, attrs: PersistentMap.empty(), isOpen: hasForeignBase(m, cls) });
  const isPython = m.frame.semantics.language === 'python';
  if (!isPython) initFields(m, cls, instance);
  if (isPython) attachBase(m, instance, cls, site);
  const constructor = findMember(m, cls, isPython ? '__init__' : 'constructor');
  if (constructor?.kind === 'function') callFunction(m, constructor, args, instance);
  else initBase(m, instance, args, site);
  return instance;
}

/** Instance fields of JavaScript, those of the bases first. */
function initFields(m: Machine, cls: Value, instance: RefValue): void {
  const object = cls.kind === 'ref' ? m.get(cls.id) : undefined;
  if (object?.kind !== 'class') return;
  for (const base of object.bases) initFields(m, base, instance);
  for (const stmt of object.cls.body) {
    if (stmt.k !== 'assign' || !stmt.isField) continue;
    m.pushFrame({
      ...m.frame,
      home: object.home,
      scope: object.scope,
      self: instance,
      owner: cls.kind === 'ref' ? cls.id : null,
      callPlace: null,
    });
    const value = stmt.value ? evalExpr(m, stmt.value) : unknown;
    for (const target of stmt.targets) if (target.k === 'nameTarget') setAttr(m, instance, target.name, value);
    m.popFrame();
  }
}

/** `super().name` and `super.name`: the member of the first base that has it. */
export function superMember(m: Machine, name: string): Value {
  const { owner, self } = m.frame;
  const cls = owner === null ? undefined : m.get(owner);
  if (cls?.kind !== 'class' || !self) return unknown;
  for (const base of cls.bases) {
    const found = findMember(m, base, name);
    if (found?.kind === 'function') return { kind: 'method', self, fn: found };
    if (found) return found;
  }
  const base = baseOf(m, self);
  return base ? { kind: 'method', self: ref(base.id), fn: name } : unknown;
}

export function callSuperConstructor(m: Machine, args: CallArgs): void {
  const cls = m.frame.owner === null ? undefined : m.get(m.frame.owner);
  if (cls?.kind !== 'class') return;
  for (const base of cls.bases) {
    const constructor = findMember(m, base, 'constructor');
    if (constructor?.kind === 'function' && m.frame.self) {
      callFunction(m, constructor, args, m.frame.self);
      return;
    }
  }
}
