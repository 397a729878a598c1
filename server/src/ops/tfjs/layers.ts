import { activation as kerasActivation, dropout as kerasDropout } from '../keras/elementwise';
import {
  averagePooling2d as kerasAveragePooling2d,
  globalAveragePooling2d as kerasGlobalAveragePooling2d,
  maxPooling2d as kerasMaxPooling2d,
} from '../keras/pooling';
import { batchNormalization as kerasBatchNormalization } from '../keras/batchNormalization';
import { conv2d as kerasConv2d } from '../keras/conv2d';
import { dense as kerasDense } from '../keras/dense';
import { inputLayer as kerasInputLayer } from '../keras/input';
import { camelCase, number, perAxis, portLayer } from '../kernel';
import { tfjsLayerParams } from './layerParams';

const page = (name: string): string => `https://js.tensorflow.org/api/latest/#layers.${name}`;
/** TensorFlow.js wants positive sizes and looks at the first two of a longer list. */
const poolSize = perAxis(2, 2, 'first');
const others = (names: readonly string[]): string[] => [...names.map(camelCase), ...tfjsLayerParams];

export const dense = portLayer(kerasDense, {
  name: 'tfjs.layers.dense',
  needsConfig: true,
  docs: page('dense'),
  otherParams: others([
    'kernel_initializer',
    'bias_initializer',
    'kernel_regularizer',
    'bias_regularizer',
    'kernel_constraint',
    'bias_constraint',
    'activity_regularizer',
    'input_dim',
  ]),
  examples: [
    'tf.layers.dense({units: 10}).apply(tf.input({shape: [784]}))  //> [null, 10]',
    'tf.layers.dense({units: 10}).apply(tf.input({shape: [null]}))  //! error[dim-mismatch]: needs a size on axis -1',
    'tf.sequential({layers: [tf.layers.dense({units: 10, inputShape: []})]})  //! error[rank-mismatch]: dense takes at least 2 axes',
  ],
});

export const conv2d = portLayer(kerasConv2d, {
  name: 'tfjs.layers.conv2d',
  needsConfig: true,
  docs: page('conv2d'),
  without: ['groups'],
  changes: { params: { kernel_size: perAxis(2, undefined, 'counted'), dilation_rate: perAxis(2, 1, 'lenient') } },
  otherParams: others([
    'kernel_initializer',
    'bias_initializer',
    'kernel_regularizer',
    'bias_regularizer',
    'kernel_constraint',
    'bias_constraint',
    'activity_regularizer',
  ]),
  examples: [
    'tf.layers.conv2d({filters: 8, kernelSize: 3}).apply(tf.input({shape: [32, 32, 3]}))  //> [null, 30, 30, 8]',
    'tf.layers.conv2d({filters: 8, kernelSize: [3, 5], strides: 2, padding: "same"}).apply(tf.input({shape: [31, 30, 3]}))  //> [null, 16, 15, 8]',
    'tf.layers.conv2d({filters: 8, kernelSize: 5}).apply(tf.input({shape: [2, 2, 3]}))  //! error[non-positive-size]: does not fit into 2×2',
    'tf.layers.conv2d({filters: 8, kernelSize: 3}).apply(tf.input({shape: [2, 2, 3]}))  //! warning[non-positive-size]: the output would be 0×0',
    'tf.layers.conv2d({filters: 8, kernelSize: 3}).apply(tf.input({shape: [8, 8, null]}))  //! error[dim-mismatch]: leaves it open',
    'tf.layers.conv2d({filters: 8, kernelSize: 3}).apply(tf.input({shape: [28, 28]}))  //! error[rank-mismatch]: takes 4 axes',
  ],
});

