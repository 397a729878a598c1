import type { LayerResult } from '../kernel';
import { any, defineLayer, extents, number, plainDim, several, single, value, weight } from '../kernel';
import { shapeOf } from '../../values/shape';
import type { Heap, Value } from '../../values/value';
import { keepsIntegers } from './keepsIntegers';
import { kerasLayerParams } from './layerParams';

/** Looks up a learned vector for each whole number. */
export const embedding = defineLayer({
  name: 'keras.layers.Embedding',
  docs: 'https://keras.io/api/layers/core_layers/embedding/',
  category: 'embedding',
  framework: 'keras',
  params: { input_dim: plainDim(), output_dim: plainDim() },
  otherParams: [
    'embeddings_initializer',
    'embeddings_regularizer',
    'embeddings_constraint',
    'mask_zero',
    'weights',
    'lora_rank',
    'lora_alpha',
    'quantization_config',
  ],
  // Taken with a warning since Keras 3.
  keywordParams: ['input_length', ...kerasLayerParams],
  shown: ['input_dim', 'output_dim'],
  codes: [],
  shape: ({ output_dim }, [x]) => x!.shape && shapeOf([...x!.shape.dims, output_dim], x!.shape.hasPrefix),
  weights: ({ input_dim, output_dim }) => [weight('embeddings', [input_dim, output_dim])],
  examples: ['keras.layers.Embedding(10000, 64)(keras.Input((100,)))  #> [null, 100, 64]'],
});

/** Marks the steps of a sequence that hold nothing but one value, so that later layers skip them. */
export const masking = defineLayer({
  name: 'keras.layers.Masking',
  docs: 'https://keras.io/api/layers/core_layers/masking/',
  category: 'utility',
  framework: 'keras',
  params: { mask_value: number(0) },
  keywordParams: kerasLayerParams,
  shown: ['mask_value'],
  codes: [],
  shape: (_, [x]) => x!.shape,
  examples: ['keras.layers.Masking(-1)(keras.Input((10, 8)))  #> [null, 10, 8]'],
});

/** Gives what comes in. */
export const identity = defineLayer({
  name: 'keras.layers.Identity',
  docs: 'https://keras.io/api/layers/core_layers/identity/',
  category: 'utility',
  framework: 'keras',
  params: {},
  keywordParams: kerasLayerParams,
  dtype: keepsIntegers,
  codes: [],
  shape: (_, [x]) => x!.shape,
  examples: ['keras.layers.Identity()(keras.Input((10, 8)))  #> [null, 10, 8]'],
});

/** Calls a function of the program on what comes in. */
export const lambda = defineLayer({
  name: 'keras.layers.Lambda',
  docs: 'https://keras.io/api/layers/core_layers/lambda/',
  category: 'utility',
  framework: 'keras',
  params: { function: value(), output_shape: extents('None'), mask: any(), arguments: any() },
  keywordParams: kerasLayerParams,
  isMerging: true,
  codes: [],
  apply({ function: fn, output_shape, arguments: more }, inputs, cx): LayerResult {
    const given = cx.bound('output_shape');
    const isComputed = given !== null && given.kind !== 'tuple' && given.kind !== 'none' && given.kind !== 'int';
    const batch = inputs[0]?.shape && !inputs[0].shape.hasPrefix ? inputs[0].shape.dims[0] : undefined;
    const declared =
      !isComputed && output_shape !== 'absent'
        ? single(output_shape && batch !== undefined ? shapeOf([batch, ...output_shape.dims]) : null)
        : null;
    // A graph takes the word of `output_shape`; the function runs once there is data.
    if (declared && !cx.isOnData) return declared;
    const named = namedArguments(more, cx);
    if (!named || isComputed) return declared ?? single(null, null);
    const x: Value = inputs.length === 1 ? inputs[0]! : { kind: 'tuple', items: inputs };
    const result = cx.run(fn, [x], named);
    if (result.kind === 'tensor') return single(result.shape, result.dtype);
    if (result.kind === 'tuple' && result.items.every((item) => item.kind === 'tensor')) {
      return several(result.items.map((item) => ({ shape: item.shape, dtype: item.dtype })));
    }
    return single(null, null);
  },
  examples: ['keras.layers.Lambda(lambda x: x * 2)(keras.Input((10, 8)))  #> [null, 10, 8]'],
});

/** `arguments={'k': 2}` as keywords; null when they are not known. */
function namedArguments(more: Value, cx: { readonly heap: Heap }): Map<string, Value> | null {
  if (more.kind === 'none' || (more.kind === 'unknown' && more.path === null)) return new Map();
  const dict = more.kind === 'ref' ? cx.heap.get(more.id) : undefined;
  if (dict?.kind !== 'dict' || dict.isOpen) return null;
  const out = new Map<string, Value>();
  for (const { key, value: each } of dict.entries.values()) if (key.kind === 'str' && key.value !== null) out.set(key.value, each);
  return out;
}
