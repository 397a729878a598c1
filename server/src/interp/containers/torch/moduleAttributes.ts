import { readArgs } from '../../../ops/kernel';
import type { LayerDef, Weight } from '../../../ops/kernel';
import { arrayOf } from '../../../ops/kernel';
import { findLibraryMember, findOp } from '../../../ops/registry';
import { shapeOf } from '../../../values/shape';
import type { InstanceObject, LayerObject, RefValue, TensorValue, Value } from '../../../values/value';
import { bool, none, unknown } from '../../../values/value';
import { quietContext } from '../layers';
import { libraryAttr } from '../../libraryMembers';
import type { Machine } from '../../machine';
import { attrsOf, isTraining } from './modules';

/** Attributes of a module of the library, or of what an instance of a class of the program has from its base class; undefined: none known. */
export function moduleAttr(m: Machine, self: RefValue, module: LayerObject, name: string): Value | undefined {
  const set = attrsOf(module).get(name);
  if (set) return set;
  if (name === 'training') return bool(isTraining(m, module));
  const def = findOp(module.op);
  if (def?.kind === 'layer') {
    const own = moduleWeights(m, module)?.find((weight) => weight.name === name);
    if (own) return parameterOf(own, module);
    // A method keeps its name: `parameters` of a dict of parameters.
    const given = findLibraryMember(module.op, name) ? undefined : constructorArgument(module, def, name);
    if (given) return given;
  }
  return libraryAttr(m, self, module.op, name);
}

/** Attributes that an instance of a class of the program has from PyTorch. */
export function inheritedModuleAttr(m: Machine, self: RefValue, instance: InstanceObject, name: string): Value | undefined {
  const base = instance.base === undefined ? undefined : m.get(instance.base);
  return base?.kind === 'layer' ? moduleAttr(m, self, base, name) : undefined;
}

/** A module remembers most of what it was made with under the same name. */
function constructorArgument(module: LayerObject, def: LayerDef, name: string): Value | undefined {
  if (!Object.hasOwn(def.params, name)) return undefined;
  const given = module.args.values.get(name)?.value;
  // One number for all axes is kept as one for each, a flag as what it makes.
  if (!given) return unknown;
  if (given.kind === 'int' && !/^(?:in|out)_(?:features|channels)$|_size$|_dim$|^num_|^embed|^groups$|^d_model$/.test(name)) return unknown;
  if (name === 'kernel_size') return unknown;
  return given.kind === 'bool' || given.kind === 'none' ? unknown : given;
}

/** The parameters and buffers that a module of the library makes; null when they are not known. */
export function moduleWeights(m: Machine, module: LayerObject): readonly Weight[] | null {
  const def = findOp(module.op);
  if (def?.kind !== 'layer') return null;
  if (!def.weights) return [];
  return def.weights(readArgs(def.params, module.args, m), [], quietContext(m));
}

/** A parameter of a module as a tensor. */
export function parameterOf({ shape }: Weight, module: LayerObject): TensorValue {
  return { ...arrayOf('torch', shapeOf(shape), moduleType(module)), isVariable: true };
}

/** The type of the weights of a module; null when it is not known. */
export function moduleType(module: LayerObject): string | null {
  const set = attrsOf(module).get('#dtype');
  if (set) return set.kind === 'str' ? set.value : null;
  const given = module.args.values.get('dtype')?.value ?? (module.args.isComplete ? none : unknown);
  if (given.kind === 'none') return 'float32';
  return given.kind === 'library' || given.kind === 'unknown' ? (given.path?.replace(/^torch\./, '') ?? null) : null;
}
