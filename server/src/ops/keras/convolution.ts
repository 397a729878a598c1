import { activationSpec, channelAxis, choice, defineLayer, dim, flag, msg, perAxis, weight } from '../kernel';
import type { Args, LayerDef, Refusal } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, floorDivDims, formatDim, isLiteral, modDims, mulDims, productOf, unknownDim } from '../../values/dim';
import { dimAt, formatShape, rankOf } from '../../values/shape';
import { kerasLayerParams } from './layerParams';
import { slide } from './spatial';

type Rank = 1 | 2 | 3;

/** The constructor's parameters of a convolution over `rank` axes. */
export function convolutionParams(rank: Rank) {
  return {
    filters: dim(),
    kernel_size: perAxis(rank),
    strides: perAxis(rank, 1),
    padding: rank === 1 ? choice('valid', 'valid', 'same', 'causal') : choice('valid', 'valid', 'same'),
    data_format: choice('channels_last', 'channels_last', 'channels_first'),
    dilation_rate: perAxis(rank, 1),
    groups: dim(1),
    activation: activationSpec(),
    use_bias: flag(true),
  };
}

export const kernelParams = [
  'kernel_initializer',
  'bias_initializer',
  'kernel_regularizer',
  'bias_regularizer',
  'activity_regularizer',
  'kernel_constraint',
  'bias_constraint',
];

/** Everything of a convolution but its name, its page and its examples. */
export function convolution(rank: Rank) {
  type ConvolutionArgs = Args<ReturnType<typeof convolutionParams>>;
  return {
    category: 'convolution',
    framework: 'keras',
    params: convolutionParams(rank),
    otherParams: kernelParams,
    keywordParams: ['lora_rank', 'lora_alpha', ...kerasLayerParams],
    refuses: ({ filters, groups, strides, dilation_rate }: ConvolutionArgs, label: string) => {
      if (compareDims(modDims(filters, groups), 0) === 'different') {
        return {
          code: 'dim-mismatch',
          at: 'groups',
          message: msg('{0}: {1} filters cannot be split into {2} groups', label, show(filters), show(groups)),
        } as const;
      }
      return refuseDilatedStrides(strides, dilation_rate, label);
    },
    rank: rank + 2,
    shown: ['filters', 'kernel_size', 'strides', 'padding', 'activation'],
    codes: ['rank-mismatch', 'dim-mismatch', 'non-positive-size'],
    shape: (
      { filters, kernel_size, strides, padding, data_format, dilation_rate, groups }: ConvolutionArgs,
      [x]: Parameters<LayerDef['shape']>[1],
      cx: Parameters<LayerDef['shape']>[2],
    ) => {
      const axis = channelAxis(rank + 2, data_format);
      const channels = axis === null || rankOf(x!.shape) !== rank + 2 ? unknownDim : dimAt(x!.shape, axis);
      if (isLiteral(groups) && groups > 1 && isLiteral(channels) && compareDims(modDims(channels, groups), 0) === 'different') {
        cx.report(
          'dim-mismatch',
          msg('{0}: {1} channels cannot be split into {2} groups; its input is {3}', cx.label, channels, groups, formatShape(x!.shape)),
          { at: 'groups' },
        );
      }
      return slide(
        x!,
        { what: 'kernel', sizes: kernel_size, strides, dilations: dilation_rate, padding, dataFormat: data_format, channels: filters },
        cx,
      );
    },
    weights: ({ filters, kernel_size, data_format, groups, use_bias }: ConvolutionArgs, [x]: Parameters<LayerDef['shape']>[1]) => {
      const kernel = weight('kernel', [...kernel_size, floorDivDims(channelsOf(x!, rank, data_format), groups), filters]);
      return use_bias === false ? [kernel] : [kernel, weight('bias', [filters])];
    },
    fixes: ({ data_format }: ConvolutionArgs, [x]: Parameters<LayerDef['shape']>[1]) => fixedChannels(x!, rank, data_format),
    flops: (
      { filters, kernel_size, data_format, groups }: ConvolutionArgs,
      [x]: Parameters<LayerDef['shape']>[1],
      output: ReturnType<LayerDef['shape']>,
    ): Dim => {
      const axis = channelAxis(rank + 2, data_format);
      const channels = axis === null ? unknownDim : floorDivDims(dimAt(x!.shape, axis), groups);
      const pixels = axis === null || !output ? unknownDim : productOf(output.dims.filter((_, i) => i > 0 && i !== axis));
      return mulDims(2, productOf([pixels, filters, channels, ...kernel_size]));
    },
  } as const;
}

