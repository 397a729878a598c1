import tensorflow as tf
import numpy as np
class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.d1 = tf.keras.layers.Dense(32, activation='relu')
        self.d2 = tf.keras.layers.Dense(1)
    def call(self, inputs):
        x = self.d1(inputs)
        x = self.d2(x)
net = Net()
net.compile(loss='mse', optimizer='adam')
net.fit(np.random.rand(40, 3), np.random.rand(40, 1))
