import keras
from keras import layers, ops
import numpy as np

class Pairwise(layers.Layer):
    def call(self, x):
        return ops.expand_dims(x, 1) - ops.expand_dims(x, 2)

    def compute_output_shape(self, input_shape):
        return (input_shape[0], input_shape[1], input_shape[1])

inp = keras.Input((6, 4))
x = Pairwise()(inp)
x = layers.Flatten()(x)
out = layers.Dense(2)(x)
model = keras.Model(inp, out)
model.predict(np.zeros((5, 6, 4)))
