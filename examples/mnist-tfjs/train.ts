// Learns to read handwritten digits with a small convolutional network.
import * as tf from '@tensorflow/tfjs';
import { loadDigits } from './digits';

const { train, validation } = loadDigits(2000);

const model = tf.sequential();
// The images come as rows of 784 numbers; a convolution wants height × width × channels.
model.add(tf.layers.reshape({ inputShape: [784], targetShape: [28, 28, 1] }));
model.add(tf.layers.conv2d({ filters: 16, kernelSize: 3, activation: 'relu' }));
model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
model.add(tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }));
model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
model.add(tf.layers.flatten());
model.add(tf.layers.dense({ units: 64, activation: 'relu' }));
model.add(tf.layers.dropout({ rate: 0.25 }));
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));

model.compile({ optimizer: tf.train.adam(0.001), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
model.summary();

await model.fit(train.images, train.labels, {
  batchSize: 32,
  epochs: 6,
  validationData: [validation.images, validation.labels],
  callbacks: {
    onEpochEnd: async (epoch: number, logs?: tf.Logs) => {
      console.log(`epoch ${epoch + 1}: loss ${logs?.loss.toFixed(4)}, validation accuracy ${((logs?.val_acc ?? 0) * 100).toFixed(1)} %`);
    },
  },
});
