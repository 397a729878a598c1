import type { Args, LayerResult } from '../kernel';
import {
  activationSpec,
  any,
  channelAxis,
  choice,
  defineLayer,
  flag,
  integer,
  msg,
  perAxis,
  several,
  single,
  spatialAxes,
  weight,
} from '../kernel';
import type { LayerDef } from '../kernel';
import type { Dim } from '../../values/dim';
import { freeDim, mulDims, unknownDim } from '../../values/dim';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import { refuseDilatedStrides } from './convolution';
import { kerasLayerParams } from './layerParams';
import { oneOrAll, returnSequences } from './recurrent';
import { slide } from './spatial';

type Rank = 1 | 2 | 3;

function convLstmParams(rank: Rank) {
  return {
    filters: integer(),
    kernel_size: perAxis(rank),
    strides: perAxis(rank, 1),
    padding: choice('valid', 'valid', 'same'),
    data_format: choice('channels_last', 'channels_last', 'channels_first'),
    dilation_rate: perAxis(rank, 1),
    activation: activationSpec("'tanh'"),
    recurrent_activation: activationSpec("'sigmoid'"),
    use_bias: flag(true),
    kernel_initializer: any(),
    recurrent_initializer: any(),
    bias_initializer: any(),
    unit_forget_bias: any('True'),
    kernel_regularizer: any(),
    recurrent_regularizer: any(),
    bias_regularizer: any(),
    activity_regularizer: any(),
    kernel_constraint: any(),
    recurrent_constraint: any(),
    bias_constraint: any(),
    dropout: any('0.0'),
    recurrent_dropout: any('0.0'),
    seed: any(),
    return_sequences: flag(false),
    return_state: flag(false),
    go_backwards: flag(false),
    stateful: flag(false),
  };
}

type ConvLstmArgs = Args<ReturnType<typeof convLstmParams>>;

/** The frame at one step: without the time axis. */
function frameOf(x: TensorValue, rank: Rank): TensorValue {
  const { shape } = x;
  if (rankOf(shape) !== rank + 3) return { ...x, shape: null };
  return { ...x, shape: shapeOf([shape!.dims[0]!, ...shape!.dims.slice(2)]) };
}

function channels(x: TensorValue, rank: Rank, format: string | null): Dim {
  const axis = channelAxis(rank + 2, format);
  return axis === null ? unknownDim : dimAt(frameOf(x, rank).shape, axis);
}

/** Everything of a recurrent convolution but its name, its page and its examples. */
function convLstm(rank: Rank) {
  return {
    category: 'recurrent',
    framework: 'keras',
    params: convLstmParams(rank),
    keywordParams: ['unroll', 'zero_output_for_mask', ...kerasLayerParams],
    callParams: ['initial_state', 'mask', 'training'],
    rank: rank + 3,
    rankFixes: returnSequences,
    refuses: ({ strides, dilation_rate }: ConvLstmArgs, label: string) => refuseDilatedStrides(strides, dilation_rate, label),
    shown: ['filters', 'kernel_size', 'padding', 'return_sequences'],
    codes: ['rank-mismatch', 'dim-mismatch', 'non-positive-size'],
    apply(args: ConvLstmArgs, [x]: readonly TensorValue[], cx: Parameters<LayerDef['shape']>[2]): LayerResult {
      const { filters, kernel_size, strides, padding, dilation_rate, data_format, return_sequences, return_state, stateful } = args;
      const frame = frameOf(x!, rank);
      const open = spatialAxes(rank + 2, data_format)?.find((axis) => dimAt(frame.shape, axis) === freeDim);
      if (open !== undefined && frame.shape) {
        cx.report(
          'dim-mismatch',
          msg('{0} needs a size on axis {1}, its input leaves it open: {2}', cx.label, open + 1, formatShape(x!.shape)),
          {},
        );
      } else if (stateful === true && dimAt(x!.shape, 0) === freeDim) {
        cx.report(
          'dim-mismatch',
          msg('{0} with stateful=True needs a fixed batch size; its input is {1}', cx.label, formatShape(x!.shape)),
          {
            at: 'stateful',
          },
        );
      }
      const state = slide(
        frame,
        { what: 'kernel', sizes: kernel_size, strides, dilations: dilation_rate, padding, dataFormat: data_format, channels: filters },
        cx,
      );
      const output = oneOrAll(x!, state?.dims.slice(1) ?? [], return_sequences);
      if (return_state === null) return single(output);
      return return_state ? several([{ shape: output }, { shape: state }, { shape: state }]) : single(output);
    },
    weights({ filters, kernel_size, data_format, use_bias }: ConvLstmArgs, [x]: readonly TensorValue[]) {
      const width = mulDims(filters, 4);
      const kernels = [
        weight('kernel', [...kernel_size, channels(x!, rank, data_format), width]),
        weight('recurrent_kernel', [...kernel_size, filters, width]),
      ];
      return use_bias === false ? kernels : [...kernels, weight('bias', [width])];
    },
    fixes({ data_format }: ConvLstmArgs, [x]: readonly TensorValue[]) {
      const axis = channelAxis(rank + 2, data_format);
      return axis === null ? [] : [{ axis: axis === 1 ? 2 : -1, dim: channels(x!, rank, data_format), isOnlyNeeded: true }];
    },
  } as const;
}