/** Slides `filters` kernels along a sequence and sums over its features. */
export const conv1d = defineLayer({
  ...convolution(1),
  name: 'keras.layers.Conv1D',
  aliases: ['keras.layers.Convolution1D'],
  docs: 'https://keras.io/api/layers/convolution_layers/convolution1d/',
  examples: [
    'keras.layers.Conv1D(32, 3)(keras.Input((100, 8)))  #> [null, 98, 32]',
    "keras.layers.Conv1D(32, 3, padding='causal')(keras.Input((100, 8)))  #> [null, 100, 32]",
    'keras.layers.Conv1D(8, 5)(keras.Input((4, 3)))  #! error[non-positive-size]: does not fit into 4',
    'keras.layers.Conv1D(8, 3)(keras.Input((100,)))  #! error[rank-mismatch]: takes 3 axes',
    'keras.layers.Conv1D(8, 3)(keras.Input((100, None)))  #! error[dim-mismatch]: needs a size on axis -1',
  ],
});

/** Slides `filters` kernels through a volume and sums over its channels. */
export const conv3d = defineLayer({
  ...convolution(3),
  name: 'keras.layers.Conv3D',
  aliases: ['keras.layers.Convolution3D'],
  docs: 'https://keras.io/api/layers/convolution_layers/convolution3d/',
  examples: [
    'keras.layers.Conv3D(4, 3)(keras.Input((16, 32, 32, 1)))  #> [null, 14, 30, 30, 4]',
    'keras.layers.Conv3D(4, 5)(keras.Input((3, 32, 32, 1)))  #! error[non-positive-size]: does not fit into 3×32×32',
    'keras.layers.Conv3D(4, 3)(keras.Input((32, 32, 3)))  #! error[rank-mismatch]: takes 5 axes',
    'keras.layers.Conv3D(4, 3, groups=2)(keras.Input((8, 8, 8, 3)))  #! error[dim-mismatch]: 3 channels cannot be split into 2 groups',
  ],
});

export function channelsOf(x: Parameters<LayerDef['shape']>[1][number], rank: number, dataFormat: string | null): Dim {
  const axis = channelAxis(rank + 2, dataFormat);
  return axis === null ? unknownDim : dimAt(x.shape, axis === 1 ? 1 : -1);
}

/** The first call fixes the number of channels. */
export function fixedChannels(x: Parameters<LayerDef['shape']>[1][number], rank: number, dataFormat: string | null) {
  const axis = channelAxis(rank + 2, dataFormat);
  return axis === null ? [] : [{ axis: axis === 1 ? 1 : -1, dim: channelsOf(x, rank, dataFormat) }];
}

export function refuseDilatedStrides(strides: readonly Dim[], dilations: readonly Dim[], label: string): (Refusal & { at: string }) | null {
  if (!strides.some(isAboveOne) || !dilations.some(isAboveOne)) return null;
  return { code: 'unknown-argument', at: 'dilation_rate', message: msg('{0} takes strides or dilation_rate above 1, not both', label) };
}

function isAboveOne(dim: Dim): boolean {
  return isLiteral(dim) && dim > 1;
}

function show(dim: Dim): string | number {
  return isLiteral(dim) ? dim : formatDim(dim);
}
