/** A Keras network whose last convolution does not fit. */
export const brokenPython = `from keras.layers import Input, Conv2D, MaxPooling2D, Flatten, Dense
from keras.models import Model

inputs = Input(shape=(8, 8, 3))
conv1 = Conv2D(16, (3, 3))(inputs)
pool1 = MaxPooling2D((2, 2))(conv1)
conv2 = Conv2D(32, (5, 5))(pool1)
flat = Flatten()(conv2)
outputs = Dense(10)(flat)
model = Model(inputs=inputs, outputs=outputs)
model.compile(loss='mse')
model.fit(None, None)
`;

/** A TensorFlow.js network without a fault. */
export const soundTypeScript = `import * as tf from '@tensorflow/tfjs';

const model = tf.sequential();
model.add(tf.layers.dense({ inputShape: [784], units: 128, activation: 'relu' }));
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
await model.fit(tf.zeros([8, 784]), tf.zeros([8, 10]));
`;
