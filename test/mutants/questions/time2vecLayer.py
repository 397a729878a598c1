import numpy as np
import keras
from keras import ops
class Time2Vec(keras.layers.Layer):
    def __init__(self, k=4, **kw):
        super().__init__(**kw)
        self.k = k
    def build(self, shape):
        self.wb = self.add_weight(name='wb', shape=(shape[1],), initializer='uniform')
        self.bb = self.add_weight(name='bb', shape=(shape[1],), initializer='uniform')
        self.wa = self.add_weight(name='wa', shape=(1, shape[1], self.k), initializer='uniform')
        self.ba = self.add_weight(name='ba', shape=(1, shape[1], self.k), initializer='uniform')
    def call(self, x):
        bias = self.wb * x + self.bb
        dp = ops.matmul(x, self.wa) + self.ba
        wgts = ops.sin(dp)
        ret = ops.concatenate([ops.expand_dims(bias, -1), wgts], -1)
        return ops.reshape(ret, (-1, x.shape[1] * (self.k + 1)))
inp = keras.Input((7, 1))
m = keras.Model(inp, keras.layers.Dense(1)(Time2Vec(3)(inp)))
m.compile('adam', 'mse')
m.fit(np.random.rand(16, 7, 1), np.random.rand(16))
