#- framework: keras
# A graph is built on what its layers say of their outputs; only data meets the code behind them.
import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops


class Pairwise(layers.Layer):
    def call(self, x):
        return ops.expand_dims(x, 1) - ops.expand_dims(x, 2)

    def compute_output_shape(self, input_shape):
        return (input_shape[0], input_shape[1], input_shape[1])


inputs = keras.Input((6, 4))
pairs = keras.Model(inputs, layers.Dense(2)(layers.Flatten()(Pairwise()(inputs))))
pairs.predict(np.zeros((5, 6, 4)))  #! error[dim-mismatch]: Dense was built for 36 features


def distance(towers):
    a, b = towers
    return ops.sqrt(ops.sum(ops.square(a - b), axis=2, keepdims=True))  #! error[axis-out-of-range]


left, right = keras.Input((8,)), keras.Input((8,))
apart = layers.Lambda(distance, output_shape=(1,))([left, right])
siamese = keras.Model([left, right], layers.Dense(1)(apart))
siamese.predict([np.ones((4, 8)), np.ones((4, 8))])

# Without `output_shape` the function is asked at once, and the call of the layer raises.
single = layers.Lambda(lambda towers: distance(towers))(left)  #! error[missing-attribute]


class Cell(layers.Layer):
    def __init__(self, units, size):
        super().__init__()
        self.units = units
        self.size = size
        self.state_size = units

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units))
        self.recurrent = self.add_weight(shape=(self.units, self.size))

    def call(self, inputs, states):
        output = ops.matmul(inputs, self.kernel) + ops.matmul(states[0], self.recurrent)  #! error[broadcast-mismatch]
        return output, [output]


steps = keras.Input((None, 5))
keras.Model(steps, layers.RNN(Cell(8, 8))(steps)).predict(np.zeros((2, 4, 5)))
keras.Model(steps, layers.RNN(Cell(8, 5))(steps)).predict(np.zeros((2, 4, 5)))


class Positions(layers.Layer):
    def __init__(self, count, dim):
        super().__init__()
        self.count = count
        self.embedding = layers.Embedding(count, dim)

    def call(self, x):
        x = tf.reshape(x, (tf.shape(x)[0], -1, x.shape[-1]))
        return x + self.embedding(tf.range(self.count))  #! error[broadcast-mismatch]


image = keras.Input((4, 4, 3))
fits = keras.Model(image, Positions(16, 3)(image))
fits(np.zeros((2, 4, 4, 3)))
short = keras.Model(image, Positions(4, 3)(image))
short(np.zeros((2, 4, 4, 3)))

# Masks and steps of attention are compared once there are numbers.
query = np.zeros((2, 5, 8), 'float32')
attend = layers.MultiHeadAttention(2, 4)
attend(query, query, attention_mask=np.ones((2, 1, 5)))
attend(query, query, attention_mask=np.tril(np.ones((5, 5)))[tf.newaxis])
attend(query, query, attention_mask=np.ones((2, 4, 4)))  #! error[broadcast-mismatch]
attend(query, np.zeros((2, 8)))  #! error[dim-mismatch]

# Statistics are of the features that they were computed on.
scale = layers.Normalization()
scale.adapt(np.zeros((20, 6)))
scale(np.zeros((3, 6)))
scale(np.zeros((3, 5)))  #! error[dim-mismatch]: was built for 6 features
