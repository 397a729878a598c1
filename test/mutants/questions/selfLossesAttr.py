import tensorflow as tf
import numpy as np
class MultiLoss(tf.keras.layers.Layer):
    def __init__(self, n):
        super().__init__()
        self.n = n
        self.losses = []
    def call(self, xs):
        return tf.add_n(xs)
a = tf.keras.Input((3,)); b = tf.keras.Input((3,))
m = tf.keras.Model([a, b], MultiLoss(2)([a, b]))
m.compile('sgd', 'mse')
m.fit([np.zeros((4, 3)), np.zeros((4, 3))], np.zeros((4, 3)))
