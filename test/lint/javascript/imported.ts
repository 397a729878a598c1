//- file: main.ts
import * as tf from '@tensorflow/tfjs';
import head, { UNITS, tower } from './blocks';

const x = tower(tf.input({ batchShape: [2, 12, 12, 1] }));  //> [2, 5, 5, 6]
head(x);  //> [2, 6]
tf.layers.reshape({ targetShape: [UNITS, 20] }).apply(x);  //! error[reshape-size]: 150 elements do not fit into [6, 20]
//- file: blocks.ts
import { layers, type SymbolicTensor } from '@tensorflow/tfjs';
export const UNITS = 6;
export const tower = (x: SymbolicTensor) =>
  layers.maxPooling2d({ poolSize: 2 }).apply(layers.conv2d({ filters: UNITS, kernelSize: 3 }).apply(x)) as SymbolicTensor;
export default function head(x: SymbolicTensor) {
  return layers.dense({ units: UNITS }).apply(layers.flatten().apply(x));
}
