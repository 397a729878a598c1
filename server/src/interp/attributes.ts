import { hasPythonMethod } from '../ops/python/methods';
import { canonicalPath, findConstant, findContainer, findLibraryMember, findOp, isKnownModule } from '../ops/registry';
import { signatureOf } from '../ops/signatures';
import { freeDim } from '../values/dim';
import { PersistentMap } from '../values/persistentMap';
import type { MaybeShape } from '../values/shape';
import type { FunctionValue, InstanceObject, RefValue, TensorValue, Value } from '../values/value';
import { bool, float, int, none, ref, str, tuple, undefinedValue, unknown } from '../values/value';
import { builtinConstant, isBuiltin } from './builtins';
import { plainArgs } from './calls';
import { findMember, mroOf } from './classes';
import { memberOfLibrary } from './imports/imports';
import { callSpecial, libraryAttr, libraryBase, nodeSite } from './libraryMembers';
import { tensorClass } from '../ops/kernel';
import { isSurelyKeras3 } from './containers/kerasFlavor';
import { modelAttr } from './containers/modelAttributes';
import { setTrainable } from './containers/modelLayers';
import { trackMember } from './containers/subclass';
import { inheritedAttr, wrappedMethod } from './containers/subclassMethods';
import { moduleAttr } from './containers/torch/moduleAttributes';
import { noteGradient } from './containers/torch/trainingSteps';
import { isModuleObject, setModuleAttr } from './containers/torch/modules';
import { callFunction } from './functions';
import type { Machine } from './machine';
import { readFact } from './machine';
import { isSince } from './versions/versions';

/** `object.name`. */
export function getAttr(m: Machine, object: Value, name: string): Value {
  switch (object.kind) {
    case 'library':
      if (name === '__name__' && object.path.startsWith('python.')) return str(object.path.slice(object.path.lastIndexOf('.') + 1));
      return memberOfLibrary(m, object, name);
    case 'unknown':
      return object.path ? libraryMember({ ...object, path: object.path }, name) : unknown;
    case 'ref':
      return refAttr(m, object, name);
    case 'tensor':
      return tensorAttr(m, object, name);
    case 'tuple': {
      const at = object.names?.indexOf(name) ?? -1;
      if (at >= 0) return object.items[at]!;
      const member = object.cls === undefined ? undefined : findMember(m, ref(object.cls), name);
      if (member?.kind === 'function') {
        const kind = memberKinds.get(member.fn);
        if (kind === 'property') return callFunction(m, member, plainArgs([]), object);
        return kind === 'static' ? member : { kind: 'method', self: kind === 'class' ? ref(object.cls!) : object, fn: member };
      }
      if (member) return member;
      if (name === '_fields' && object.names) return tuple(object.names.map(str));
      return { kind: 'method', self: object, fn: name };
    }
    case 'str':
      if (name === 'length' && object.kind === 'str') return object.value === null ? int({ kind: 'unknown' }) : int(object.value.length);
      return { kind: 'method', self: object, fn: name };
    case 'none':
    case 'int':
      // Extents were objects in TensorFlow 1.
      if (name === 'value' && m.frame.semantics.language === 'python' && readFact(m, 'tensorflow shapes') !== undefined) return object;
      if (object.kind === 'none') return unknown;
      return name === 'real' ? object : name === 'imag' ? int(0) : { kind: 'method', self: object, fn: name };
    case 'float':
    case 'bool':
      if (name === 'real' || name === 'imag') return name === 'real' ? object : object.kind === 'float' ? float(0) : int(0);
      return { kind: 'method', self: object, fn: name };
    case 'range':
      if (name === 'start' || name === 'stop' || name === 'step') return int(object[name]);
      return { kind: 'method', self: object, fn: name };
    case 'slice':
      if (name === 'start' || name === 'stop' || name === 'step')
        return object[name === 'start' ? 'lower' : name === 'stop' ? 'upper' : 'step'];
      return { kind: 'method', self: object, fn: name };
    case 'function':
      if (name === '__name__') return str(object.fn.name ?? '<lambda>');
      if (name === '__doc__') return object.fn.doc === null ? none : str(null);
      return unknown;
    case 'method':
      if (name === '__self__') return object.self;
      if (name === '__name__')
        return str(typeof object.fn === 'string' ? object.fn.slice(object.fn.lastIndexOf('.') + 1) : object.fn.fn.name);
      return unknown;
    default:
      return unknown;
  }
}

/** A member of a module or class of a library. Other names of the same lead to the same. */
export function libraryMember(owner: { readonly path: string; readonly spelled?: string }, name: string): Value {
  return libraryValue(`${owner.spelled ?? owner.path}.${name}`);
}

