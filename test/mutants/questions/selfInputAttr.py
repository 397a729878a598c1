import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

class AE(tf.keras.Model):
    def __init__(self, dim, latent):
        super().__init__()
        self.input = layers.InputLayer(shape=(dim,))
        self.enc = layers.Dense(latent, activation='relu')
        self.dec = layers.Dense(dim, activation='sigmoid')
    def call(self, x):
        return self.dec(self.enc(x))
ae = AE(20, 4)
ae.compile('adam', 'mse')
d = np.random.rand(40, 20)
ae.fit(d, d, epochs=1)
