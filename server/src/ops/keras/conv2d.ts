import { activationSpec, channelAxis, choice, defineLayer, dim, flag, msg, perAxis, weight } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, floorDivDims, formatDim, isLiteral, modDims, mulDims, productOf, unknownDim } from '../../values/dim';
import { dimAt, formatShape, rankOf } from '../../values/shape';
import { kerasLayerParams } from './layerParams';
import { slide } from './spatial';

/** Slides `filters` kernels over the height and width of an image and sums over its channels. */
export const conv2d = defineLayer({
  name: 'keras.layers.Conv2D',
  aliases: ['keras.layers.Convolution2D'],
  docs: 'https://keras.io/api/layers/convolution_layers/convolution2d/',
  category: 'convolution',
  framework: 'keras',
  params: {
    filters: dim(),
    kernel_size: perAxis(2),
    strides: perAxis(2, 1),
    padding: choice('valid', 'valid', 'same'),
    data_format: choice('channels_last', 'channels_last', 'channels_first'),
    dilation_rate: perAxis(2, 1),
    groups: dim(1),
    activation: activationSpec(),
    use_bias: flag(true),
  },
  otherParams: [
    'kernel_initializer',
    'bias_initializer',
    'kernel_regularizer',
    'bias_regularizer',
    'activity_regularizer',
    'kernel_constraint',
    'bias_constraint',
  ],
  keywordParams: ['lora_rank', 'lora_alpha', ...kerasLayerParams],
  refuses({ filters, groups, strides, dilation_rate }, label) {
    if (compareDims(modDims(filters, groups), 0) === 'different') {
      return {
        code: 'dim-mismatch',
        at: 'groups',
        message: msg('{0}: {1} filters cannot be split into {2} groups', label, show(filters), show(groups)),
      };
    }
    if (strides.some(isAboveOne) && dilation_rate.some(isAboveOne)) {
      return { code: 'unknown-argument', at: 'dilation_rate', message: msg('{0} takes strides or dilation_rate above 1, not both', label) };
    }
    return null;
  },
  rank: 4,
  shown: ['filters', 'kernel_size', 'strides', 'padding', 'activation'],
  codes: ['rank-mismatch', 'dim-mismatch', 'non-positive-size'],
  shape({ filters, kernel_size, strides, padding, data_format, dilation_rate, groups }, [x], cx) {
    const axis = channelAxis(4, data_format);
    const channels = axis === null || rankOf(x!.shape) !== 4 ? unknownDim : dimAt(x!.shape, axis);
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
  weights({ filters, kernel_size, data_format, groups, use_bias }, [x]) {
    const axis = channelAxis(4, data_format);
    const channels = axis === null ? unknownDim : dimAt(x!.shape, axis);
    const kernel = weight('kernel', [...kernel_size, floorDivDims(channels, groups), filters]);
    return use_bias === false ? [kernel] : [kernel, weight('bias', [filters])];
  },
  fixes({ data_format }, [x]) {
    const axis = channelAxis(4, data_format);
    return axis === null ? [] : [{ axis: axis === 1 ? 1 : -1, dim: dimAt(x!.shape, axis) }];
  },
  flops({ filters, kernel_size, data_format, groups }, [x], output) {
    const axis = channelAxis(4, data_format);
    const channels = axis === null ? unknownDim : floorDivDims(dimAt(x!.shape, axis), groups);
    const pixels = axis === null || !output ? unknownDim : productOf(output.dims.filter((_, i) => i > 0 && i !== axis));
    return mulDims(2, productOf([pixels, filters, channels, ...kernel_size]));
  },
  examples: [
    'keras.layers.Conv2D(32, 3)(keras.Input((32, 32, 3)))  #> [null, 30, 30, 32]',
    "keras.layers.Conv2D(8, (3, 5), strides=2, padding='same')(keras.Input((32, 32, 3)))  #> [null, 16, 16, 8]",
    'keras.layers.Conv2D(8, 3, dilation_rate=2)(keras.Input((32, 32, 3)))  #> [null, 28, 28, 8]',
    'keras.layers.Conv2D(8, 3)(keras.Input((2, 2, 3)))  #! error[non-positive-size]: does not fit into 2×2',
    'keras.layers.Conv2D(8, 3)(keras.Input((28, 28)))  #! error[rank-mismatch]: takes 4 axes',
    'keras.layers.Conv2D(8, 3, groups=2)(keras.Input((8, 8, 3)))  #! error[dim-mismatch]: 3 channels cannot be split into 2 groups',
  ],
});

function isAboveOne(dim: Dim): boolean {
  return isLiteral(dim) && dim > 1;
}

function show(dim: Dim): string | number {
  return isLiteral(dim) ? dim : formatDim(dim);
}
