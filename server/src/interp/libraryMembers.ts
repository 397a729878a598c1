import { placeOf } from '../ir/place';
import { tensorClass } from '../ops/kernel';
import { canonicalPath, findLibraryMember } from '../ops/registry';
import type { CallSite, Value } from '../values/value';
import { callValue, plainArgs } from './calls';
import { callContext } from './context';
import type { Machine } from './machine';

/**
 * The class of a library under which the members of a value are registered: of arrays, of instances of a library's class, and of
 * instances of a class of the program that inherits from one.
 */
export function libraryClassOf(m: Machine, value: Value): string | null {
  if (value.kind === 'tensor') return tensorClass(value);
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  if (object?.kind === 'object') return object.cls;
  if (object?.kind === 'instance') return libraryBase(m, object.cls);
  if (object?.kind === 'layer' || object?.kind === 'model') return object.op;
  return null;
}

/** The first class of a library among the bases of a class of the program, depth first. */
export function libraryBase(m: Machine, cls: Value): string | null {
  if (cls.kind === 'library') return cls.path === 'python.object' ? null : cls.path;
  if (cls.kind === 'unknown') return cls.path === null ? null : canonicalPath(cls.path);
  const object = cls.kind === 'ref' ? m.get(cls.id) : undefined;
  if (object?.kind !== 'class') return null;
  for (const base of object.bases) {
    const found = libraryBase(m, base);
    if (found) return found;
  }
  return null;
}

/** A property, evaluated, or a bound method that a library's class gives a value; undefined when it is not known to have it. */
export function libraryAttr(m: Machine, self: Value, cls: string, name: string): Value | undefined {
  const member = findLibraryMember(cls, name);
  if (!member) return undefined;
  if (member.kind === 'property') return withElement(self, member.read(self, callContext(m, nodeSite(m))));
  return { kind: 'method', self, fn: member.name };
}

/** The same objects in another order or shape: what an array of objects gives of itself as an array of objects. */
export function withElement(self: Value | undefined, result: Value): Value {
  const isMoved = self?.kind === 'tensor' && self.element && result.kind === 'tensor' && result.dtype === 'object';
  return isMoved ? { ...result, element: self.element } : result;
}

/** Calls a special method (`__getitem__`) of a library's class, if there is a rule. */
export function callSpecial(m: Machine, self: Value, name: string, args: readonly Value[], site: CallSite): Value | undefined {
  const cls = libraryClassOf(m, self);
  const member = cls === null ? undefined : findLibraryMember(cls, name);
  if (!member || member.kind === 'property') return undefined;
  return callValue(m, { kind: 'method', self, fn: member.name }, plainArgs(args), site);
}

/** The site of what is not a call, an operator or an attribute: nothing of it can be edited. */
export function nodeSite(m: Machine): CallSite {
  return { place: m.here ?? m.frame.callPlace ?? placeOf(m.frame.home.chunk, m.frame.home.unitIdx, 0), call: null, home: m.frame.home };
}
