const tf = require('@tensorflow/tfjs');
module.exports = function create(units) {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: units || 8, inputShape: [4] }));
  model.add(tf.layers.dropout({ rate: 0.1 }));
  return model;
};
const other = module.exports(3);
const out = other.apply(tf.input({ batchShape: [2, 4] }));  //> [2, 3]
tf.layers.reshape({ targetShape: [2, 2] }).apply(out);  //! error[reshape-size]: 3 elements do not fit into [2, 2]