/** What a qualified name of a library stands for, as the program spells it. */
export function libraryValue(name: string): Value {
  // Each of TensorFlow's two faces has both of them: `import tensorflow.compat.v2 as tf`, then `tf.compat.v1`.
  const spelled = name.startsWith('tensorflow.compat.')
    ? name.replace(/^tensorflow(?:\.compat\.v[12])+(?=\.compat\.)/, 'tensorflow')
    : name;
  const path = canonicalPath(spelled) ?? spelled;
  const constant = builtinConstant(path) ?? findConstant(path);
  if (constant) return constant;
  const kind = isResolvable(path) ? 'library' : 'unknown';
  return path === spelled ? { kind, path } : { kind, path, spelled };
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
      if (name === '__class__') return target.cls;
      if (name === '__dict__') {
        // Whoever has it may set anything.
        m.set(object.id, {
          ...target,
          isOpen: true,
          attrs: target.base === undefined ? target.attrs : target.attrs.set('#open', bool(true)),
        });
        return dictOfAttrs(m, target.attrs, target.isOpen);
      }
      const wrapped = wrappedMethod(m, target, name);
      if (wrapped) return wrapped;
      const member = findMember(m, target.cls, name);
      if (member?.kind === 'function') return bindMember(m, object, member, target.cls);
      if (member) return propertyValue(m, object, member) ?? member;
      const inherited = inheritedAttr(m, target, name);
      if (inherited) return inherited;
      const base = libraryBase(m, target.cls);
      const known = base === null ? undefined : libraryAttr(m, object, base, name);
      if (known) return known;
      const dynamic = m.frame.semantics.language === 'python' ? findMember(m, target.cls, '__getattr__') : undefined;
      if (dynamic?.kind === 'function') return callFunction(m, dynamic, plainArgs([str(name)]), object);
      if (objectMethods.has(name)) return { kind: 'method', self: object, fn: name };
      if (base?.startsWith('python.')) return { kind: 'method', self: object, fn: name };
      return unknown;
    }
    case 'class': {
      if (name === '__name__' || name === '__qualname__' || (name === 'name' && m.frame.semantics.language === 'javascript'))
        return str(target.name);
      if (name === '__mro__') return tuple(mroOf(m, object));
      if (name === '__bases__') return tuple(target.bases);
      if (name === '__members__' && target.flavor === 'enum') return unknown;
      if (name === '_fields' && target.fields) return tuple(target.fields.map((field) => str(field.name)));
      const member = findMember(m, object, name);
      if (member?.kind === 'function' && memberKinds.get(member.fn) === 'class') return { kind: 'method', self: object, fn: member };
      if (member) return member;
      const base = libraryBase(m, object);
      if (base !== null && m.frame.semantics.language === 'python') {
        const inherited = libraryMember({ path: base }, name);
        return inherited.kind === 'library' ? inherited : unknown;
      }
      return objectMethods.has(name) ? { kind: 'method', self: object, fn: name } : unknown;
    }
    case 'object': {
      const known = target.attrs.get(name) ?? libraryAttr(m, object, target.cls, name);
      if (known) return known;
      if (name === 'next' && findLibraryMember(target.cls, '__next__')) return { kind: 'method', self: object, fn: name };
      if (signatureOf(`${target.cls}.${name}`)) return { kind: 'method', self: object, fn: `${target.cls}.${name}` };
      if (target.cls.startsWith('python.')) return pythonAttr(target.cls, object, name);
      return callSpecial(m, object, '__getattr__', [str(name)], nodeSite(m)) ?? unknown;
    }
    case 'iterator':
      return { kind: 'method', self: object, fn: name };
    case 'layer':
      if (isModuleObject(target)) return moduleAttr(m, object, target, name) ?? unknown;
      return modelAttr(m, target, name) ?? { kind: 'method', self: object, fn: name };
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

/** What `property(getter)` in a class body gives its instances. */
function propertyValue(m: Machine, self: RefValue, member: Value): Value | undefined {
  const object = member.kind === 'ref' ? m.get(member.id) : undefined;
  if (object?.kind !== 'object' || object.cls !== 'python.property') return undefined;
  const getter = object.attrs.get('fget');
  return getter?.kind === 'function' ? callFunction(m, getter, plainArgs([]), self) : unknown;
}

function dictOfAttrs(m: Machine, attrs: PersistentMap<string, Value>, isOpen: boolean): Value {
  const entries = PersistentMap.from(
    [...attrs.entries()].flatMap(([name, value]) => (name.startsWith('#') ? [] : [[`s${name}`, { key: str(name), value }] as const])),
  );
  return m.alloc({ kind: 'dict', isObject: false, entries, isOpen });
}

