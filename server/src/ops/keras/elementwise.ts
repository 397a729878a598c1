import { activationSpec, any, defineLayer, share } from '../kernel';
import { kerasLayerParams } from './layerParams';

/** Sets a share of the values to zero while training, so that no feature is relied on alone. */
export const dropout = defineLayer({
  name: 'keras.layers.Dropout',
  docs: 'https://keras.io/api/layers/regularization_layers/dropout/',
  category: 'regularization',
  framework: 'keras',
  params: { rate: share(), noise_shape: any(), seed: any() },
  keywordParams: kerasLayerParams,
  shown: ['rate'],
  codes: [],
  shape: (_, [x]) => x!.shape,
  examples: ['keras.layers.Dropout(0.5)(keras.Input((8, 8)))  #> [null, 8, 8]'],
});

/** Applies a function such as `relu` to each value. */
export const activation = defineLayer({
  name: 'keras.layers.Activation',
  docs: 'https://keras.io/api/layers/core_layers/activation/',
  category: 'activation',
  framework: 'keras',
  params: { activation: activationSpec(null) },
  keywordParams: kerasLayerParams,
  shown: ['activation'],
  codes: [],
  shape: (_, [x]) => x!.shape,
  examples: ["keras.layers.Activation('relu')(keras.Input((8, 8)))  #> [null, 8, 8]"],
});
