import { canonicalPath, findConstant, findContainer, findOp, isKnownModule } from '../ops/registry';
import { freeDim } from '../values/dim';
import type { MaybeShape } from '../values/shape';
import type { FunctionValue, RefValue, TensorValue, Value } from '../values/value';
import { int, none, str, tuple, undefinedValue, unknown } from '../values/value';
import { builtinConstant, isBuiltin } from './builtins';
import { findMember } from './classes';
import { callSpecial, libraryAttr, libraryBase, nodeSite } from './libraryMembers';
import { indexTensor } from './tensors';
import { tensorClass } from '../ops/kernel';
import { modelAttr } from './containers/modelAttributes';
import { setTrainable } from './containers/modelLayers';
import { trackMember } from './containers/subclass';
import { inheritedAttr, wrappedMethod } from './containers/subclassMethods';
import { keyOf } from './expressions';
import { callFunction } from './functions';
import type { Machine } from './machine';

/** `object.name`. */
export function getAttr(m: Machine, object: Value, name: string): Value {
  switch (object.kind) {
    case 'library':
      return libraryMember(object.path, name);
    case 'unknown':
      return object.path ? { kind: 'unknown', path: `${object.path}.${name}` } : unknown;
    case 'ref':
      return refAttr(m, object, name);
    case 'tensor':
      return tensorAttr(m, object, name);
    case 'str':
    case 'tuple':
      if (name === 'length' && object.kind === 'str') return object.value === null ? int({ kind: 'unknown' }) : int(object.value.length);
      return { kind: 'method', self: object, fn: name };
    case 'int':
    case 'float':
    case 'bool':
    case 'range':
      return { kind: 'method', self: object, fn: name };
    default:
      return unknown;
  }
}

export function libraryMember(path: string, name: string): Value {
  const full = canonicalPath(`${path}.${name}`) ?? `${path}.${name}`;
  const constant = builtinConstant(full) ?? findConstant(full);
  if (constant) return constant;
  return isResolvable(full) ? { kind: 'library', path: full } : { kind: 'unknown', path: full };
}

/** True for a module, op, container or built-in that something is known of. */
export function isResolvable(path: string): boolean {
  return findOp(path) !== undefined || findContainer(path) !== undefined || isKnownModule(path) || isBuiltin(path);
}

function refAttr(m: Machine, object: RefValue, name: string): Value {
  const target = m.get(object.id);
  switch (target?.kind) {
    case 'scope':
      // A module of the workspace: JavaScript's exports have their own names.
      return target.vars.get(`*${name}`) ?? target.vars.get(name) ?? unknown;
    case 'dict': {
      if (!target.isObject) return { kind: 'method', self: object, fn: name };
      const entry = target.entries.get(`s${name}`);
      if (entry) return entry.value;
      return target.isOpen ? unknown : undefinedValue;
    }
    case 'list':
      if (name === 'length') return target.items ? int(target.items.length) : int({ kind: 'unknown' });
      return { kind: 'method', self: object, fn: name };
    case 'instance': {
      const own = target.attrs.get(name);
      if (own) return own;
      const wrapped = wrappedMethod(m, target, name);
      if (wrapped) return wrapped;
      const member = findMember(m, target.cls, name);
      if (member?.kind === 'function') return bindMember(m, object, member, target.cls);
      if (member) return member;
      const inherited = inheritedAttr(m, target, name);
      if (inherited) return inherited;
      const base = libraryBase(m, target.cls);
      return (base === null ? undefined : libraryAttr(m, object, base, name)) ?? unknown;
    }
    case 'class': {
      if (name === '__name__' || name === 'name') return str(target.name);
      return findMember(m, object, name) ?? unknown;
    }
    case 'object':
      return (
        target.attrs.get(name) ??
        libraryAttr(m, object, target.cls, name) ??
        callSpecial(m, object, '__getattr__', [str(name)], nodeSite(m)) ??
        unknown
      );
    case 'layer':
    case 'model':
      return modelAttr(m, target, name) ?? { kind: 'method', self: object, fn: name };
    default:
      return unknown;
  }
}

/** A method bound to its instance; a property or getter is evaluated at once. */
function bindMember(m: Machine, self: RefValue, fn: FunctionValue, cls: Value): Value {
  const kind = memberKinds.get(fn.fn);
  if (kind === 'property') return callFunction(m, fn, { positional: [], keyword: new Map(), isComplete: true, place: null }, self);
  if (kind === 'static') return fn;
  if (kind === 'class') return { kind: 'method', self: cls, fn };
  return { kind: 'method', self, fn };
}

/** How a member is reached, by its code: set when the class is made. */
export const memberKinds = new WeakMap<object, 'property' | 'static' | 'class'>();

function tensorAttr(m: Machine, tensor: TensorValue, name: string): Value {
  const known = libraryAttr(m, tensor, tensorClass(tensor), name);
  if (known) return known;
  if (name === 'shape') return shapeValue(m, tensor.shape);
  if (name === 'dtype') return str(tensor.dtype);
  if (name === 'ndim' || name === 'rank')
    return int(tensor.shape && !tensor.shape.hasPrefix ? tensor.shape.dims.length : { kind: 'unknown' });
  return { kind: 'method', self: tensor, fn: name };
}

