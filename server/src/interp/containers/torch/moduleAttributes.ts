import { readArgs } from '../../../ops/kernel';
import type { LayerDef, Weight } from '../../../ops/kernel';
import { arrayOf } from '../../../ops/kernel';
import { findLibraryMember, findOp } from '../../../ops/registry';
import { recordOf } from '../../../ops/torchvision/recordedModules';
import { shapeOf } from '../../../values/shape';
import type { LayerObject, RefValue, TensorValue, Value } from '../../../values/value';
import { bool, unknown } from '../../../values/value';
import { quietContext } from '../layers';
import { libraryAttr } from '../../libraryMembers';
import type { Machine } from '../../machine';
import { attrsOf, isTraining } from './modules';
import { moduleType } from './moduleTypes';

/** Attributes of a module of the library, or of what an instance of a class of the program has from its base class; undefined: none known. */
export function moduleAttr(m: Machine, self: RefValue, module: LayerObject, name: string): Value | undefined {
  const set = attrsOf(module).get(name);
  if (set) return set;
  if (name === 'training') return bool(isTraining(m, module));
  const def = findOp(module.op);
  if (def?.kind === 'layer') {
    const own = moduleWeights(m, module)?.find((weight) => weight.name === name);
    if (own) return parameterOf(m, own, module);
    // A method keeps its name: `parameters` of a dict of parameters.
    const isMethod = findLibraryMember(module.op, name) !== undefined;
    const kept = isMethod ? undefined : keptArguments(m, module, def);
    if (kept && Object.hasOwn(kept, name)) return kept[name];
    const given = isMethod ? undefined : constructorArgument(module, def, name);
    if (given) return given;
  }
  return libraryAttr(m, self, module.op, name);
}

/** What the rule says that a module keeps of its arguments. */
function keptArguments(m: Machine, module: LayerObject, def: LayerDef): Readonly<Record<string, Value>> | undefined {
  const { values, isComplete } = module.args;
  const given = (name: string): Value | undefined => values.get(name)?.value ?? (isComplete ? undefined : unknown);
  return def.attributes?.(readArgs(def.params, module.args, m), given);
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
  // A recorded module keeps what it has itself as attributes.
  if (def?.kind !== 'layer') return recordOf(module) ? [] : null;
  if (!def.weights) return [];
  // The weights of a lazy module are there after its first call, which says how large they are.
  const inputs = module.built?.inputs.map((shape) => arrayOf('torch', shape, null)) ?? [];
  return def.weights(readArgs(def.params, module.args, m), inputs, quietContext(m));
}

/** A parameter of a module as a tensor. */
export function parameterOf(m: Machine, { shape }: Weight, module: LayerObject): TensorValue {
  return { ...arrayOf('torch', shapeOf(shape), moduleType(m, module)), isVariable: true };
}
