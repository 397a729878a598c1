import type { ClassCode, Expr, FunctionCode, FunctionStmt } from '../ir/ir';
import { isExceptionClass } from '../ops/python/exceptions';
import { PersistentMap } from '../values/persistentMap';
import type { CallSite, ClassObject, RefValue, Value } from '../values/value';
import { ref, tuple, unknown } from '../values/value';
import { memberKinds, objectMethods, setAttr } from './attributes';
import { callValue, plainArgs } from './calls';
import { flavorClass, makeFlavored } from './classFlavors';
import { attachBase, baseOf } from './containers/subclass';
import { checkRegistration } from './containers/torch/registration';
import { initBase } from './containers/subclassMethods';
import { evalExpr } from './expressions';
import { checkCall } from './reports/callArity';
import type { CallArgs } from './functions';
import { callFunction, makeFunction } from './functions';
import { libraryAttr, libraryBase } from './libraryMembers';
import type { Machine } from './machine';
import { readName, scopeOf } from './scopes';
import { execStmt } from './statements';

/** A class of the program: its body is run in a scope of its own, whose names become attributes. */
export function makeClass(m: Machine, cls: ClassCode, decorators: readonly Value[] = []): Value {
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
    if (stmt.k === 'def') defineMethod(m, stmt, value.id, outer, scope);
    else if (stmt.k !== 'assign' || !stmt.isField) execStmt(m, stmt);
  }
  m.frame.scope = outer;
  const vars = scopeOf(m, scope)?.vars;
  if (vars) m.set(value.id, { ...object, attrs: vars });
  if (m.frame.semantics.language === 'python') flavorClass(m, value, decorators);
  return value;
}

function defineMethod(m: Machine, stmt: FunctionStmt, owner: number, outer: number, scope: number): void {
  const { name } = stmt.fn;
  // A method closes over the scope around the class, not over the class body; its defaults are evaluated in that.
  const fn: Value = { ...makeFunction(m, stmt.fn, owner), scope: outer };
  const kind = stmt.accessor === 'get' ? 'property' : stmt.isStatic ? 'static' : decoratorKind(stmt.decorators);
  if (stmt.accessor === 'set' || kind === 'deleter') return;
  let value: Value = fn;
  if (kind === null) value = decorate(m, fn, stmt.decorators);
  else if (kind !== 'setter') memberKinds.set(stmt.fn, kind);
  const now = scopeOf(m, scope);
  // The getter keeps its name; no identifier has a dot.
  if (now && name) m.set(scope, { ...now, vars: now.vars.set(kind === 'setter' ? `${name}.setter` : name, value) });
}

function decoratorKind(decorators: readonly Expr[]): 'property' | 'static' | 'class' | 'setter' | 'deleter' | null {
  for (const d of decorators) {
    const name = d.k === 'name' || d.k === 'attr' ? d.name : null;
    if (name === 'staticmethod') return 'static';
    if (name === 'classmethod') return 'class';
    if (name === 'property' || name === 'cached_property' || name === 'abstractproperty') return 'property';
    if (d.k === 'attr' && (name === 'setter' || name === 'deleter')) return name;
  }
  return null;
}

/**
 * What the decorators make of a function or a class. Functions of the program are called; those of others, and what is not known, are
 * taken to leave it what it is.
 */
export function decorate(m: Machine, value: Value, decorators: readonly Expr[]): Value {
  let out = value;
  for (const expr of [...decorators].reverse()) {
    if (m.isDead) return out;
    const decorator = evalExpr(m, expr);
    const isOwn =
      decorator.kind === 'function' || (decorator.kind === 'method' && typeof decorator.fn !== 'string') || isOwnClass(m, decorator);
    if (!isOwn && !(decorator.kind === 'ref' && m.get(decorator.id)?.kind === 'instance')) {
      if (!isTransparent(m, decorator)) markOpaque(m, out);
      continue;
    }
    const before = m.state;
    const made = callValue(m, decorator, plainArgs([out]), { place: m.place(expr), call: null, home: m.frame.home });
    if (m.isDead) m.state = before;
    else if (made.kind !== 'unknown' && made.kind !== 'none') out = made;
  }
  return out;
}

