import keras
import numpy as np
from keras import ops

class Bilinear(keras.layers.Layer):
    def __init__(self, rank, **kw):
        super().__init__(**kw)
        self.rank = rank
    def build(self, shapes):
        a, b = shapes
        self.u = self.add_weight(shape=(self.rank, a[-1]), name='u')
        self.v = self.add_weight(shape=(b[-1], self.rank), name='v')
    def call(self, inputs):
        a, b = inputs
        return ops.sum(ops.matmul(a, self.u) * ops.matmul(b, self.v), axis=-1, keepdims=True)

left = keras.Input((6,)); right = keras.Input((9,))
score = Bilinear(4)([left, right])
m = keras.Model([left, right], keras.layers.Activation('sigmoid')(score))
m.compile('adam', 'binary_crossentropy')
n = 50
m.fit([np.random.rand(n, 6), np.random.rand(n, 9)], np.random.randint(0, 2, n), epochs=1)
