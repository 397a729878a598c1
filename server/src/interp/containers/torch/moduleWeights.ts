import { childrenOf, holdsUnknown, moduleParts, modulesIn, ownParameters } from '../../../ops/torch/moduleTree';
import type { Dim } from '../../../values/dim';
import { addDims, freeDim, productOf, unknownDim } from '../../../values/dim';
import type { TensorValue, Value } from '../../../values/value';
import type { Machine } from '../../machine';
import { moduleWeights, parameterOf } from './moduleAttributes';

/** The parameters of a module and all below it by name, shared ones once; null when some are not known. */
export function namedParameters(m: Machine, value: Value): readonly (readonly [string, TensorValue])[] | null {
  const found = new Map<TensorValue | string, readonly [string, TensorValue]>();
  for (const [path, each] of modulesIn(m, value)) {
    const parts = moduleParts(m, each);
    if (!parts || !childrenOf(m, each) || holdsUnknown(m, each)) return null;
    const prefix = path ? `${path}.` : '';
    const weights = moduleWeights(m, parts.module);
    if (!weights) return null;
    const own = ownParameters(m, each);
    for (const weight of weights)
      if (weight.isTrainable && !own.some(([name]) => name === weight.name))
        found.set(prefix + weight.name, [prefix + weight.name, parameterOf(m, weight, parts.module)]);
    for (const [name, tensor] of own) if (!found.has(tensor)) found.set(tensor, [prefix + name, tensor]);
  }
  return [...found.values()];
}

/** How many elements the parameters of a module and all below it have. */
export function moduleParameters(m: Machine, value: Value): { readonly params: Dim } {
  const all = namedParameters(m, value);
  if (!all) return { params: unknownDim };
  const size = ([, { shape }]: readonly [string, TensorValue]): Dim =>
    shape && !shape.hasPrefix ? productOf(shape.dims.map((d) => (d === freeDim ? unknownDim : d))) : unknownDim;
  return { params: all.map(size).reduce<Dim>(addDims, 0) };
}
