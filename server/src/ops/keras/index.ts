import type { OpDef } from '../kernel';
import { batchNormalization } from './batchNormalization';
import { conv2d } from './conv2d';
import { dense } from './dense';
import { activation, dropout } from './elementwise';
import { flatten } from './flatten';
import { input, inputLayer } from './input';
import { add, concatenate } from './merging';
import { averagePooling2d, globalAveragePooling2d, maxPooling2d } from './pooling2d';
import { reshape } from './reshape';

/** Every op of Keras that has a rule. */
export const kerasOps: readonly OpDef[] = [
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
