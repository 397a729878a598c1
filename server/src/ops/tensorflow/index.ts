import type { LibraryEntry, LibraryRoom } from '../kernel';
import { none } from '../../values/value';
import { defineClass } from '../kernel';
import * as control from './control';
import * as creation from './creation';
import * as sources from './data/sources';
import { datasetMembers } from './data/transformations';
import * as elementwise from './elementwise';
import * as files from './files';
import * as image from './image';
import * as imagesMore from './imagesMore';
import * as joining from './joining';
import * as linalg from './linalg';
import { mnistReader } from './mnistReader';
import * as nn from './nn';
import * as products from './products';
import * as random from './random';
import * as rearranging from './rearranging';
import * as reductions from './reductions';
import * as selecting from './selecting';
import * as signal from './signal';
import { gradientTape, tapeMembers } from './tape';
import { tensorArray, tensorArrayMembers } from './tensorArray';
import { tensorMembers } from './tensorMembers';
import { firstVersionEntries } from './v1';
import { firstVersion, removedFromTensorflow, sameNames } from './v1/removedNames';
import { withFormerNames } from './v1/variants';

/** All that a file exports: ops, and lists of ops. */
function opsOf(file: Readonly<Record<string, unknown>>): LibraryEntry[] {
  return Object.values(file)
    .flat()
    .filter((entry): entry is LibraryEntry => typeof entry === 'object' && entry !== null && 'kind' in entry);
}

const today: readonly LibraryEntry[] = [
  ...[
    creation,
    elementwise,
    reductions,
    rearranging,
    joining,
    products,
    selecting,
    nn,
    image,
    imagesMore,
    random,
    control,
    signal,
    linalg,
    files,
    sources,
  ].flatMap(opsOf),
  gradientTape,
  tensorArray,
  ...tensorArrayMembers,
  ...tapeMembers,
  ...tensorMembers,
  ...datasetMembers,
  defineClass('tensorflow.data.TextLineDataset', 'tensorflow.data.Dataset'),
  defineClass('tensorflow.data.TFRecordDataset', 'tensorflow.data.Dataset'),
];

/** What is known of TensorFlow without Keras. */
export const tensorflowRoom: LibraryRoom = {
  modules: { tensorflow: 'tensorflow', 'tensorflow.compat.v2': 'tensorflow', 'tensorflow.compat.v1.keras': 'keras' },
  fallbacks: {
    [firstVersion]: 'tensorflow',
    'tensorflow.losses': 'keras.losses',
    'tensorflow.metrics': 'keras.metrics',
    'tensorflow.optimizers': 'keras.optimizers',
    'tensorflow.initializers': 'keras.initializers',
  },
  removed: removedFromTensorflow,
  removedNames: [{ library: 'TensorFlow', since: '2', modules: { 'tensorflow.examples': null }, names: {} }],
  constants: { 'tensorflow.__version__': { kind: 'str', value: '2.21.0' }, 'tensorflow.newaxis': none },
  entries: [...withFormerNames(today), ...firstVersionEntries(today), ...mnistReader],
  names: sameNames(),
};
