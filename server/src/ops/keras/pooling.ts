import type { Args, LayerDef } from '../kernel';
import { choice, defineLayer, flag, optionalPerAxis, perAxis, spatialAxes } from '../kernel';
import type { Dim } from '../../values/dim';
import { productOf, unknownDim } from '../../values/dim';
import { dimAt, rankOf, shapeOf } from '../../values/shape';
import { kerasLayerParams } from './layerParams';
import type { Sliding } from './spatial';
import { slide } from './spatial';

type Rank = 1 | 2 | 3;
type Inputs = Parameters<LayerDef['shape']>[1];

const dataFormat = choice('channels_last', 'channels_last', 'channels_first');

function poolingParams(rank: Rank, size?: number) {
  return {
    pool_size: perAxis(rank, size),
    strides: optionalPerAxis(rank),
    padding: choice('valid', 'valid', 'same'),
    data_format: dataFormat,
  };
}

type PoolingArgs = Args<ReturnType<typeof poolingParams>>;

/** Without strides the windows lie side by side. */
function windows({ pool_size, strides, padding, data_format }: PoolingArgs): Sliding {
  return {
    what: 'window',
    sizes: pool_size,
    strides: strides ?? pool_size,
    dilations: pool_size.map(() => 1),
    padding,
    dataFormat: data_format,
    channels: null,
  };
}

/** Everything of a pooling but its name, its page and its examples. `size` is what a window has by default. */
function pooling(rank: Rank, size?: number) {
  return {
    category: 'pooling',
    framework: 'keras',
    params: poolingParams(rank, size),
    otherParams: ['name'],
    keywordParams: kerasLayerParams,
    rank: rank + 2,
    shown: ['pool_size', 'strides', 'padding'],
    codes: ['rank-mismatch', 'non-positive-size'],
    shape: (args: PoolingArgs, [x]: Inputs, cx: Parameters<typeof slide>[2]) => slide(x!, windows(args), cx),
  } as const;
}

/** Takes the largest value of each window along a sequence. */
export const maxPooling1d = defineLayer({
  ...pooling(1, 2),
  name: 'keras.layers.MaxPooling1D',
  aliases: ['keras.layers.MaxPool1D'],
  docs: 'https://keras.io/api/layers/pooling_layers/max_pooling1d/',
  examples: [
    'keras.layers.MaxPooling1D(3)(keras.Input((10, 8)))  #> [null, 3, 8]',
    'keras.layers.MaxPooling1D(4)(keras.Input((3, 8)))  #! error[non-positive-size]: does not fit into 3',
    'keras.layers.MaxPooling1D()(keras.Input((28,)))  #! error[rank-mismatch]: takes 3 axes',
  ],
});

/** Takes the largest value of each window over height and width. */
export const maxPooling2d = defineLayer({
  ...pooling(2, 2),
  name: 'keras.layers.MaxPooling2D',
  aliases: ['keras.layers.MaxPool2D'],
  docs: 'https://keras.io/api/layers/pooling_layers/max_pooling2d/',
  examples: [
    'keras.layers.MaxPooling2D()(keras.Input((31, 30, 8)))  #> [null, 15, 15, 8]',
    "keras.layers.MaxPooling2D(3, strides=2, padding='same')(keras.Input((31, 30, 8)))  #> [null, 16, 15, 8]",
    'keras.layers.MaxPooling2D(4)(keras.Input((3, 3, 8)))  #! error[non-positive-size]: does not fit into 3×3',
    'keras.layers.MaxPooling2D()(keras.Input((28, 28)))  #! error[rank-mismatch]: takes 4 axes',
  ],
});

