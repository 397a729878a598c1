import type { OpDef } from '../kernel';
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

/** Every op of TensorFlow.js that has a rule. */
export const tfjsOps: readonly OpDef[] = [
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