/** A method of an instance of one of Python's own libraries: what it is called decides what it gives. */
function pythonAttr(cls: string, self: RefValue, name: string): Value {
  return hasPythonMethod(cls, name) ? { kind: 'method', self, fn: name } : { kind: 'unknown', path: null };
}

/** What every class has from `object`. */
export const objectMethods = new Set(
  '__init__ __new__ __setattr__ __getattribute__ __init_subclass__ __delattr__ __eq__ __hash__ __str__ __repr__'.split(' '),
);

/** How a member is reached, by its code: set when the class is made. */
export const memberKinds = new WeakMap<object, 'property' | 'static' | 'class'>();

function tensorAttr(m: Machine, tensor: TensorValue, name: string): Value {
  const known = libraryAttr(m, tensor, tensorClass(tensor), name);
  if (known) return known;
  if (name === 'shape') {
    const shape = shapeValue(m, tensor.shape);
    return shape.kind === 'tuple' && isPlaceholder(m, tensor) ? { ...shape, isPlain: true } : shape;
  }
  if (name === 'dtype') return str(tensor.dtype);
  if (name === 'ndim' || name === 'rank')
    return int(tensor.shape && !tensor.shape.hasPrefix ? tensor.shape.dims.length : { kind: 'unknown' });
  return { kind: 'method', self: tensor, fn: name };
}

/** The symbolic tensor of a graph of Keras 3, not one of the backend that layers of the program get in its place. */
function isPlaceholder(m: Machine, { framework, isSymbolic }: TensorValue): boolean {
  return framework === 'keras' && isSymbolic && !m.callers && !m.isUncalled && isSurelyKeras3(m) && isSince(m, 'keras', '3');
}

const freeExtent: Value = { ...none, isExtent: true };

/** A shape as the program sees it: a tuple in Python, an array in JavaScript; a free extent is None. */
export function shapeValue(m: Machine, shape: MaybeShape): Value {
  if (!shape || shape.hasPrefix) return unknown;
  const items = shape.dims.map((dim): Value => (dim === freeDim ? freeExtent : int(dim)));
  return m.frame.semantics.language === 'python' ? tuple(items) : m.alloc({ kind: 'list', isSet: false, items, element: unknown });
}

export function setAttr(m: Machine, object: Value, name: string, value: Value): void {
  if (name === 'grad') noteGradient(m, nodeSite(m));
  if ((object.kind === 'library' || object.kind === 'unknown') && object.path !== null)
    m.facts = m.facts.set(`member ${object.spelled ?? object.path}.${name}`, '');
  const target = object.kind === 'ref' ? m.get(object.id) : undefined;
  // What else has this name, from now on nobody knows.
  const isElsewhere = target?.kind !== 'instance' && target?.kind !== 'class';
  if (isElsewhere && !m.facts.has(`member ${name}`)) m.facts = m.facts.set(`member ${name}`, '');
  if (!target || object.kind !== 'ref') return;
  if (target.kind === 'instance' && m.frame.semantics.language === 'python' && setByProgram(m, object, target, name, value)) return;
  if (name === 'trainable' && (target.kind === 'layer' || target.kind === 'model' || target.kind === 'instance'))
    setTrainable(m, object, value.kind === 'bool' ? value.value : null);
  else if (target.kind === 'instance') trackMember(m, target, value);
  if (target.kind === 'instance' || target.kind === 'class' || target.kind === 'object')
    m.set(object.id, { ...target, attrs: target.attrs.set(name, value) });
  else if (isModuleObject(target)) setModuleAttr(m, object.id, name, value);
  else if (target.kind === 'dict' && target.isObject)
    m.set(object.id, { ...target, entries: target.entries.set(`s${name}`, { key: str(name), value }) });
  else if (target.kind === 'scope') m.set(object.id, { ...target, vars: target.vars.set(name, value) });
  else if (target.kind === 'list' && name === 'length') m.set(object.id, { ...target, items: null });
}

/** A setter of a property, or `__setattr__`. */
function setByProgram(m: Machine, self: RefValue, { cls }: InstanceObject, name: string, value: Value): boolean {
  const setter = findMember(m, cls, `${name}.setter`);
  if (setter?.kind === 'function') {
    callFunction(m, setter, plainArgs([value]), self);
    return true;
  }
  const any = findMember(m, cls, '__setattr__');
  if (any?.kind !== 'function' || m.frame.fn?.name === '__setattr__') return false;
  callFunction(m, any, plainArgs([str(name), value]), self);
  return true;
}

export function deleteAttr(m: Machine, object: Value, name: string): void {
  const target = object.kind === 'ref' ? m.get(object.id) : undefined;
  if (object.kind === 'ref' && target?.kind === 'instance') m.set(object.id, { ...target, attrs: target.attrs.delete(name) });
  else setAttr(m, object, name, unknown);
}
