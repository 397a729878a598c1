import numpy as np
import tensorflow as tf
from tensorflow import keras


class Net(keras.Model):
    def __init__(self, units):
        super().__init__()
        self.hidden = keras.layers.Dense(8, activation='relu')
        self.out = keras.layers.Dense(units)

    def call(self, x):
        return self.out(self.hidden(x))

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            error = self(x, training=True) - y
            #       ^^^^^^^^^^^^^^^^^^^^^^^^^^ error[broadcast-mismatch]: The shapes of - do not fit each other: (None, 2) and (None, 3) differ on axis -1
            loss = tf.reduce_mean(tf.square(error))
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.trainable_variables), self.trainable_variables))
        return {'loss': loss}


class Autoencoder(keras.Model):
    def __init__(self, core):
        super().__init__()
        self.core = core

    def train_step(self, data):
        if isinstance(data, tuple):
            data = data[0]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(data - self.core(data)))
            #                               ^^^^^^^^^^^^^^^^^^^^^^ error[broadcast-mismatch]: The shapes of - do not fit each other: (None, 9) and (None, 3) differ on axis -1
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.trainable_variables), self.trainable_variables))
        return {'loss': loss}


good = Net(3)
good.compile(optimizer='adam')
good.fit(np.random.rand(20, 5), np.random.rand(20, 3))

wrong = Net(2)
wrong.compile(optimizer='adam')
wrong.fit(np.random.rand(20, 5), np.random.rand(20, 3))

core = keras.Sequential([keras.Input((9,)), keras.layers.Dense(3), keras.layers.Dense(9)])
fits = Autoencoder(core)
fits.compile(optimizer='adam')
fits.fit(np.random.rand(20, 9))

other = Autoencoder(keras.Sequential([keras.Input((9,)), keras.layers.Dense(3)]))
other.compile(optimizer='adam')
other.fit(np.random.rand(20, 9))
