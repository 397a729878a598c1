const tf = require('@tensorflow/tfjs');

const model = tf.sequential();
model.add(tf.layers.dense({ units: 8, inputShape: 2, activation: 'tanh' }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: tf.train.sgd(0.5), loss: 'binaryCrossentropy', lr: 0.1 });

const xs = tf.tensor2d([[0, 0], [0, 1], [1, 0], [1, 1]]);
const ys = tf.tensor2d([[0], [1], [1], [0]]);

async function run() {
  for (let i = 0; i < 2; i++) {
    const h = await model.fit(xs, ys, { epochs: 1 });
    console.log('loss', h.history.loss[0]);
  }
  model.predict(xs).print();
}
run().catch(console.error);
