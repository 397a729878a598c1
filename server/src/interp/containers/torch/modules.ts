import { findLibraryMember, isSubclass } from '../../../ops/registry';
import { moduleClass } from '../../../ops/torch/torchModule';
import { PersistentMap } from '../../../values/persistentMap';
import type { HeapObject, LayerObject, RefValue, Value } from '../../../values/value';
import { ref } from '../../../values/value';
import { libraryBase } from '../../libraryMembers';
import { mode } from '../../../ops/torch/moduleTree';
import type { Machine } from '../../machine';
import { baseOf } from '../subclass';

/*
 * Modules of PyTorch. One of the library is a layer object that has attributes; an instance of a class of the program has its own, and
 * beside it the layer object of the class that it inherits from.
 */

/** Under this name a module keeps that the constructor of its base class has run. */
const initialized = '#initialized';

/** True for the path of a class of a library that is a module. */
export function isModulePath(path: string): boolean {
  return isSubclass(path, moduleClass);
}

export type ModuleObject = LayerObject & { readonly framework: 'torch' };

export function isModuleObject(object: HeapObject | undefined): object is ModuleObject {
  return object?.kind === 'layer' && object.framework === 'torch';
}

/** The module that a value is: the object of the library's class, and its id. */
export function moduleOf(m: Machine, value: Value): { readonly id: number; readonly object: LayerObject } | null {
  const base = baseOf(m, value);
  return base && isModuleObject(base.object) ? { id: base.id, object: base.object } : null;
}

/** True for a class of the program that inherits from a module. */
export function isModuleClass(m: Machine, cls: RefValue): boolean {
  const path = libraryBase(m, cls);
  return path !== null && isModulePath(path);
}

export function attrsOf(module: LayerObject): PersistentMap<string, Value> {
  return module.attrs ?? PersistentMap.empty();
}

export function setModuleAttr(m: Machine, id: number, name: string, value: Value): void {
  const module = m.get(id);
  if (isModuleObject(module)) m.set(id, { ...module, attrs: attrsOf(module).set(name, value) });
}

/** The constructor of the base class has run: from now on it takes modules and parameters. */
export function markInitialized(m: Machine, id: number): void {
  setModuleAttr(m, id, initialized, { kind: 'bool', value: true });
}

/** Whether a module is in training mode, as it is when it is made; null when that is not known. */
export function isTraining(m: Machine, module: LayerObject): boolean | null {
  const set = attrsOf(module).get(mode);
  if (set) return set.kind === 'bool' ? set.value : null;
  return m.isUncalled ? null : true;
}

export function isInitialized(module: LayerObject): boolean {
  return module.own === undefined || attrsOf(module).get(initialized) !== undefined;
}

/** What the program handles: the instance of its class, or the module itself. */
export function handleOfModule(id: number, module: LayerObject): Value {
  return ref(module.own?.instance ?? id);
}

/** A method of the library's class by its qualified name. */
export function moduleMethod(module: LayerObject, name: string): string | null {
  const member = findLibraryMember(module.op, name);
  return member && member.kind !== 'property' ? member.name : null;
}