/** An LSTM over sequences of sequences whose gates are convolutions. */
export const convLstm1d = defineLayer({
  ...convLstm(1),
  name: 'keras.layers.ConvLSTM1D',
  docs: 'https://keras.io/api/layers/recurrent_layers/conv_lstm1d/',
  examples: [
    'keras.layers.ConvLSTM1D(8, 3)(keras.Input((5, 20, 4)))  #> [null, 18, 8]',
    'keras.layers.ConvLSTM1D(8, 3)(keras.Input((20, 4)))  #! error[rank-mismatch]: takes 4 axes',
    'keras.layers.ConvLSTM1D(8, 3)(keras.Input((5, None, 4)))  #! error[dim-mismatch]: needs a size on axis 2',
    'keras.layers.ConvLSTM1D(8, 5)(keras.Input((5, 4, 4)))  #! error[non-positive-size]: does not fit into 4',
  ],
});

/** An LSTM over sequences of images whose gates are convolutions. */
export const convLstm2d = defineLayer({
  ...convLstm(2),
  name: 'keras.layers.ConvLSTM2D',
  docs: 'https://keras.io/api/layers/recurrent_layers/conv_lstm2d/',
  examples: [
    "keras.layers.ConvLSTM2D(64, 3, padding='same', return_sequences=True)(keras.Input((10, 64, 64, 1)))  #> [null, 10, 64, 64, 64]",
    'keras.layers.ConvLSTM2D(8, 3)(keras.Input((64, 64, 1)))  #! error[rank-mismatch]: takes 5 axes',
    'keras.layers.ConvLSTM2D(8, 3)(keras.Input((5, None, 8, 4)))  #! error[dim-mismatch]: needs a size on axis 2',
    'keras.layers.ConvLSTM2D(8, 5)(keras.Input((5, 4, 4, 1)))  #! error[non-positive-size]: does not fit into 4×4',
  ],
});

/** An LSTM over sequences of volumes whose gates are convolutions. */
export const convLstm3d = defineLayer({
  ...convLstm(3),
  name: 'keras.layers.ConvLSTM3D',
  docs: 'https://keras.io/api/layers/recurrent_layers/conv_lstm3d/',
  examples: [
    'keras.layers.ConvLSTM3D(8, 3)(keras.Input((5, 8, 8, 8, 1)))  #> [null, 6, 6, 6, 8]',
    'keras.layers.ConvLSTM3D(8, 3)(keras.Input((8, 8, 8, 1)))  #! error[rank-mismatch]: takes 6 axes',
    'keras.layers.ConvLSTM3D(8, 3)(keras.Input((5, None, 8, 8, 4)))  #! error[dim-mismatch]: needs a size on axis 2',
    'keras.layers.ConvLSTM3D(8, 5)(keras.Input((5, 4, 4, 4, 1)))  #! error[non-positive-size]: does not fit into 4×4×4',
  ],
});
