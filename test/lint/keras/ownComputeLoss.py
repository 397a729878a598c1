import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops


class Contrastive(keras.Model):
    def __init__(self, classes):
        super().__init__()
        self.encoder = keras.Sequential([layers.Input((6,)), layers.Dense(classes)])
        self.teacher = keras.Sequential([layers.Input((6,)), layers.Dense(3)])

    def call(self, inputs):
        return self.encoder(inputs)

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None):
        return ops.mean(ops.square(self.teacher(x) - y_pred))


class Similar(Contrastive):
    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        scores = ops.matmul(y_pred, ops.transpose(y_pred))
        return ops.mean(scores) + ops.mean(ops.square(self.teacher(x) - y_pred))  #! error[broadcast-mismatch]: do not fit


x = np.zeros((20, 6), 'float32')
right = Contrastive(3)
right.compile('adam')
right.fit(x, np.zeros((20, 1)))
similar = Similar(4)
similar.compile('adam')
similar.fit(x, np.zeros((20, 1)))
tf.TensorSpec(tf.float32, (None, 6))  #! error[dtype-mismatch]: is no shape
