import * as tf from '@tensorflow/tfjs';

export function createModel(lstmLayerSizes: number | number[], sampleLen: number, charSetSize: number): tf.Sequential {
  const sizes = Array.isArray(lstmLayerSizes) ? lstmLayerSizes : [lstmLayerSizes];
  const model = tf.sequential();
  for (let i = 0; i < sizes.length; ++i) {
    model.add(tf.layers.lstm({
      units: sizes[i]!,
      returnSequences: i < sizes.length - 1,
      ...(i === 0 ? { inputShape: [sampleLen, charSetSize] } : {}),
    }));
  }
  model.add(tf.layers.dense({ units: charSetSize, activation: 'softmax' }));
  return model;
}

createModel([16, 8], 40, 71).compile({ optimizer: tf.train.rmsprop(0.05), loss: 'categoricalCrossentropy' });
