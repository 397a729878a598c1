import type { OldArguments } from '../kernel';
import { optimizerRows } from './classTables';

/** What Keras 1 called the initial values, regularizers and constraints of weights. */
const weights = {
  init: 'kernel_initializer',
  W_regularizer: 'kernel_regularizer',
  b_regularizer: 'bias_regularizer',
  W_constraint: 'kernel_constraint',
  b_constraint: 'bias_constraint',
  bias: 'use_bias',
};
const order = { dim_ordering: 'data_format' };
const words = { data_format: { th: 'channels_first', tf: 'channels_last' } };

function convolution(...was: string[]): OldArguments {
  const renamed = {
    ...weights,
    ...order,
    nb_filter: 'filters',
    border_mode: 'padding',
    subsample: 'strides',
    atrous_rate: 'dilation_rate',
    output_shape: null,
  };
  return { renamed, sizes: { now: 'kernel_size', was }, words };
}

const line: OldArguments = {
  renamed: {
    ...weights,
    nb_filter: 'filters',
    filter_length: 'kernel_size',
    border_mode: 'padding',
    subsample_length: 'strides',
    subsample: 'strides',
    atrous_rate: 'dilation_rate',
    input_length: null,
  },
  inputShape: ['input_length', 'input_dim'],
};
const pool: OldArguments = { renamed: { ...order, border_mode: 'padding', st: 'strides', poolsize: 'pool_size' }, words };
const pool1d: OldArguments = { renamed: { pool_length: 'pool_size', stride: 'strides', border_mode: 'padding' } };
const recurrent: OldArguments = {
  renamed: {
    output_dim: 'units',
    init: 'kernel_initializer',
    inner_init: 'recurrent_initializer',
    forget_bias_init: null,
    inner_activation: 'recurrent_activation',
    W_regularizer: 'kernel_regularizer',
    U_regularizer: 'recurrent_regularizer',
    b_regularizer: 'bias_regularizer',
    dropout_W: 'dropout',
    dropout_U: 'recurrent_dropout',
    consume_less: null,
    input_length: null,
  },
  inputShape: ['input_length', 'input_dim'],
};
const rate: OldArguments = { renamed: { p: 'rate' } };
const placed: OldArguments = { renamed: order, words };
const growing: OldArguments = { renamed: { ...order, length: 'size' }, words };

const layers: Readonly<Record<string, OldArguments>> = {
  Dense: { renamed: { ...weights, output_dim: 'units', input_length: null }, inputShape: ['input_length', 'input_dim'] },
  Conv1D: line,
  Conv2D: convolution('nb_row', 'nb_col'),
  Conv2DTranspose: convolution('nb_row', 'nb_col'),
  SeparableConv2D: convolution('nb_row', 'nb_col'),
  Conv3D: convolution('kernel_dim1', 'kernel_dim2', 'kernel_dim3'),
  Conv3DTranspose: convolution('kernel_dim1', 'kernel_dim2', 'kernel_dim3'),
  ConvLSTM2D: convolution('nb_row', 'nb_col'),
  MaxPooling1D: pool1d,
  AveragePooling1D: pool1d,
  MaxPooling2D: pool,
  AveragePooling2D: pool,
  MaxPooling3D: pool,
  AveragePooling3D: pool,
  GlobalMaxPooling2D: placed,
  GlobalAveragePooling2D: placed,
  UpSampling1D: growing,
  UpSampling2D: growing,
  UpSampling3D: growing,
  ZeroPadding2D: placed,
  ZeroPadding3D: placed,
  Cropping2D: placed,
  Cropping3D: placed,
  LSTM: recurrent,
  GRU: recurrent,
  SimpleRNN: recurrent,
  Embedding: {
    renamed: {
      init: 'embeddings_initializer',
      W_regularizer: 'embeddings_regularizer',
      W_constraint: 'embeddings_constraint',
      dropout: null,
    },
  },
  BatchNormalization: { renamed: { mode: null, beta_init: 'beta_initializer', gamma_init: 'gamma_initializer' } },
  Dropout: rate,
  SpatialDropout1D: rate,
  SpatialDropout2D: { renamed: { ...rate.renamed, ...order }, words },
  SpatialDropout3D: { renamed: { ...rate.renamed, ...order }, words },
  GaussianDropout: rate,
  GaussianNoise: { renamed: { sigma: 'stddev' } },
  PReLU: { renamed: { init: 'alpha_initializer' } },
  Reshape: { renamed: { dims: 'target_shape' } },
};

const optimizer: OldArguments = { renamed: { lr: 'learning_rate', schedule_decay: null } };

const around: Readonly<Record<string, OldArguments>> = {
  'keras.Model': { renamed: { input: 'inputs', output: 'outputs' } },
  'keras.callbacks.ModelCheckpoint': { renamed: { period: null } },
  'keras.callbacks.TensorBoard': {
    renamed: { batch_size: null, write_grads: null, embeddings_layer_names: null, embeddings_data: null },
  },
  'keras.utils.to_categorical': { renamed: { y: 'x', nb_classes: 'num_classes' } },
};

/** Arguments of Keras 1 and 2, by the layer or function as it is called today. */
export const oldKerasArguments: Readonly<Record<string, OldArguments>> = {
  ...Object.fromEntries(Object.entries(layers).map(([name, old]) => [`keras.layers.${name}`, old])),
  ...Object.fromEntries(optimizerRows.map(([name]) => [`keras.optimizers.${name}`, optimizer])),
  ...around,
};
