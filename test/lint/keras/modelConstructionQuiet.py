#- framework: keras
# What looks like a mistake and is none: ends inside of a graph, weights that are handed on, names of the program's own.
import numpy as np
import keras
from keras import layers

inputs = keras.Input((16,))
other = keras.Input((3,))
hidden = layers.Dense(8)(inputs)
outputs = layers.Dense(2)(hidden)
head = keras.Model(hidden, outputs)
same = keras.Model(inputs, inputs)
spare = keras.Model([inputs, other], outputs)
parts = keras.Model(inputs, [hidden, outputs], name="parts")
empty = keras.Model()

online = keras.Sequential([keras.Input((4,)), layers.Dense(24, activation="relu"), layers.BatchNormalization(), layers.Dense(2)])
target = keras.models.clone_model(online)
target.set_weights(online.get_weights())
twin = keras.Sequential([keras.Input((4,)), layers.Dense(24), layers.BatchNormalization(), layers.Dense(2)])
twin.set_weights(online.get_weights())
late = keras.Sequential([layers.Dense(3)])
late.compile(loss="mse")
late.fit(np.zeros((4, 2)), np.zeros((4, 3)), verbose=0)
late.set_weights([np.zeros((2, 3)), np.zeros(3)])
tagger = keras.Sequential([keras.Input((8, 3)), layers.LSTM(4, return_sequences=True), layers.Bidirectional(layers.GRU(5)), layers.Dropout(0.5)])
tagger.set_weights(tagger.get_weights())

left = keras.applications.VGG16(weights=None, input_shape=(32, 32, 3), include_top=False, name="left")
right = keras.applications.VGG16(weights=None, input_shape=(32, 32, 3), include_top=False, name="right")
image = keras.Input((32, 32, 3))
pair = keras.Model(image, layers.Concatenate()([left(image), right(image)]))
shared = keras.Model(image, layers.Concatenate()([left(image), left(image)]))


class Scaled(layers.Layer):
    def __init__(self, units, **kwargs):
        super(Scaled, self).__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight(shape=[input_shape[-1], self.units], initializer="glorot_uniform", regularizer="l2", name="w")

    def call(self, x):
        return keras.ops.matmul(x, self.w)


scaled = Scaled(3, name="scaled", dtype="float32", trainable=False)(inputs)


class Late(keras.Model):
    def __init__(self, units):
        self.dense = layers.Dense(units)
        keras.Model.__init__(self, name="late")

    def call(self, x):
        return self.dense(x)


print(Late(3)(np.ones((2, 4))).shape, getattr(layers, "Nothing", None))