/** Takes the largest value of each window of a volume. */
export const maxPooling3d = defineLayer({
  ...pooling(3, 2),
  name: 'keras.layers.MaxPooling3D',
  aliases: ['keras.layers.MaxPool3D'],
  docs: 'https://keras.io/api/layers/pooling_layers/max_pooling3d/',
  examples: [
    'keras.layers.MaxPooling3D()(keras.Input((8, 9, 10, 4)))  #> [null, 4, 4, 5, 4]',
    'keras.layers.MaxPooling3D(4)(keras.Input((3, 8, 8, 4)))  #! error[non-positive-size]: does not fit into 3×8×8',
    'keras.layers.MaxPooling3D()(keras.Input((8, 8, 4)))  #! error[rank-mismatch]: takes 5 axes',
  ],
});

/** Takes the mean of each window along a sequence. */
export const averagePooling1d = defineLayer({
  ...pooling(1),
  name: 'keras.layers.AveragePooling1D',
  aliases: ['keras.layers.AvgPool1D'],
  docs: 'https://keras.io/api/layers/pooling_layers/average_pooling1d/',
  examples: [
    'keras.layers.AveragePooling1D(2)(keras.Input((10, 8)))  #> [null, 5, 8]',
    'keras.layers.AveragePooling1D(4)(keras.Input((3, 8)))  #! error[non-positive-size]: does not fit into 3',
    'keras.layers.AveragePooling1D(2)(keras.Input((28,)))  #! error[rank-mismatch]: takes 3 axes',
  ],
});

/** Takes the mean of each window over height and width. */
export const averagePooling2d = defineLayer({
  ...pooling(2),
  name: 'keras.layers.AveragePooling2D',
  aliases: ['keras.layers.AvgPool2D'],
  docs: 'https://keras.io/api/layers/pooling_layers/average_pooling2d/',
  examples: [
    'keras.layers.AveragePooling2D((2, 3))(keras.Input((30, 30, 8)))  #> [null, 15, 10, 8]',
    'keras.layers.AveragePooling2D(4)(keras.Input((3, 3, 8)))  #! error[non-positive-size]: does not fit into 3×3',
    'keras.layers.AveragePooling2D(2)(keras.Input((28, 28)))  #! error[rank-mismatch]: takes 4 axes',
  ],
});

/** Takes the mean of each window of a volume. */
export const averagePooling3d = defineLayer({
  ...pooling(3),
  name: 'keras.layers.AveragePooling3D',
  aliases: ['keras.layers.AvgPool3D'],
  docs: 'https://keras.io/api/layers/pooling_layers/average_pooling3d/',
  examples: [
    'keras.layers.AveragePooling3D(2)(keras.Input((8, 8, 8, 4)))  #> [null, 4, 4, 4, 4]',
    'keras.layers.AveragePooling3D(4)(keras.Input((3, 8, 8, 4)))  #! error[non-positive-size]: does not fit into 3×8×8',
    'keras.layers.AveragePooling3D(2)(keras.Input((8, 8, 4)))  #! error[rank-mismatch]: takes 5 axes',
  ],
});

const globalParams = { data_format: dataFormat, keepdims: flag(false) };

/** Everything of a pooling over all of an input but its name, its page and its examples. */
function globalPooling(rank: Rank) {
  return {
    category: 'pooling',
    framework: 'keras',
    params: globalParams,
    keywordParams: kerasLayerParams,
    rank: rank + 2,
    codes: ['rank-mismatch'],
    shape({ data_format, keepdims }: Args<typeof globalParams>, [x]: Inputs) {
      const axes = spatialAxes(rank + 2, data_format);
      if (!axes || keepdims === null) return null;
      const dims = rankOf(x!.shape) === rank + 2 ? x!.shape!.dims : Array<Dim>(rank + 2).fill(unknownDim);
      return shapeOf(keepdims ? dims.map((dim, axis) => (axes.includes(axis) ? 1 : dim)) : dims.filter((_, axis) => !axes.includes(axis)));
    },
    flops: (_: unknown, [x]: Inputs) => productOf(x!.shape?.dims.slice(1) ?? []),
  } as const;
}

