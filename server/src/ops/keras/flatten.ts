import { choice, defineLayer } from '../kernel';
import { freeDim, productOf, unknownDim } from '../../values/dim';
import { dimAt, rankOf, shapeOf } from '../../values/shape';
import { keepsIntegers } from './keepsIntegers';
import { kerasLayerParams } from './layerParams';

/** Puts all axes after the batch into one. */
export const flatten = defineLayer({
  name: 'keras.layers.Flatten',
  docs: 'https://keras.io/api/layers/reshaping_layers/flatten/',
  category: 'reshaping',
  framework: 'keras',
  params: { data_format: choice('channels_last', 'channels_last', 'channels_first') },
  keywordParams: kerasLayerParams,
  dtype: keepsIntegers,
  rank: { min: 1 },
  codes: ['rank-mismatch'],
  shape(_, [x]) {
    if (rankOf(x!.shape) === null) return shapeOf([dimAt(x!.shape, 0), unknownDim]);
    const [batch, ...rest] = x!.shape!.dims;
    // A free extent among others leaves the whole free.
    return shapeOf([batch ?? freeDim, rest.length ? productOf(rest) : 1]);
  },
  examples: [
    'keras.layers.Flatten()(keras.Input((7, 7, 64)))  #> [null, 3136]',
    'keras.layers.Flatten()(keras.Input((None, 64)))  #> [null, null]',
    'keras.layers.Flatten()(keras.Input(()))  #> [null, 1]',
    'keras.layers.Flatten()(keras.Input(batch_shape=()))  #! error[rank-mismatch]: at least 1',
  ],
});
