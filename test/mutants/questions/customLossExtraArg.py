import numpy as np
import tensorflow as tf
from tensorflow import keras
def weighted_mse(y_true, y_pred, weights):
    return tf.reduce_mean(weights * tf.square(y_true - y_pred), axis=-1)
w = np.array([1., 2., 3.])
inp = keras.Input((4,))
model = keras.Model(inp, keras.layers.Dense(3)(inp))
model.compile('adam', loss=weighted_mse)
model.fit(np.random.rand(20, 4), np.random.rand(20, 3), epochs=1)