export const maxPooling2d = portLayer(kerasMaxPooling2d, {
  name: 'tfjs.layers.maxPooling2d',
  changes: { params: { pool_size: poolSize } },
  needsConfig: true,
  docs: page('maxPooling2d'),
  otherParams: tfjsLayerParams,
  examples: [
    'tf.layers.maxPooling2d({}).apply(tf.input({shape: [31, 30, 8]}))  //> [null, 15, 15, 8]',
    'tf.layers.maxPooling2d({poolSize: 4}).apply(tf.input({shape: [2, 2, 8]}))  //! warning[non-positive-size]: the output would be 0×0',
    'tf.layers.maxPooling2d({poolSize: 4, strides: 1}).apply(tf.input({shape: [2, 2, 8]}))  //! error[non-positive-size]: does not fit into 2×2',
    'tf.layers.maxPooling2d({}).apply(tf.input({shape: [28, 28]}))  //! error[rank-mismatch]: takes 4 axes',
  ],
});

export const averagePooling2d = portLayer(kerasAveragePooling2d, {
  name: 'tfjs.layers.averagePooling2d',
  changes: { params: { pool_size: poolSize } },
  needsConfig: true,
  docs: page('averagePooling2d'),
  otherParams: tfjsLayerParams,
  examples: [
    'tf.layers.averagePooling2d({poolSize: [2, 3]}).apply(tf.input({shape: [30, 30, 8]}))  //> [null, 15, 10, 8]',
    'tf.layers.averagePooling2d({poolSize: 4, strides: 1}).apply(tf.input({shape: [2, 2, 8]}))  //! error[non-positive-size]: does not fit into 2×2',
    'tf.layers.averagePooling2d({}).apply(tf.input({shape: [28, 28]}))  //! error[rank-mismatch]: takes 4 axes',
  ],
});

export const globalAveragePooling2d = portLayer(kerasGlobalAveragePooling2d, {
  name: 'tfjs.layers.globalAveragePooling2d',
  needsConfig: true,
  docs: page('globalAveragePooling2d'),
  without: ['keepdims'],
  otherParams: tfjsLayerParams,
  examples: [
    'tf.layers.globalAveragePooling2d({}).apply(tf.input({shape: [7, 7, 64]}))  //> [null, 64]',
    'tf.layers.globalAveragePooling2d({}).apply(tf.input({shape: [64]}))  //! error[rank-mismatch]: takes 4 axes',
  ],
});

export const dropout = portLayer(kerasDropout, {
  name: 'tfjs.layers.dropout',
  changes: { params: { rate: number(0) } },
  needsConfig: true,
  docs: page('dropout'),
  otherParams: tfjsLayerParams,
  examples: ['tf.layers.dropout({rate: 0.5}).apply(tf.input({shape: [8, 8]}))  //> [null, 8, 8]'],
});

export const activation = portLayer(kerasActivation, {
  name: 'tfjs.layers.activation',
  needsConfig: true,
  docs: page('activation'),
  otherParams: tfjsLayerParams,
  examples: ["tf.layers.activation({activation: 'relu'}).apply(tf.input({shape: [8, 8]}))  //> [null, 8, 8]"],
});

export const batchNormalization = portLayer(kerasBatchNormalization, {
  name: 'tfjs.layers.batchNormalization',
  docs: page('batchNormalization'),
  without: ['renorm'],
  changes: { rank: { min: 2, max: 4 } },
  otherParams: tfjsLayerParams,
  examples: [
    'tf.layers.batchNormalization({}).apply(tf.input({shape: [8, 8, 3]}))  //> [null, 8, 8, 3]',
    'tf.layers.batchNormalization({}).apply(tf.input({shape: [4, 8, 8, 3]}))  //! error[rank-mismatch]: at most 4 axes',
    'tf.layers.batchNormalization({axis: 4}).apply(tf.input({shape: [8, 3]}))  //! error[axis-out-of-range]: no axis 4',
  ],
});

export const inputLayer = portLayer(kerasInputLayer, {
  name: 'tfjs.layers.inputLayer',
  docs: page('inputLayer'),
  without: ['shape', 'batch_shape'],
  otherParams: tfjsLayerParams,
  examples: ['tf.sequential({layers: [tf.layers.inputLayer({inputShape: [8]}), tf.layers.dense({units: 2})]})  //> [null, 2]'],
});
