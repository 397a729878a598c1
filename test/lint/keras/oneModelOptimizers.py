import keras
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

x = np.zeros((16, 4))
y = np.zeros((16, 1))


def small():
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])


shared = keras.optimizers.Adam(0.01)
first, second = small(), small()
first.compile(optimizer=shared, loss='mse')
second.compile(optimizer=shared, loss='mse')
first.fit(x, y)
first.fit(x, y)
second.fit(x, y)  #! error[removed-api]: has trained another model already

# A part of a model has no other variables than the whole.
part = small()
whole = keras.Sequential([part, keras.layers.Activation('relu')])
common = keras.optimizers.SGD()
whole.compile(common, 'mse')
part.compile(common, 'mse')
whole.fit(x, y)
part.fit(x, y)

print(shared.lr)  #! error[removed-api]: learning_rate says the same
print(first.optimizer.lr)  #! error[removed-api]: learning_rate says the same
shared.minimize(1.0, [])  #! error[removed-api]: The minimize of an optimizer is gone
print(shared.learning_rate, shared.variables, shared.iterations)


class Stack(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.layers = []  #! error[missing-attribute]: take another name
        self.parts = [layers.Dense(4), layers.Dense(1)]
        self.metric_names = []

    def call(self, inputs):
        for part in self.parts:
            inputs = part(inputs)
        return inputs


class Measured(tf.keras.Model):
    metrics = []

    def __init__(self):
        super().__init__()
        self.metrics = [keras.metrics.Mean()]


Stack()
Measured()
symbolic = layers.Input((4,))
symbolic.shape.as_list()  #! error[missing-attribute]: tuple has no as_list
tf.zeros((2, 3)).shape.as_list()


class Doubled(layers.Layer):
    def call(self, inputs):
        return inputs * inputs.shape.as_list()[-1]


Doubled()(symbolic)
