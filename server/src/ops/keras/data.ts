import { activationFunctions } from './activationFunctions';
import type { LibraryEntry } from '../kernel';
import { applications } from './applications';
import { preprocessing, preprocessingMembers } from './batches';
import { datasets } from './datasets';
import { arrayToImg, imageMembers, imgToArray, loadImg, saveImg, smartResize } from './images';
import { normalize, toCategorical } from './labels';
import { padSequences } from './padSequences';
import { applicationParts, fileParts, getSourceInputs } from './applicationParts';
import { settings } from './config';
import { legacyBackend } from './legacyBackend';
import { utilities } from './utilities';

/** What Keras has around the layers: data sets, helpers for labels, texts and images. */
export const dataEntries: readonly LibraryEntry[] = [
  ...datasets,
  toCategorical,
  normalize,
  padSequences,
  loadImg,
  imgToArray,
  arrayToImg,
  saveImg,
  smartResize,
  ...imageMembers,
  ...utilities,
  ...settings,
  ...activationFunctions,
  ...legacyBackend,
  ...applicationParts,
  ...fileParts,
  getSourceInputs,
  ...applications,
  ...preprocessing,
  ...preprocessingMembers,
];

/** In TensorFlow's Keras the old preprocessing is still there; the stand-alone Keras 3 has only what moved to `keras.utils`. */
export const dataModules: Readonly<Record<string, string>> = {
  'tensorflow.keras.preprocessing': 'keras._legacy.preprocessing',
  'tensorflow.python.keras.preprocessing': 'keras._legacy.preprocessing',
  'tensorflow.compat.v2.keras.preprocessing': 'keras._legacy.preprocessing',
  'tf_keras.preprocessing': 'keras._legacy.preprocessing',
};
