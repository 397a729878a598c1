import type { FunctionDef, Params } from '../kernel';
import { defineOp, integer, value } from '../kernel';
import type { Value } from '../../values/value';
import { int } from '../../values/value';
import { kerasLayerParams } from './layerParams';
import { add, average, concatenate, dot, maximum, minimum, multiply, subtract } from './merging';

/** `keras.layers.add([a, b])`: makes the layer and applies it. */
function mergingFunction(name: string, layer: { readonly name: string }, summary: string, examples: readonly string[]): FunctionDef {
  const own: Params = name === 'concatenate' ? { axis: integer(-1) } : name === 'dot' ? { axes: value(int(-1), '-1') } : {};
  return defineOp({
    name: `keras.layers.${name}`,
    summary,
    docs: `https://keras.io/api/layers/merging_layers/${name}/`,
    category: 'merging',
    params: { inputs: value(), ...own },
    keywordParams: ['normalize', ...kerasLayerParams],
    codes: [],
    call(_, cx, bound) {
      const named = new Map<string, Value>();
      for (const [key, arg] of bound.values) if (key !== 'inputs') named.set(key, arg.value);
      if (name === 'dot' && !named.has('axes')) named.set('axes', int(-1));
      const made = cx.callWith({ kind: 'library', path: layer.name }, [], named);
      return cx.call(made, [bound.values.get('inputs')?.value ?? { kind: 'unknown', path: null }]);
    },
    examples,
  });
}

const two = 'keras.Input((8, 3)), keras.Input((8, 3))';
const same = (name: string): readonly string[] => [`keras.layers.${name}([${two}])  #> [null, 8, 3]`];

export const mergingFunctions: readonly FunctionDef[] = [
  mergingFunction('add', add, 'Adds tensors of one shape element by element.', same('add')),
  mergingFunction('subtract', subtract, 'Subtracts the second tensor from the first element by element.', same('subtract')),
  mergingFunction('multiply', multiply, 'Multiplies tensors of one shape element by element.', same('multiply')),
  mergingFunction('average', average, 'Takes the mean of tensors of one shape element by element.', same('average')),
  mergingFunction('maximum', maximum, 'Takes the largest of the elements of tensors of one shape.', same('maximum')),
  mergingFunction('minimum', minimum, 'Takes the smallest of the elements of tensors of one shape.', same('minimum')),
  mergingFunction('concatenate', concatenate, 'Joins tensors along one axis; all others must agree.', [
    `keras.layers.concatenate([${two}])  #> [null, 8, 6]`,
    `keras.layers.concatenate([${two}], axis=1)  #> [null, 16, 3]`,
  ]),
  mergingFunction('dot', dot, 'Sums products of two tensors along one axis of each.', [
    `keras.layers.dot([${two}], axes=(2, 2))  #> [null, 8, 8]`,
  ]),
];