/** Decorators of libraries that leave the parameters of a function and the members of a class as they are. */
const transparent =
  /(?:^|\.)(?:function|py_function|register_keras_serializable|keras_export|no_grad|inference_mode|lru_cache|cache|wraps|contextmanager|abstractmethod|override|final|total_ordering|dataclass|jit|custom_gradient|unique|singledispatch|runtime_checkable|njit|enable_grad|set_grad_enabled|autocast|compile|script)(?:\(\))?$/;

function isTransparent(m: Machine, decorator: Value): boolean {
  const object = decorator.kind === 'ref' ? m.get(decorator.id) : undefined;
  const path =
    object?.kind === 'object' ? object.cls : decorator.kind === 'library' || decorator.kind === 'unknown' ? decorator.path : null;
  return path !== null && transparent.test(path);
}

/** Functions whose parameters a decorator of others may have changed. */
export const redecorated = new WeakSet<FunctionCode>();

function markOpaque(m: Machine, value: Value): void {
  if (value.kind === 'function') redecorated.add(value.fn);
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  if (object?.kind === 'class' && value.kind === 'ref') m.set(value.id, { ...object, isOpaque: true });
}

function isOwnClass(m: Machine, value: Value): boolean {
  return value.kind === 'ref' && m.get(value.id)?.kind === 'class';
}

/**
 * A class and its bases in the order in which members are looked for (C3). What is no class of the program stands for all of its own
 * bases.
 */
export function mroOf(m: Machine, cls: Value): readonly Value[] {
  const object = cls.kind === 'ref' ? m.get(cls.id) : undefined;
  if (object?.kind !== 'class') return [cls];
  if (!object.bases.length) return [cls];
  // Most classes have one base.
  if (object.bases.length === 1) return [cls, ...mroOf(m, object.bases[0]!)];
  let tail = mros.get(object.bases);
  if (!tail) mros.set(object.bases, (tail = merge([...object.bases.map((base) => [...mroOf(m, base)]), [...object.bases]])));
  return [cls, ...tail];
}

/** By the bases: a class keeps its list of them whatever is set on it. */
const mros = new WeakMap<readonly Value[], readonly Value[]>();

function merge(lists: Value[][]): Value[] {
  const out: Value[] = [];
  for (;;) {
    const left = lists.filter((list) => list.length);
    if (!left.length) return out;
    const isIn = (list: readonly Value[], value: Value): boolean => list.some((other) => isSame(other, value));
    // Where Python refuses the order of the bases, depth first is as good as any.
    const next = left.find((list) => !left.some((other) => isIn(other.slice(1), list[0]!)))?.[0] ?? left[0]![0]!;
    out.push(next);
    for (const list of left) {
      const at = list.findIndex((value) => isSame(value, next));
      if (at >= 0) list.splice(at, 1);
    }
  }
}

function isSame(a: Value, b: Value): boolean {
  return (
    a === b ||
    (a.kind === 'ref' && b.kind === 'ref' && a.id === b.id) ||
    (a.kind === 'library' && b.kind === 'library' && a.path === b.path)
  );
}

/** A member found on the class or its bases. */
export function findMember(m: Machine, cls: Value, name: string): Value | undefined {
  return memberIn(m, mroOf(m, cls), name);
}

