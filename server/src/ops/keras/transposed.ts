import type { Args, LayerDef, Refusal } from '../kernel';
import { activationSpec, choice, defineLayer, dim, flag, msg, optionalPerAxis, perAxis, spatialAxes, weight } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, freeDim, isLiteral, modDims, mulDims, subDims, unknownDim } from '../../values/dim';
import { rankOf, shapeOf } from '../../values/shape';
import { channelsOf, fixedChannels, kernelParams, refuseDilatedStrides } from './convolution';
import { kerasLayerParams } from './layerParams';

type Rank = 1 | 2 | 3;
type Inputs = Parameters<LayerDef['shape']>[1];

function transposedParams(rank: Rank) {
  return {
    filters: dim(),
    kernel_size: perAxis(rank),
    strides: perAxis(rank, 1),
    padding: choice('valid', 'valid', 'same'),
    output_padding: optionalPerAxis(rank, 'counted'),
    data_format: choice('channels_last', 'channels_last', 'channels_first'),
    dilation_rate: perAxis(rank, 1),
    activation: activationSpec(),
    use_bias: flag(true),
  };
}

type TransposedArgs = Args<ReturnType<typeof transposedParams>>;

/** Everything of a transposed convolution but its name, its page and its examples. */
function transposed(rank: Rank) {
  return {
    category: 'convolution',
    framework: 'keras',
    params: transposedParams(rank),
    otherParams: kernelParams,
    keywordParams: kerasLayerParams,
    rank: rank + 2,
    refuses({ strides, dilation_rate, output_padding }: TransposedArgs, label: string): (Refusal & { readonly at: string }) | null {
      const wide = output_padding?.findIndex((more, i) => isLiteral(more) && isLiteral(strides[i]!) && more >= strides[i]) ?? -1;
      if (wide < 0) return refuseDilatedStrides(strides, dilation_rate, label);
      const [more, stride] = [output_padding![wide] as number, strides[wide] as number];
      return {
        code: 'unknown-argument',
        at: 'output_padding',
        message: msg('{0}: output_padding must be below the strides, it is {1} of {2}', label, more, stride),
      };
    },
    shown: ['filters', 'kernel_size', 'strides', 'padding', 'activation'],
    codes: ['rank-mismatch', 'dim-mismatch'],
    shape(args: TransposedArgs, [x]: Inputs) {
      const axes = spatialAxes(rank + 2, args.data_format);
      const dims: Dim[] = rankOf(x!.shape) === rank + 2 ? [...x!.shape!.dims] : Array<Dim>(rank + 2).fill(unknownDim);
      if (!axes) return shapeOf([dims[0]!, ...dims.slice(1).map(() => unknownDim)]);
      axes.forEach((axis, i) => (dims[axis] = spreadExtent(dims[axis]!, args, i)));
      dims[axes[0] === 1 ? rank + 1 : 1] = args.filters;
      return shapeOf(dims);
    },
    weights({ filters, kernel_size, data_format, use_bias }: TransposedArgs, [x]: Inputs) {
      const kernel = weight('kernel', [...kernel_size, filters, channelsOf(x!, rank, data_format)]);
      return use_bias === false ? [kernel] : [kernel, weight('bias', [filters])];
    },
    fixes: ({ data_format }: TransposedArgs, [x]: Inputs) => fixedChannels(x!, rank, data_format),
  } as const;
}

/** The extent along one axis: the convolution's own formula solved for its input. */
export function spreadExtent(
  n: Dim,
  {
    kernel_size,
    strides,
    padding,
    output_padding,
    dilation_rate,
  }: Pick<TransposedArgs, 'kernel_size' | 'strides' | 'padding' | 'output_padding' | 'dilation_rate'>,
  i: number,
): Dim {
  if (n === freeDim) return freeDim;
  const stride = strides[i]!;
  const reach = addDims(mulDims(subDims(kernel_size[i]!, 1), dilation_rate[i]!), 1);
  const before = mulDims(subDims(n, 1), stride);
  const more = output_padding?.[i];
  if (padding === 'same') return more === undefined ? mulDims(n, stride) : addDims(addDims(before, modDims(reach, 2)), more);
  if (padding !== 'valid') return unknownDim;
  if (more !== undefined) return addDims(addDims(before, reach), more);
  if (!isLiteral(reach) || !isLiteral(stride)) return unknownDim;
  return addDims(before, Math.max(reach, stride));
}

/** Spreads each step of a sequence by kernels: a convolution's shapes backwards, for making sequences longer. */
export const conv1dTranspose = defineLayer({
  ...transposed(1),
  name: 'keras.layers.Conv1DTranspose',
  aliases: ['keras.layers.Convolution1DTranspose'],
  docs: 'https://keras.io/api/layers/convolution_layers/convolution1d_transpose/',
  examples: [
    'keras.layers.Conv1DTranspose(8, 3, strides=2)(keras.Input((10, 4)))  #> [null, 21, 8]',
    'keras.layers.Conv1DTranspose(8, 3)(keras.Input((10,)))  #! error[rank-mismatch]: takes 3 axes',
    'keras.layers.Conv1DTranspose(8, 3)(keras.Input((10, None)))  #! error[dim-mismatch]: needs a size on axis -1',
  ],
});

/** Spreads each pixel by kernels: a convolution's shapes backwards, for making images larger. */
export const conv2dTranspose = defineLayer({
  ...transposed(2),
  name: 'keras.layers.Conv2DTranspose',
  aliases: ['keras.layers.Convolution2DTranspose'],
  docs: 'https://keras.io/api/layers/convolution_layers/convolution2d_transpose/',
  examples: [
    "keras.layers.Conv2DTranspose(64, 4, strides=2, padding='same')(keras.Input((7, 7, 128)))  #> [null, 14, 14, 64]",
    'keras.layers.Conv2DTranspose(8, 3, strides=2)(keras.Input((7, 7, 4)))  #> [null, 15, 15, 8]',
    'keras.layers.Conv2DTranspose(8, 3)(keras.Input((128,)))  #! error[rank-mismatch]: takes 4 axes',
    'keras.layers.Conv2DTranspose(8, 3)(keras.Input((7, 7, None)))  #! error[dim-mismatch]: needs a size on axis -1',
  ],
});

const { output_padding, data_format, ...before3d } = transposedParams(3);
const { dilation_rate, activation, use_bias, ...first3d } = before3d;

/** Spreads each voxel by kernels: a convolution's shapes backwards, for making volumes larger. */
export const conv3dTranspose = defineLayer({
  ...transposed(3),
  name: 'keras.layers.Conv3DTranspose',
  aliases: ['keras.layers.Convolution3DTranspose'],
  docs: 'https://keras.io/api/layers/convolution_layers/convolution3d_transpose/',
  // In three dimensions the framework has these two the other way round.
  params: { ...first3d, data_format, output_padding, dilation_rate, activation, use_bias },
  examples: [
    "keras.layers.Conv3DTranspose(8, 3, strides=2, padding='same')(keras.Input((4, 4, 4, 16)))  #> [null, 8, 8, 8, 8]",
    'keras.layers.Conv3DTranspose(8, 3)(keras.Input((4, 4, 16)))  #! error[rank-mismatch]: takes 5 axes',
    'keras.layers.Conv3DTranspose(8, 3)(keras.Input((4, 4, 4, None)))  #! error[dim-mismatch]: needs a size on axis -1',
  ],
});
