//- framework: tfjs
const a = tf.input({ shape: [8, 3] });
const b = tf.input({ shape: [8, 5] });
tf.layers.concatenate().apply([a, b]);  //> [null, 8, 8]
tf.layers.concatenate({ axis: 1 }).apply([a, a]);  //> [null, 16, 3]
tf.layers.add().apply([a, tf.input({ shape: [8, 1] })]);  //> [null, 8, 3]
tf.layers.add([a, a]);  //> [null, 8, 3]

tf.layers.add().apply([a, b]);  //! error[broadcast-mismatch]: do not fit
tf.layers.add().apply([a]);  //! error[missing-argument]: add takes at least 2 tensors
tf.layers.concatenate({ axis: 1 }).apply([a, b]);  //! error[dim-mismatch]: differ on axis 2, and only axis 1 is joined
tf.layers.concatenate().apply([a, tf.input({ shape: [null, 5] })]);  //! error[dim-mismatch]: leaves a size open
// TensorFlow.js builds this, and joins along the last axis when data comes.
tf.layers.concatenate({ axis: -2 }).apply([a, tf.input({ shape: [4, 3] })]);  //! warning[axis-out-of-range]: write 1 instead of -2