/** Takes the mean over all steps of a sequence, one value a feature. */
export const globalAveragePooling1d = defineLayer({
  ...globalPooling(1),
  name: 'keras.layers.GlobalAveragePooling1D',
  aliases: ['keras.layers.GlobalAvgPool1D'],
  docs: 'https://keras.io/api/layers/pooling_layers/global_average_pooling1d/',
  examples: [
    'keras.layers.GlobalAveragePooling1D()(keras.Input((100, 64)))  #> [null, 64]',
    'keras.layers.GlobalAveragePooling1D()(keras.Input((64,)))  #! error[rank-mismatch]: takes 3 axes',
  ],
});

/** Takes the mean over height and width, one value a channel. */
export const globalAveragePooling2d = defineLayer({
  ...globalPooling(2),
  name: 'keras.layers.GlobalAveragePooling2D',
  aliases: ['keras.layers.GlobalAvgPool2D'],
  docs: 'https://keras.io/api/layers/pooling_layers/global_average_pooling2d/',
  examples: [
    'keras.layers.GlobalAveragePooling2D()(keras.Input((7, 7, 64)))  #> [null, 64]',
    'keras.layers.GlobalAveragePooling2D(keepdims=True)(keras.Input((7, 7, 64)))  #> [null, 1, 1, 64]',
    'keras.layers.GlobalAveragePooling2D()(keras.Input((64,)))  #! error[rank-mismatch]: takes 4 axes',
  ],
});

/** Takes the mean over a whole volume, one value a channel. */
export const globalAveragePooling3d = defineLayer({
  ...globalPooling(3),
  name: 'keras.layers.GlobalAveragePooling3D',
  aliases: ['keras.layers.GlobalAvgPool3D'],
  docs: 'https://keras.io/api/layers/pooling_layers/global_average_pooling3d/',
  examples: [
    'keras.layers.GlobalAveragePooling3D()(keras.Input((4, 7, 7, 64)))  #> [null, 64]',
    'keras.layers.GlobalAveragePooling3D()(keras.Input((7, 7, 64)))  #! error[rank-mismatch]: takes 5 axes',
  ],
});

/** Takes the largest value over all steps of a sequence, one a feature. */
export const globalMaxPooling1d = defineLayer({
  ...globalPooling(1),
  name: 'keras.layers.GlobalMaxPooling1D',
  aliases: ['keras.layers.GlobalMaxPool1D'],
  docs: 'https://keras.io/api/layers/pooling_layers/global_max_pooling1d/',
  examples: [
    'keras.layers.GlobalMaxPooling1D()(keras.Input((100, 64)))  #> [null, 64]',
    'keras.layers.GlobalMaxPooling1D()(keras.Input((64,)))  #! error[rank-mismatch]: takes 3 axes',
  ],
});

/** Takes the largest value over height and width, one a channel. */
export const globalMaxPooling2d = defineLayer({
  ...globalPooling(2),
  name: 'keras.layers.GlobalMaxPooling2D',
  aliases: ['keras.layers.GlobalMaxPool2D'],
  docs: 'https://keras.io/api/layers/pooling_layers/global_max_pooling2d/',
  examples: [
    'keras.layers.GlobalMaxPooling2D()(keras.Input((7, 7, 64)))  #> [null, 64]',
    'keras.layers.GlobalMaxPooling2D()(keras.Input((64,)))  #! error[rank-mismatch]: takes 4 axes',
  ],
});

/** Takes the largest value over a whole volume, one a channel. */
export const globalMaxPooling3d = defineLayer({
  ...globalPooling(3),
  name: 'keras.layers.GlobalMaxPooling3D',
  aliases: ['keras.layers.GlobalMaxPool3D'],
  docs: 'https://keras.io/api/layers/pooling_layers/global_max_pooling3d/',
  examples: [
    'keras.layers.GlobalMaxPooling3D()(keras.Input((4, 7, 7, 64)))  #> [null, 64]',
    'keras.layers.GlobalMaxPooling3D()(keras.Input((7, 7, 64)))  #! error[rank-mismatch]: takes 5 axes',
  ],
});

