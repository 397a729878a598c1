import * as tf from '@tensorflow/tfjs';
import { tune } from './helpers';

// What an unknown function gets, it may change: nothing of it is known afterwards.
const options = { units: 8 };
tune(options);
const a = tf.layers.dense({ units: options.units }).apply(tf.input({ shape: [4] })); //> [null, ?]

const defined = { units: 8 };
Object.defineProperty(defined, 'units', { value: 9 });
const b = tf.layers.dense(defined).apply(tf.input({ shape: [4] })); //> [null, ?]

const assigned = { units: 8 };
Object.assign(assigned, { units: 9 });
const c = tf.layers.dense(assigned).apply(tf.input({ shape: [4] })); //> [null, 9]
