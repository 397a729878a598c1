import type { Args } from '../kernel';
import { choice, defineLayer, flag, optionalPerAxis, perAxis, spatialAxes } from '../kernel';
import { productOf } from '../../values/dim';
import { rankOf, shapeOf } from '../../values/shape';
import { unknownDim } from '../../values/dim';
import { kerasLayerParams } from './layerParams';
import type { Sliding } from './spatial';
import { slide } from './spatial';

const params = {
  pool_size: perAxis(2),
  strides: optionalPerAxis(2),
  padding: choice('valid', 'valid', 'same'),
  data_format: choice('channels_last', 'channels_last', 'channels_first'),
};

const shared = {
  category: 'pooling',
  framework: 'keras',
  params,
  otherParams: ['name'],
  keywordParams: kerasLayerParams,
  rank: 4,
  shown: ['pool_size', 'strides', 'padding'],
  codes: ['rank-mismatch', 'non-positive-size'],
} as const;

/** Without strides the windows lie side by side. */
function windows({ pool_size, strides, padding, data_format }: Args<typeof params>): Sliding {
  return {
    what: 'window',
    sizes: pool_size,
    strides: strides ?? pool_size,
    dilations: [1, 1],
    padding,
    dataFormat: data_format,
    channels: null,
  };
}

/** Takes the largest value of each window over height and width. */
export const maxPooling2d = defineLayer({
  ...shared,
  name: 'keras.layers.MaxPooling2D',
  params: { ...params, pool_size: perAxis(2, 2) },
  aliases: ['keras.layers.MaxPool2D'],
  docs: 'https://keras.io/api/layers/pooling_layers/max_pooling2d/',
  shape: (args, [x], cx) => slide(x!, windows(args), cx),
  examples: [
    'keras.layers.MaxPooling2D()(keras.Input((31, 30, 8)))  #> [null, 15, 15, 8]',
    "keras.layers.MaxPooling2D(3, strides=2, padding='same')(keras.Input((31, 30, 8)))  #> [null, 16, 15, 8]",
    'keras.layers.MaxPooling2D(4)(keras.Input((3, 3, 8)))  #! error[non-positive-size]: does not fit into 3×3',
    'keras.layers.MaxPooling2D()(keras.Input((28, 28)))  #! error[rank-mismatch]: takes 4 axes',
  ],
});

/** Takes the mean of each window over height and width. */
export const averagePooling2d = defineLayer({
  ...shared,
  name: 'keras.layers.AveragePooling2D',
  aliases: ['keras.layers.AvgPool2D'],
  docs: 'https://keras.io/api/layers/pooling_layers/average_pooling2d/',
  shape: (args, [x], cx) => slide(x!, windows(args), cx),
  examples: [
    'keras.layers.AveragePooling2D((2, 3))(keras.Input((30, 30, 8)))  #> [null, 15, 10, 8]',
    'keras.layers.AveragePooling2D(4)(keras.Input((3, 3, 8)))  #! error[non-positive-size]: does not fit into 3×3',
    'keras.layers.AveragePooling2D(2)(keras.Input((28, 28)))  #! error[rank-mismatch]: takes 4 axes',
  ],
});

/** Takes the mean over height and width, one value a channel. */
export const globalAveragePooling2d = defineLayer({
  name: 'keras.layers.GlobalAveragePooling2D',
  aliases: ['keras.layers.GlobalAvgPool2D'],
  docs: 'https://keras.io/api/layers/pooling_layers/global_average_pooling2d/',
  category: 'pooling',
  framework: 'keras',
  params: { data_format: choice('channels_last', 'channels_last', 'channels_first'), keepdims: flag(false) },
  keywordParams: kerasLayerParams,
  rank: 4,
  codes: ['rank-mismatch'],
  shape({ data_format, keepdims }, [x]) {
    const axes = spatialAxes(4, data_format);
    if (!axes || keepdims === null) return null;
    const dims = rankOf(x!.shape) === 4 ? x!.shape!.dims : [unknownDim, unknownDim, unknownDim, unknownDim];
    return shapeOf(keepdims ? dims.map((dim, axis) => (axes.includes(axis) ? 1 : dim)) : dims.filter((_, axis) => !axes.includes(axis)));
  },
  flops: (_, [x]) => productOf(x!.shape?.dims.slice(1) ?? []),
  examples: [
    'keras.layers.GlobalAveragePooling2D()(keras.Input((7, 7, 64)))  #> [null, 64]',
    'keras.layers.GlobalAveragePooling2D(keepdims=True)(keras.Input((7, 7, 64)))  #> [null, 1, 1, 64]',
    'keras.layers.GlobalAveragePooling2D()(keras.Input((64,)))  #! error[rank-mismatch]: takes 4 axes',
  ],
});
