import type { Args, LayerDef } from '../kernel';
import { activationSpec, choice, defineLayer, dim, flag, perAxis, weight } from '../kernel';
import { mulDims } from '../../values/dim';
import type { Dim } from '../../values/dim';
import { channelsOf, fixedChannels } from './convolution';
import { kerasLayerParams } from './layerParams';
import { slide } from './spatial';

type Rank = 1 | 2;
type Inputs = Parameters<LayerDef['shape']>[1];

const dataFormat = choice('channels_last', 'channels_last', 'channels_first');
const padding = choice('valid', 'valid', 'same');
const causalPadding = choice('valid', 'valid', 'same', 'causal');

function depthwiseParams(rank: Rank) {
  return {
    kernel_size: perAxis(rank),
    strides: perAxis(rank, 1),
    padding,
    depth_multiplier: dim(1),
    data_format: dataFormat,
    dilation_rate: perAxis(rank, 1),
    activation: activationSpec(),
    use_bias: flag(true),
  };
}

function separableParams(rank: Rank) {
  return {
    filters: dim(),
    kernel_size: perAxis(rank),
    strides: perAxis(rank, 1),
    padding: rank === 1 ? causalPadding : padding,
    data_format: dataFormat,
    dilation_rate: perAxis(rank, 1),
    depth_multiplier: dim(1),
    activation: activationSpec(),
    use_bias: flag(true),
  };
}

type DepthwiseArgs = Args<ReturnType<typeof depthwiseParams>>;
type SeparableArgs = Args<ReturnType<typeof separableParams>>;

const shared = { category: 'convolution', framework: 'keras', codes: ['rank-mismatch', 'dim-mismatch', 'non-positive-size'] } as const;

function slideKernel(x: Inputs[number], args: Omit<DepthwiseArgs, 'activation'>, channels: Dim, cx: Parameters<typeof slide>[2]) {
  const { kernel_size, strides, dilation_rate, data_format } = args;
  return slide(
    x,
    { what: 'kernel', sizes: kernel_size, strides, dilations: dilation_rate, padding: args.padding, dataFormat: data_format, channels },
    cx,
  );
}

function depthwise(rank: Rank) {
  return {
    ...shared,
    params: depthwiseParams(rank),
    otherParams: [
      'depthwise_initializer',
      'bias_initializer',
      'depthwise_regularizer',
      'bias_regularizer',
      'activity_regularizer',
      'depthwise_constraint',
      'bias_constraint',
    ],
    keywordParams: kerasLayerParams,
    rank: rank + 2,
    shown: ['kernel_size', 'strides', 'padding', 'depth_multiplier', 'activation'],
    shape: (args: DepthwiseArgs, [x]: Inputs, cx: Parameters<typeof slide>[2]) =>
      slideKernel(x!, args, mulDims(channelsOf(x!, rank, args.data_format), args.depth_multiplier), cx),
    weights({ kernel_size, data_format, depth_multiplier, use_bias }: DepthwiseArgs, [x]: Inputs) {
      const channels = channelsOf(x!, rank, data_format);
      const kernel = weight('kernel', [...kernel_size, channels, depth_multiplier]);
      return use_bias === false ? [kernel] : [kernel, weight('bias', [mulDims(channels, depth_multiplier)])];
    },
    fixes: ({ data_format }: DepthwiseArgs, [x]: Inputs) => fixedChannels(x!, rank, data_format),
  } as const;
}

function separable(rank: Rank) {
  return {
    ...shared,
    params: separableParams(rank),
    otherParams: [
      'depthwise_initializer',
      'pointwise_initializer',
      'bias_initializer',
      'depthwise_regularizer',
      'pointwise_regularizer',
      'bias_regularizer',
      'activity_regularizer',
      'depthwise_constraint',
      'pointwise_constraint',
      'bias_constraint',
    ],
    keywordParams: kerasLayerParams,
    rank: rank + 2,
    shown: ['filters', 'kernel_size', 'strides', 'padding', 'activation'],
    shape: (args: SeparableArgs, [x]: Inputs, cx: Parameters<typeof slide>[2]) => slideKernel(x!, args, args.filters, cx),
    weights({ filters, kernel_size, data_format, depth_multiplier, use_bias }: SeparableArgs, [x]: Inputs) {
      const channels = channelsOf(x!, rank, data_format);
      const kernels = [
        weight('depthwise_kernel', [...kernel_size, channels, depth_multiplier]),
        weight('pointwise_kernel', [mulDims(channels, depth_multiplier), filters]),
      ];
      return use_bias === false ? kernels : [...kernels, weight('bias', [filters])];
    },
    fixes: ({ data_format }: SeparableArgs, [x]: Inputs) => fixedChannels(x!, rank, data_format),
  } as const;
}

