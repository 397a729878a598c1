//- framework: tfjs
function block(x: tf.SymbolicTensor, filters: number): tf.SymbolicTensor {
  const y = tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', activation: 'relu' }).apply(x) as tf.SymbolicTensor;
  return tf.layers.add().apply([x, y]) as tf.SymbolicTensor;  //! error[broadcast-mismatch]: [null, 16, 16, 4] and [null, 16, 16, 6]
}

const inputs = tf.input({ shape: [16, 16, 4] });
let x: tf.SymbolicTensor = inputs;
for (let i = 0; i < 3; i++) x = block(x, 4);
const pooled = tf.layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }).apply(x) as tf.SymbolicTensor;  //> [null, 4]
const outputs = tf.layers.dense({ units: 5 }).apply(pooled) as tf.SymbolicTensor;
const model = tf.model({ inputs, outputs });
model.apply(tf.input({ shape: [16, 16, 4] }));  //> [null, 5]
block(inputs, 6);
