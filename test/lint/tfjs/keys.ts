//- framework: tfjs
// TensorFlow.js ignores what it does not know: only what looks like a slip of the pen is warned of.
tf.layers.dense({ units: 3, actvation: 'relu' });  //! warning[unknown-argument]: dense ignores actvation; is activation meant?
//                          ^^^^^^^^^ fix[unknown-argument]: activation
tf.layers.dense({ units: 3, use_bias: false });  //! warning[unknown-argument]: dense ignores use_bias; is useBias meant?
tf.layers.dense({ units: 3, comment: 'the last one' } as never);
const options = { rate: 0.5 };
tf.layers.dropout({ ...options, seed: 3 });
tf.layers.dense({ ...options, units: 3 });
