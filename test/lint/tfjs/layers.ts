//- framework: tfjs
const image = tf.input({ shape: [28, 28, 3] });
tf.layers.conv2d({ filters: 8, kernelSize: 3 }).apply(image);  //> [null, 26, 26, 8]
tf.layers.conv2d({ filters: 8, kernelSize: [5, 3], strides: [2, 1], padding: 'same' }).apply(image);  //> [null, 14, 28, 8]
tf.layers.conv2d({ filters: 4, kernelSize: 3, dataFormat: 'channelsFirst' }).apply(tf.input({ shape: [3, 28, 28] }));  //> [null, 4, 26, 26]
tf.layers.maxPooling2d({}).apply(image);  //> [null, 14, 14, 3]
tf.layers.averagePooling2d({ poolSize: 3, strides: 2 }).apply(image);  //> [null, 13, 13, 3]
tf.layers.globalAveragePooling2d({}).apply(image);  //> [null, 3]
tf.layers.flatten().apply(image);  //> [null, 2352]
tf.layers.dense({ units: 10, activation: 'softmax' }).apply(tf.input({ shape: [7, 5] }));  //> [null, 7, 10]
tf.layers.reshape({ targetShape: [14, 56, 3] }).apply(image);  //> [null, 14, 56, 3]
tf.layers.reshape({ targetShape: [-1, 3] }).apply(image);  //> [null, null, 3]
tf.layers.reshape({ targetShape: [-1, 3] }).apply(tf.input({ batchShape: [2, 4, 6] }));  //> [2, 8, 3]
tf.layers.dropout({ rate: 0.3 }).apply(image);  //> [null, 28, 28, 3]
tf.layers.batchNormalization().apply(image);  //> [null, 28, 28, 3]
tf.layers.activation({ activation: 'relu' }).apply(image);  //> [null, 28, 28, 3]

tf.layers.conv2d({ filters: 8, kernelSize: 3 }).apply(tf.input({ shape: [28, 28] }));  //! error[rank-mismatch]: conv2d takes 4 axes
tf.layers.conv2d({ filters: 0, kernelSize: 3 });  //! error[non-positive-size]: filters must be positive
tf.layers.conv2d({ filters: 8, kernelSize: [3, 3, 3] });  //! error[rank-mismatch]: kernelSize takes one number or 2
tf.layers.conv2d({ filters: 8, kernelSize: 3, padding: 'SAME' });  //! error[unknown-argument]: padding cannot be 'SAME'
tf.layers.conv2d({ filters: 8, kernelSize: 3, dataFormat: 'channels_last' });  //! error[unknown-argument]: one of 'channelsLast', 'channelsFirst'
tf.layers.conv2d({ filters: 8 });  //! error[missing-argument]: conv2d needs kernelSize
tf.layers.maxPooling2d();  //! error[missing-argument]: needs a configuration object
tf.layers.dense({ activation: 'relu' });  //! error[missing-argument]: dense needs units
tf.layers.dense({ units: 4, activation: 'sofmax' });  //! error[unknown-argument]: is 'softmax' meant?
tf.layers.dense({ units: 4 }).apply(tf.input({ shape: [null] }));  //! error[dim-mismatch]: needs a size on axis -1
tf.layers.flatten().apply(tf.input({ shape: [8] }));  //! error[rank-mismatch]: flatten takes at least 3 axes
tf.layers.flatten().apply(tf.input({ shape: [null, 8] }));  //! error[dim-mismatch]: leaves one open
tf.layers.batchNormalization({ axis: 5 }).apply(image);  //! error[axis-out-of-range]: no axis 5
tf.layers.reshape({ targetShape: [-1, -1] }).apply(tf.input({ batchShape: [2, 4, 6] }));  //! error[reshape-size]: only one size can be left open

// With a free batch TensorFlow.js notices only when data comes; no data fits.
tf.layers.reshape({ targetShape: [10, 10] }).apply(image);  //! error[reshape-size]: 2352 elements do not fit into [10, 10]

const shared = tf.layers.dense({ units: 3 });
shared.apply(tf.input({ shape: [6] }));
shared.apply(tf.input({ shape: [7] }));  //! error[dim-mismatch]: dense was built for 6 features
