//- framework: tfjs
const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 5, activation: 'relu' }));  //> [null, 24, 24, 8]
model.add(tf.layers.maxPooling2d({ poolSize: 2 }));  //> [null, 12, 12, 8]
model.add(tf.layers.flatten());  //> [null, 1152]
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));  //> [null, 10]
model.add(tf.layers.conv2d({ filters: 4, kernelSize: 3 }));  //! error[rank-mismatch]: conv2d takes 4 axes with the batch, its input has 2

const small = tf.sequential({
  layers: [
    tf.layers.conv2d({ inputShape: [6, 6, 1], filters: 4, kernelSize: 3 }),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 2 }),
  ],
});
const out = small.apply(tf.input({ shape: [6, 6, 1] }));  //> [null, 2]
small.summary();
