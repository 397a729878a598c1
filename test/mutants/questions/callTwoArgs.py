import numpy as np
import tensorflow as tf

class Matcher(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.a = tf.keras.layers.Dense(8)
        self.b = tf.keras.layers.Dense(8)
        self.dot = tf.keras.layers.Dot(axes=-1, normalize=True)

    def call(self, query, doc):
        return self.dot([self.a(query), self.b(doc)])

m = Matcher()
m.compile('adam', 'mse')
q = np.random.rand(32, 5); d = np.random.rand(32, 7); s = np.random.rand(32, 1)
m.fit([q, d], s, epochs=1)
