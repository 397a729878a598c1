import type { LibraryRoom } from '../kernel';
import { input } from './input';
import {
  activation,
  averagePooling2d,
  batchNormalization,
  conv2d,
  dense,
  dropout,
  globalAveragePooling2d,
  inputLayer,
  maxPooling2d,
} from './layers';
import { add, concatenate } from './merging';
import { flatten, reshape } from './reshaping';

/** What is known of TensorFlow.js. */
export const tfjsRoom: LibraryRoom = {
  modules: {
    tfjs: 'tfjs',
    '@tensorflow/tfjs': 'tfjs',
    '@tensorflow/tfjs-node': 'tfjs',
    '@tensorflow/tfjs-node-gpu': 'tfjs',
    '@tensorflow/tfjs-core': 'tfjs',
    '@tensorflow/tfjs-layers': 'tfjs',
  },
  names: { 'tfjs.LayersModel': 'tfjs.model' },
  entries: [
    input,
    inputLayer,
    dense,
    conv2d,
    maxPooling2d,
    averagePooling2d,
    globalAveragePooling2d,
    flatten,
    reshape,
    dropout,
    batchNormalization,
    activation,
    add,
    concatenate,
  ],
};
