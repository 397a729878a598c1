import numpy as np
from tensorflow.keras.layers import Layer, Dense, Input
from tensorflow.keras.models import Model

class ScaleLayer(Layer):
    def __init__(self, units):
        self.units = units
        self.dense = Dense(units)

    def call(self, inputs):
        return self.dense(inputs) * 2.0

inp = Input(shape=(10,))
x = ScaleLayer(5)(inp)
out = Dense(1)(x)
model = Model(inp, out)
model.compile('adam', 'mse')
model.fit(np.random.rand(64, 10), np.random.rand(64, 1))