/** Slides kernels of its own along each feature of a sequence, without mixing features. */
export const depthwiseConv1d = defineLayer({
  ...depthwise(1),
  name: 'keras.layers.DepthwiseConv1D',
  docs: 'https://keras.io/api/layers/convolution_layers/depthwise_convolution1d/',
  examples: [
    'keras.layers.DepthwiseConv1D(3, depth_multiplier=2)(keras.Input((10, 4)))  #> [null, 8, 8]',
    'keras.layers.DepthwiseConv1D(5)(keras.Input((4, 3)))  #! error[non-positive-size]: does not fit into 4',
    'keras.layers.DepthwiseConv1D(3)(keras.Input((10,)))  #! error[rank-mismatch]: takes 3 axes',
    'keras.layers.DepthwiseConv1D(3)(keras.Input((10, None)))  #! error[dim-mismatch]: needs a size on axis -1',
  ],
});

/** Slides kernels of its own over each channel of an image, without mixing channels. */
export const depthwiseConv2d = defineLayer({
  ...depthwise(2),
  name: 'keras.layers.DepthwiseConv2D',
  docs: 'https://keras.io/api/layers/convolution_layers/depthwise_convolution2d/',
  examples: [
    "keras.layers.DepthwiseConv2D(3, padding='same')(keras.Input((32, 32, 8)))  #> [null, 32, 32, 8]",
    'keras.layers.DepthwiseConv2D(5)(keras.Input((4, 4, 3)))  #! error[non-positive-size]: does not fit into 4×4',
    'keras.layers.DepthwiseConv2D(3)(keras.Input((28, 28)))  #! error[rank-mismatch]: takes 4 axes',
    'keras.layers.DepthwiseConv2D(3)(keras.Input((28, 28, None)))  #! error[dim-mismatch]: needs a size on axis -1',
  ],
});

/** Slides kernels along each feature of a sequence, then mixes the features at each step. */
export const separableConv1d = defineLayer({
  ...separable(1),
  name: 'keras.layers.SeparableConv1D',
  aliases: ['keras.layers.SeparableConvolution1D'],
  docs: 'https://keras.io/api/layers/convolution_layers/separable_convolution1d/',
  examples: [
    'keras.layers.SeparableConv1D(16, 3)(keras.Input((10, 4)))  #> [null, 8, 16]',
    'keras.layers.SeparableConv1D(16, 5)(keras.Input((4, 3)))  #! error[non-positive-size]: does not fit into 4',
    'keras.layers.SeparableConv1D(16, 3)(keras.Input((10,)))  #! error[rank-mismatch]: takes 3 axes',
    'keras.layers.SeparableConv1D(16, 3)(keras.Input((10, None)))  #! error[dim-mismatch]: needs a size on axis -1',
  ],
});

/** Slides kernels over each channel of an image, then mixes the channels at each pixel. */
export const separableConv2d = defineLayer({
  ...separable(2),
  name: 'keras.layers.SeparableConv2D',
  aliases: ['keras.layers.SeparableConvolution2D'],
  docs: 'https://keras.io/api/layers/convolution_layers/separable_convolution2d/',
  examples: [
    "keras.layers.SeparableConv2D(64, 3, padding='same')(keras.Input((32, 32, 8)))  #> [null, 32, 32, 64]",
    'keras.layers.SeparableConv2D(64, 5)(keras.Input((4, 4, 3)))  #! error[non-positive-size]: does not fit into 4×4',
    'keras.layers.SeparableConv2D(64, 3)(keras.Input((28, 28)))  #! error[rank-mismatch]: takes 4 axes',
    'keras.layers.SeparableConv2D(64, 3)(keras.Input((28, 28, None)))  #! error[dim-mismatch]: needs a size on axis -1',
  ],
});
