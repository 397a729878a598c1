import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

class Linear(layers.Layer):
    def __init__(self, units=32):
        super(Linear, self).__init__()
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight("w", shape=(input_shape[-1], self.units), initializer="random_normal", trainable=True)
        self.b = self.add_weight("b", shape=(self.units,), initializer="zeros", trainable=True)

    def call(self, inputs):
        return tf.matmul(inputs, self.w) + self.b

model = tf.keras.Sequential([layers.Input((8,)), Linear(16), layers.ReLU(), Linear(1)])
model.compile(optimizer="sgd", loss="mse")
model.fit(np.random.rand(100, 8), np.random.rand(100))
