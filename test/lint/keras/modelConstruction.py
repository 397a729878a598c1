#- framework: keras
# Models that are put together wrongly: their ends, the arguments of base classes, names, and weights that do not fit.
import numpy as np
import keras
from keras import layers

inputs = keras.Input((16,))
hidden = layers.Dense(8)(inputs)
outputs = layers.Dense(2)(hidden)

swapped = keras.Model(outputs, inputs)
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[missing-argument]: The inputs of the graph are computed from its outputs: they took each other's place
swapped.predict(np.zeros((4, 16)))
beside = keras.Model(layers.Dense(3)(inputs), outputs)
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[missing-argument]: The outputs depend on the input inputs, which is not among inputs
alone = keras.Model(inputs)
#       ^^^^^^^^^^^^^^^^^^^ error[missing-argument]: Model takes the inputs and the outputs of a graph; inputs alone make none
named = keras.Model(inputs=inputs)
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^ error[missing-argument]: Model takes the inputs and the outputs of a graph; inputs alone make none
stacked = keras.Model([layers.Dense(2), layers.Dense(3)])
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[missing-argument]: Model takes the inputs and the outputs of a graph; a list of layers makes a Sequential
three = keras.Model(inputs, outputs, "head")
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: Model takes at most 2 positional arguments, it gets 3

apart = keras.Sequential(layers.Dense(2), layers.Dense(3))
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[missing-argument]: Sequential takes its layers in one list
titled = keras.Sequential([layers.Dense(2)], nam="head")
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: Sequential does not take nam; is name meant?
whole = keras.Input(shape=(np.zeros((100, 16)).shape,))
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[dtype-mismatch]: Input: shape is made of numbers, not of tuple
number = keras.Input(shape=784)
#        ^^^^^^^^^^^^^^^^^^^^^^ error[dtype-mismatch]: Input: shape is a tuple of extents, (784,); a single number is none
half = keras.Input((28 / 2, 28))
#      ^^^^^^^^^^^^^^^^^^^^^^^^^ error[dtype-mismatch]: Input: shape is made of numbers, not of float
first = keras.Sequential([layers.Dense(3, input_shape=(np.zeros((100, 16)).shape,))])
#                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[dtype-mismatch]: Dense: input_shape is made of numbers, not of tuple
old = keras.Sequential([layers.LSTM(3, batch_input_shape=(2, 5, 3))])
#                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: LSTM does not take batch_input_shape
slashed = layers.Dense(2, name="block/dense")
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: Dense: the name of a layer cannot hold a slash


class Scaled(layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
      # ^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: Scaled does not take activation
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape, self.units), initializer="zeros")
        #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[dtype-mismatch]: add_weight: shape is made of numbers, not of tuple
        self.b = self.add_weight(shape=(self.units,), initializer="zeross")
        #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: there is no initializer called 'zeross'; is 'zeros' meant?
        self.c = self.add_weight(shape=(self.units,), init="zeros")
        #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: add_weight does not take init

    def call(self, x):
        return keras.ops.matmul(x, self.w) + self.b


scaled = Scaled(3)(inputs)
active = Scaled(3, activation="relu")


class Positional(keras.Model):
    def __init__(self, units):
        super().__init__(units)
      # ^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: Positional takes at most 0 positional arguments, it gets 1
        self.dense = layers.Dense(units)

    def call(self, x):
        return self.dense(x)


positional = Positional(3)


class Forgetful(layers.Layer):
    def __init__(self, units):
        self.dense = layers.Dense(units)

    def call(self, x):
        return self.dense(x)


forgotten = Forgetful(3)(inputs)
#           ^^^^^^^^^^^^^^^^^^^^ error[missing-argument]: The constructor of Forgetful does not call super().__init__(), which every layer and model needs first

model = keras.Sequential([keras.Input((4,)), layers.Dense(3), layers.Dense(2)])
model.set_weights([np.zeros((4, 3)), np.zeros(3)])  #! error[missing-argument]: the model has 4 weights, (4, 3), (3,), (3, 2), (2,); the list holds 2 arrays
model.set_weights([np.zeros((3, 4)), np.zeros(3), np.zeros((3, 2)), np.zeros(2)])  #! error[dim-mismatch]: Weight 0 of the model has the shape (4, 3), its array has (3, 4)
kernel, bias = model.layers[0].get_weights()
projected = np.ones((2, 3)) @ kernel
#           ^^^^^^^^^^^^^^^^^^^^^^^^ error[dim-mismatch]: @ joins the last axis of the first with the second to last of the other: (2, 3) and (4, 3)
words = layers.Embedding(100, 16, weights=[np.zeros((100, 8))])
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[dim-mismatch]: Weight 0 of Embedding has the shape (100, 16), its array has (100, 8)
vectors = layers.Embedding(100, 16)
vectors.set_weights([np.zeros((100, 16))])  #! error[missing-attribute]: Embedding has no weights yet: they are made by its first call, or by build
vectors.build((None,))
vectors.set_weights(np.zeros((100, 16)))  #! error[missing-argument]: Embedding takes a list of arrays, one for each weight

left = keras.applications.VGG16(weights=None, input_shape=(32, 32, 3), include_top=False)
right = keras.applications.VGG16(weights=None, input_shape=(32, 32, 3), include_top=False)
both = keras.Model([left.input, right.input], layers.Concatenate()([left.output, right.output]))
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: VGG16 is in the model twice, and its layers have the same names

added = layers.Ad()([hidden, hidden])
#       ^^^^^^^^^ error[missing-attribute]: keras.layers has no Ad; is Add meant?
descent = keras.optimizers.SG(0.1)
#         ^^^^^^^^^^^^^^^^^^^ error[missing-attribute]: keras.optimizers has no SG; is SGD meant?
