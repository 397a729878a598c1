import { activationSpec, defineLayer, flag, plainDim, weight } from '../kernel';
import { mulDims, productOf } from '../../values/dim';
import { dimAt, withLast } from '../../values/shape';
import { kerasLayerParams } from './layerParams';

/** Replaces the last axis by `units` features, each a weighted sum of all that came in. */
export const dense = defineLayer({
  name: 'keras.layers.Dense',
  docs: 'https://keras.io/api/layers/core_layers/dense/',
  category: 'linear',
  framework: 'keras',
  params: { units: plainDim(), activation: activationSpec(), use_bias: flag(true) },
  otherParams: [
    'kernel_initializer',
    'bias_initializer',
    'kernel_regularizer',
    'bias_regularizer',
    'activity_regularizer',
    'kernel_constraint',
    'bias_constraint',
    'lora_rank',
    'lora_alpha',
    'quantization_config',
  ],
  keywordParams: kerasLayerParams,
  rank: { min: 2 },
  shown: ['units', 'activation'],
  codes: ['rank-mismatch', 'dim-mismatch'],
  shape: ({ units }, [x]) => withLast(x!.shape, units),
  weights: ({ units, use_bias }, [x]) => {
    const kernel = weight('kernel', [dimAt(x!.shape, -1), units]);
    return use_bias === false ? [kernel] : [kernel, weight('bias', [units])];
  },
  fixes: (_, [x]) => [{ axis: -1, dim: dimAt(x!.shape, -1) }],
  flops: (_, [x], output) => mulDims(2, mulDims(dimAt(x!.shape, -1), productOf(output?.dims.slice(1) ?? []))),
  examples: [
    'keras.layers.Dense(10)(keras.Input((784,)))  #> [null, 10]',
    'keras.layers.Dense(10)(keras.Input((28, 28)))  #> [null, 28, 10]',
    'keras.layers.Dense(10)(keras.Input((None,)))  #! error[dim-mismatch]: needs a size on axis -1',
    'keras.Sequential([keras.Input(()), keras.layers.Dense(10)])  #! error[rank-mismatch]: Dense',
  ],
});
