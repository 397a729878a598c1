import type { LibraryRoom, OpDef } from '../kernel';
import { batchNormalization } from './batchNormalization';
import { conv2d } from './conv2d';
import { dataEntries, dataModules } from './data';
import { dense } from './dense';
import { activation, dropout } from './elementwise';
import { flatten } from './flatten';
import { input, inputLayer } from './input';
import { add, concatenate } from './merging';
import { averagePooling2d, globalAveragePooling2d, maxPooling2d } from './pooling2d';
import { opsEntries } from './ops';
import { reshape } from './reshape';
import { trainingClasses } from './trainingClasses';
import { trainingMethods } from './trainingMethods';

const layers: readonly OpDef[] = [
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
];

/** What is known of Keras, in all its homes. */
export const kerasRoom: LibraryRoom = {
  modules: {
    keras: 'keras',
    'tensorflow.keras': 'keras',
    'tensorflow.python.keras': 'keras',
    'tensorflow.compat.v2.keras': 'keras',
    tf_keras: 'keras',
    'keras.api': 'keras',
    'keras.src': 'keras',
    ...dataModules,
  },
  entries: [...layers, ...opsEntries, ...dataEntries, ...trainingMethods, ...trainingClasses],
  names: {
    'keras.models.Sequential': 'keras.Sequential',
    'keras.models.Model': 'keras.Model',
    'keras.engine.sequential.Sequential': 'keras.Sequential',
    'keras.engine.training.Model': 'keras.Model',
    'keras.Layer': 'keras.layers.Layer',
    'keras.engine.base_layer.Layer': 'keras.layers.Layer',
    'keras.engine.topology.Layer': 'keras.layers.Layer',
    'keras.layers.layer.Layer': 'keras.layers.Layer',
  },
};