function memberIn(m: Machine, order: readonly Value[], name: string): Value | undefined {
  for (const each of order) {
    const object = each.kind === 'ref' ? m.get(each.id) : undefined;
    const found = object?.kind === 'class' ? object.attrs.get(name) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** True when some base is not a class of the program: attributes and methods may come from there. */
export function hasForeignBase(m: Machine, cls: Value): boolean {
  // Python's own bases, and PyTorch's of data sets, add nothing that is not known.
  if (
    (cls.kind === 'library' || cls.kind === 'unknown') &&
    cls.path !== null &&
    /^(?:python\.(?:object|abc\.ABC|typing\.(?:Generic|Protocol|NamedTuple)|enum\.\w+)|torch\.utils\.data\.(?:Iterable)?Dataset)$/.test(
      cls.path,
    )
  )
    return false;
  const object = cls.kind === 'ref' ? m.get(cls.id) : undefined;
  return object?.kind !== 'class' || object.bases.some((base) => hasForeignBase(m, base));
}

export function instantiate(m: Machine, cls: RefValue, args: CallArgs, site: CallSite): Value {
  const isPython = m.frame.semantics.language === 'python';
  const made = isPython ? makeFlavored(m, cls, args, site) : undefined;
  if (made) return made;
  const factory = isPython ? findMember(m, cls, '__new__') : undefined;
  let instance: Value | null = null;
  if (factory?.kind === 'function') {
    instance = callFunction(m, factory, args, cls);
    const object = instance.kind === 'ref' ? m.get(instance.id) : undefined;
    if (object?.kind !== 'instance') return instance;
  }
  const self =
    instance?.kind === 'ref' ? instance : m.alloc({ kind: 'instance', cls, attrs: PersistentMap.empty(), isOpen: hasForeignBase(m, cls) });
  if (!isPython) initFields(m, cls, self);
  if (isPython) attachBase(m, self, cls, site);
  const constructor = findMember(m, cls, isPython ? '__init__' : 'constructor');
  if (constructor?.kind === 'function') {
    const object = m.get(cls.id);
    if (isPython && !(object?.kind === 'class' && object.isOpaque))
      checkCall(m, constructor, args, true, site, object?.kind === 'class' ? object.name : '');
    callFunction(m, constructor, args, self);
    if (isPython) checkRegistration(m, self);
  } else if (isPython) {
    initBase(m, self, args, site);
    initPlain(m, cls, self, args);
  }
  return self;
}

/** Exceptions of the program keep what they were made with. */
function initPlain(m: Machine, cls: RefValue, self: RefValue, args: CallArgs): void {
  const isException = mroOf(m, cls).some((each) => each.kind === 'library' && isExceptionClass(each.path.replace(/^python\./, '')));
  if (isException) setAttr(m, self, 'args', args.isComplete ? tuple(args.positional.map(({ value }) => value)) : unknown);
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

/** `super().name`: the member of the next class that has it, in the order of the instance's own class. */
export function superMember(m: Machine, name: string, given: readonly Value[] = []): Value {
  const { owner } = m.frame;
  const start = given[0]?.kind === 'ref' ? given[0] : owner === null ? null : ref(owner);
  const self = given[1] ?? m.frame.self ?? firstLocal(m);
  if (!start || !self) return unknown;
  const object = self.kind === 'ref' ? m.get(self.id) : undefined;
  // In a class method `self` is the class.
  const cls = object?.kind === 'instance' ? object.cls : object?.kind === 'class' ? self : start;
  const order = mroOf(m, cls);
  const at = order.findIndex((each) => isSame(each, start));
  const rest = at < 0 ? mroOf(m, start).slice(1) : order.slice(at + 1);
  for (const each of rest) {
    const base = each.kind === 'ref' ? m.get(each.id) : undefined;
    const found = base?.kind === 'class' ? base.attrs.get(name) : undefined;
    if (found?.kind === 'function') {
      // `__new__` is static without saying so.
      const kind = name === '__new__' ? 'static' : memberKinds.get(found.fn);
      if (kind === 'property' && self.kind === 'ref') return callFunction(m, found, plainArgs([]), self);
      return kind === 'static' ? found : { kind: 'method', self: kind === 'class' ? cls : self, fn: found };
    }
    if (found) return found;
    const library = base?.kind === 'class' ? null : libraryBase(m, each);
    if (library !== null) return inherited(m, self, name) ?? libraryAttr(m, self, library, name) ?? ofObject(self, name) ?? unknown;
    if (!base) return inherited(m, self, name) ?? ofObject(self, name) ?? unknown;
  }
  return inherited(m, self, name) ?? ofObject(self, name) ?? unknown;
}

/** What a layer or model of a framework gives the classes that inherit from it. */
function inherited(m: Machine, self: Value, name: string): Value | undefined {
  const base = baseOf(m, self);
  return base ? { kind: 'method', self: ref(base.id), fn: name } : undefined;
}

/** What every class has from `object`. */
function ofObject(self: Value, name: string): Value | undefined {
  return objectMethods.has(name) || name === '__post_init__' ? { kind: 'method', self, fn: name } : undefined;
}

/** The first parameter of the innermost function around a lambda or a comprehension. */
function firstLocal(m: Machine): Value | null {
  const name = m.frame.fn?.params[0]?.name;
  const scope = m.scope(m.frame.scope);
  return (name !== undefined && scope && readName(m, m.frame.scope, scope, name)) || null;
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
