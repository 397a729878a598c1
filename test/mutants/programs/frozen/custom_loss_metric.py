import numpy as np
import tensorflow as tf
from tensorflow.keras import backend as K
from tensorflow import keras


def dice_coef(y_true, y_pred, smooth=1.0):
    y_true_f = tf.reshape(y_true, [-1])
    y_pred_f = tf.reshape(y_pred, [-1])
    intersection = tf.reduce_sum(y_true_f * y_pred_f)
    return (2. * intersection + smooth) / (tf.reduce_sum(y_true_f) + tf.reduce_sum(y_pred_f) + smooth)


def dice_loss(y_true, y_pred):
    return 1 - dice_coef(y_true, y_pred)


class WeightedMSE(keras.losses.Loss):
    def __init__(self, weight=2.0, name="weighted_mse"):
        super().__init__(name=name)
        self.weight = weight

    def call(self, y_true, y_pred):
        return self.weight * tf.reduce_mean(tf.square(y_true - y_pred), axis=-1)


class BinaryTruePositives(keras.metrics.Metric):
    def __init__(self, name='binary_true_positives', **kwargs):
        super().__init__(name=name, **kwargs)
        self.true_positives = self.add_weight(name='tp', initializer='zeros')

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(y_true, tf.bool)
        y_pred = tf.greater(y_pred, 0.5)
        values = tf.logical_and(tf.equal(y_true, True), tf.equal(y_pred, True))
        values = tf.cast(values, self.dtype)
        self.true_positives.assign_add(tf.reduce_sum(values))

    def result(self):
        return self.true_positives


images = np.random.rand(8, 32, 32, 1).astype('float32')
masks = (np.random.rand(8, 32, 32, 1) > 0.5).astype('float32')

inp = keras.layers.Input(shape=(32, 32, 1))
h = keras.layers.Conv2D(4, 3, padding='same', activation='relu')(inp)
out = keras.layers.Conv2D(1, 1, activation='sigmoid')(h)
seg = keras.models.Model(inp, out)
seg.compile(optimizer='adam', loss=dice_loss, metrics=[dice_coef, BinaryTruePositives()])
seg.fit(images, masks, epochs=1, batch_size=4, verbose=0)

reg = keras.Sequential([keras.layers.Dense(5, activation='relu', input_shape=(3,)), keras.layers.Dense(2)])
reg.compile(optimizer='sgd', loss=WeightedMSE(weight=3.0))
reg.fit(np.ones((10, 3)), np.ones((10, 2)), epochs=1, verbose=0, sample_weight=np.linspace(0.1, 1.0, 10))
