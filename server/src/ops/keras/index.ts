import type { LibraryRoom, OpDef } from '../kernel';
import * as activations from './activations';
import * as attention from './attention';
import { augmentations } from './augmentation';
import { batchNormalization } from './batchNormalization';
import { conv2d } from './conv2d';
import * as convLstm from './convLstm';
import * as convolution from './convolution';
import * as core from './core';
import { dataEntries, dataModules } from './data';
import { dense } from './dense';
import * as depthwise from './depthwise';
import { einsumDense } from './einsumDense';
import { activation, dropout } from './elementwise';
import { flatten } from './flatten';
import { input, inputLayer } from './input';
import * as merging from './merging';
import { mergingFunctions } from './mergingFunctions';
import * as normalization from './normalization';
import { opsEntries } from './ops';
import { oldKerasArguments } from './oldArguments';
import * as padding from './padding';
import * as pooling from './pooling';
import * as preprocessing from './preprocessing';
import * as recurrent from './recurrent';
import * as regularization from './regularization';
import { removedKerasNames } from './removedNames';
import { reshape } from './reshape';
import { trainingClasses } from './trainingClasses';
import { trainingMethods } from './trainingMethods';
import * as transposed from './transposed';
import * as wrappers from './wrappers';

/** The layers among the exports of a file. */
function layersOf(file: Readonly<Record<string, unknown>>): OpDef[] {
  return Object.values(file).filter((each): each is OpDef => (each as Partial<OpDef> | null)?.kind === 'layer');
}

const layers: readonly OpDef[] = [
  input,
  inputLayer,
  dense,
  einsumDense,
  conv2d,
  ...[convolution, transposed, depthwise, pooling, padding].flatMap(layersOf),
  flatten,
  reshape,
  dropout,
  batchNormalization,
  activation,
  ...[regularization, normalization, activations, merging, core, recurrent, convLstm, wrappers, attention, preprocessing].flatMap(layersOf),
  ...mergingFunctions,
  ...augmentations,
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
    'keras.models.Functional': 'keras.Model',
    'keras.models.functional.Functional': 'keras.Model',
    'keras.Functional': 'keras.Model',
    'keras.Layer': 'keras.layers.Layer',
    'keras.engine.base_layer.Layer': 'keras.layers.Layer',
    'keras.engine.topology.Layer': 'keras.layers.Layer',
    'keras.layers.layer.Layer': 'keras.layers.Layer',
  },
  oldArguments: oldKerasArguments,
  removedNames: [removedKerasNames],
};
