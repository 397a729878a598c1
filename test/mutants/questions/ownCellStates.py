import keras
from keras import layers, ops
import numpy as np

class MinimalCell(layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), initializer="uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(self.units, input_shape[-1]), initializer="uniform", name="rk")

    def call(self, inputs, states):
        prev = states[0]
        h = ops.matmul(inputs, self.kernel)
        out = h + ops.matmul(prev, self.recurrent_kernel)
        return out, [out]

x = keras.Input((None, 5))
y = layers.RNN(MinimalCell(32))(x)
model = keras.Model(x, y)
model.predict(np.zeros((2, 4, 5)))