/** A shape as the program sees it: a tuple in Python, an array in JavaScript; a free extent is None. */
export function shapeValue(m: Machine, shape: MaybeShape): Value {
  if (!shape || shape.hasPrefix) return unknown;
  const items = shape.dims.map((dim): Value => (dim === freeDim ? none : int(dim)));
  return m.frame.semantics.language === 'python' ? tuple(items) : m.alloc({ kind: 'list', isSet: false, items, element: unknown });
}

export function setAttr(m: Machine, object: Value, name: string, value: Value): void {
  const target = object.kind === 'ref' ? m.get(object.id) : undefined;
  if (!target || object.kind !== 'ref') return;
  if (name === 'trainable' && (target.kind === 'layer' || target.kind === 'model' || target.kind === 'instance'))
    setTrainable(m, object, value.kind === 'bool' ? value.value : null);
  else if (target.kind === 'instance') trackMember(m, target, value);
  if (target.kind === 'instance' || target.kind === 'class' || target.kind === 'object')
    m.set(object.id, { ...target, attrs: target.attrs.set(name, value) });
  else if (target.kind === 'dict' && target.isObject)
    m.set(object.id, { ...target, entries: target.entries.set(`s${name}`, { key: str(name), value }) });
  else if (target.kind === 'scope') m.set(object.id, { ...target, vars: target.vars.set(name, value) });
  else if (target.kind === 'list' && name === 'length') m.set(object.id, { ...target, items: null });
}

/** `object[index]`. */
export function getItem(m: Machine, object: Value, index: Value): Value {
  if (object.kind === 'tensor') return indexTensor(m, object, index);
  const target = object.kind === 'ref' ? m.get(object.id) : undefined;
  if (target?.kind === 'dict') {
    const key = keyOf(index);
    const entry = key === null ? undefined : target.entries.get(key);
    return entry ? entry.value : unknown;
  }
  if (target?.kind === 'object' || target?.kind === 'instance')
    return callSpecial(m, object, '__getitem__', [index], nodeSite(m)) ?? unknown;
  const items = object.kind === 'tuple' ? object.items : target?.kind === 'list' ? target.items : null;
  if (!items) return target?.kind === 'list' && index.kind === 'int' ? target.element : unknown;
  if (index.kind === 'slice') {
    const cut = sliceItems(items, index);
    if (object.kind === 'tuple') return cut ? tuple(cut) : unknown;
    return m.alloc({ kind: 'list', isSet: false, items: cut, element: unknown });
  }
  if (index.kind !== 'int' || typeof index.value !== 'number') return unknown;
  const isPython = m.frame.semantics.language === 'python';
  const at = index.value < 0 && isPython ? items.length + index.value : index.value;
  return items[at] ?? (isPython ? unknown : undefinedValue);
}

/** Python's slicing of a known sequence; null when a bound is unknown. */
export function sliceItems(items: readonly Value[], slice: { lower: Value; upper: Value; step: Value }): Value[] | null {
  const bound = (v: Value): number | null | undefined =>
    v.kind === 'none' ? null : v.kind === 'int' && typeof v.value === 'number' ? v.value : undefined;
  const [lower, upper, step] = [bound(slice.lower), bound(slice.upper), bound(slice.step)];
  if (lower === undefined || upper === undefined || step === undefined || step === 0) return null;
  const n = items.length;
  const by = step ?? 1;
  const clip = (x: number, low: number, high: number): number => Math.min(Math.max(x < 0 ? x + n : x, low), high);
  const from = lower === null ? (by > 0 ? 0 : n - 1) : clip(lower, by > 0 ? 0 : -1, by > 0 ? n : n - 1);
  const to = upper === null ? (by > 0 ? n : -1) : clip(upper, by > 0 ? 0 : -1, by > 0 ? n : n - 1);
  const out: Value[] = [];
  for (let i = from; by > 0 ? i < to : i > to; i += by) out.push(items[i]!);
  return out;
}

export function setItem(m: Machine, object: Value, index: Value, value: Value): void {
  // Which backend a framework takes may hang on it.
  if ((object.kind === 'unknown' || object.kind === 'library') && object.path?.endsWith('os.environ') && index.kind === 'str')
    m.facts = m.facts.set(`env ${index.value}`, value.kind === 'str' ? (value.value ?? '') : '');
  if (object.kind !== 'ref') return;
  const target = m.get(object.id);
  if (target?.kind === 'dict') {
    const key = keyOf(index);
    m.set(object.id, key === null ? { ...target, isOpen: true } : { ...target, entries: target.entries.set(key, { key: index, value }) });
  } else if (target?.kind === 'list' && target.items) {
    const at =
      index.kind === 'int' && typeof index.value === 'number' ? (index.value < 0 ? target.items.length + index.value : index.value) : null;
    const fits = at !== null && at >= 0 && at < target.items.length;
    const appends = at === target.items.length && m.frame.semantics.language === 'javascript';
    if (fits || appends) m.set(object.id, { ...target, items: Object.assign([...target.items], { [at]: value }) });
    else m.set(object.id, { ...target, items: null });
  } else if (target?.kind === 'object' || target?.kind === 'instance') {
    callSpecial(m, object, '__setitem__', [index, value], nodeSite(m));
  }
}
