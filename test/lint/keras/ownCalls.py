#- framework: keras
# Layers, models and cells of the program's own: how they are called and built.
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class Scale(layers.Layer):
    def build(self, input_shape):
        self.w = self.add_weight('w', (input_shape[-1],), initializer='ones')
        #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: takes the shape first
        self.open = self.add_weight(shape=(input_shape[1], 4))  #! error[dim-mismatch]: leaves open

    def call(self, x, factor=1.0):
        return x * self.w * factor


x = keras.Input((None, 8))
y = Scale()(x)  #> [null, null, 8]
z = Scale()(x, 2.0)  #! error[dtype-mismatch]: takes tensors or arrays by position
w = Scale()(x, x, x)  #! error[unknown-argument]: called on 3 arguments
v = Scale()(x, scale=2.0)  #! error[unknown-argument]: does not take scale


class Cell(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units
        self.state_size = [units, 3]
        self.output_size = 7

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units))

    def call(self, inputs, states):
        return tf.matmul(inputs, self.kernel), states


steps = keras.Input((10, 5))
last = layers.RNN(Cell(16))(steps)  #> [null, 7]
every, first, second = layers.RNN(Cell(16), return_sequences=True, return_state=True)(steps)
print(every)  #> [null, 10, 7]
print(second)  #> [null, 3]


class Doubled(layers.Layer):
    def call(self, x):
        return tf.concat([x, x], axis=-1)


spread = layers.TimeDistributed(Doubled())(steps)  #> [null, 10, 10]


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.head = layers.Dense(4)

    def forward(self, x):
        return self.head(x)


net = Net()
out = net(np.zeros((2, 3)))  #! error[missing-attribute]: Net has no method call


class Lazy(keras.Model):
    def __init__(self):
        super().__init__()
        self.conv = layers.Conv2D(4, 3)

    def call(self, x):
        return self.conv(x)


lazy = Lazy()
lazy.build((None, 28, 28))