function adaptiveParams(rank: Rank) {
  return { output_size: perAxis(rank), data_format: dataFormat };
}

/** Everything of a pooling to a given size but its name, its page and its examples. */
function adaptivePooling(rank: Rank) {
  return {
    category: 'pooling',
    framework: 'keras',
    params: adaptiveParams(rank),
    keywordParams: kerasLayerParams,
    shown: ['output_size'],
    codes: [],
    shape({ output_size, data_format }: Args<ReturnType<typeof adaptiveParams>>, [x]: Inputs) {
      const batch = dimAt(x!.shape, 0);
      if (data_format === null) return shapeOf([batch, ...Array<Dim>(rank + 1).fill(unknownDim)]);
      return shapeOf(
        data_format === 'channels_first' ? [batch, dimAt(x!.shape, 1), ...output_size] : [batch, ...output_size, dimAt(x!.shape, -1)],
      );
    },
  } as const;
}

/** Takes means of as many stretches of a sequence as asked for. */
export const adaptiveAveragePooling1d = defineLayer({
  ...adaptivePooling(1),
  name: 'keras.layers.AdaptiveAveragePooling1D',
  docs: 'https://keras.io/api/layers/pooling_layers/adaptive_average_pooling1d/',
  examples: ['keras.layers.AdaptiveAveragePooling1D(4)(keras.Input((30, 8)))  #> [null, 4, 8]'],
});

/** Takes means of an image's parts, as many as asked for along height and width. */
export const adaptiveAveragePooling2d = defineLayer({
  ...adaptivePooling(2),
  name: 'keras.layers.AdaptiveAveragePooling2D',
  docs: 'https://keras.io/api/layers/pooling_layers/adaptive_average_pooling2d/',
  examples: ['keras.layers.AdaptiveAveragePooling2D((4, 2))(keras.Input((30, 30, 8)))  #> [null, 4, 2, 8]'],
});

/** Takes means of a volume's parts, as many as asked for along each axis. */
export const adaptiveAveragePooling3d = defineLayer({
  ...adaptivePooling(3),
  name: 'keras.layers.AdaptiveAveragePooling3D',
  docs: 'https://keras.io/api/layers/pooling_layers/adaptive_average_pooling3d/',
  examples: ['keras.layers.AdaptiveAveragePooling3D(2)(keras.Input((8, 8, 8, 3)))  #> [null, 2, 2, 2, 3]'],
});

/** Takes the largest values of as many stretches of a sequence as asked for. */
export const adaptiveMaxPooling1d = defineLayer({
  ...adaptivePooling(1),
  name: 'keras.layers.AdaptiveMaxPooling1D',
  docs: 'https://keras.io/api/layers/pooling_layers/adaptive_max_pooling1d/',
  examples: ['keras.layers.AdaptiveMaxPooling1D(4)(keras.Input((30, 8)))  #> [null, 4, 8]'],
});

/** Takes the largest values of an image's parts, as many as asked for along height and width. */
export const adaptiveMaxPooling2d = defineLayer({
  ...adaptivePooling(2),
  name: 'keras.layers.AdaptiveMaxPooling2D',
  docs: 'https://keras.io/api/layers/pooling_layers/adaptive_max_pooling2d/',
  examples: ['keras.layers.AdaptiveMaxPooling2D((4, 2))(keras.Input((30, 30, 8)))  #> [null, 4, 2, 8]'],
});

/** Takes the largest values of a volume's parts, as many as asked for along each axis. */
export const adaptiveMaxPooling3d = defineLayer({
  ...adaptivePooling(3),
  name: 'keras.layers.AdaptiveMaxPooling3D',
  docs: 'https://keras.io/api/layers/pooling_layers/adaptive_max_pooling3d/',
  examples: ['keras.layers.AdaptiveMaxPooling3D(2)(keras.Input((8, 8, 8, 3)))  #> [null, 2, 2, 2, 3]'],
});
