"""Networks in the forms that people write them, each trained for one step."""

import os

import keras
import numpy as np
from keras import layers, ops


def zeros(tensors):
    arrays = [np.zeros([2] + [8 if size is None else size for size in x.shape[1:]], x.dtype) for x in tensors]
    return arrays if len(arrays) > 1 else arrays[0]


def step(model):
    model.compile(optimizer="sgd", loss="mse", run_eagerly=True)
    model.fit(zeros(model.inputs), zeros(model.outputs), verbose=0)


digits = keras.Sequential(
    [
        keras.Input((784,)),
        layers.Reshape((28, 28, 1)),
        layers.Conv2D(6, 5, padding="same", activation="tanh"),
        layers.AveragePooling2D(2, strides=2),
        layers.Conv2D(16, (5, 3), use_bias=False),
        layers.BatchNormalization(scale=False),
        layers.Activation("relu"),
        layers.MaxPooling2D((3, 2), strides=(2, 1), padding="same"),
        layers.Flatten(),
        layers.Dropout(0.2),
        layers.Dense(120, use_bias=False),
        layers.Dense(10, activation="softmax"),
    ],
    name="digits",
)
step(digits)

strided = keras.Sequential()
strided.add(keras.Input(shape=(33, 31, 3)))
strided.add(layers.Conv2D(8, 4, strides=3))
strided.add(layers.Conv2D(8, 3, dilation_rate=2, padding="same"))
strided.add(layers.Conv2D(4, 3, dilation_rate=(2, 2)))
strided.add(layers.MaxPool2D(3, padding="valid"))
strided.add(layers.BatchNormalization(center=False, axis=-1))
strided.add(layers.GlobalAveragePooling2D())
strided.add(layers.Dense(3))
step(strided)

open_size = keras.Sequential(
    [
        keras.Input((None, None, 4)),
        layers.Conv2D(6, 3, padding="same", groups=2),
        layers.MaxPooling2D(),
        layers.Conv2D(7, 1),
        layers.GlobalAveragePooling2D(keepdims=True),
        layers.Reshape((-1,)),
    ]
)
step(open_size)


def residual(x, filters, strides=1):
    short = x
    y = layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(x)
    y = layers.BatchNormalization()(y)
    y = layers.Activation("relu")(y)
    y = layers.Conv2D(filters, 3, padding="same")(y)
    if strides != 1:
        short = layers.Conv2D(filters, 1, strides=strides, padding="same")(x)
    return layers.Add()([short, y])


image = keras.Input((16, 16, 3))
x = layers.Conv2D(8, 3, padding="same")(image)
for filters in (8, 16, 32):
    x = residual(x, filters, 1 if filters == 8 else 2)
resnet = keras.Model(image, layers.Dense(10)(layers.GlobalAveragePooling2D()(x)))
step(resnet)

tower = keras.Input((12, 12, 4))
wide = layers.Conv2D(6, 5, padding="same")(tower)
deep = layers.Conv2D(5, 3, padding="same")(layers.Conv2D(3, 1)(tower))
pooled = layers.MaxPooling2D(3, strides=1, padding="same")(tower)
inception = keras.Model(tower, layers.Flatten()(layers.Concatenate()([wide, deep, pooled])))
step(inception)

branch = keras.Sequential([keras.Input((6, 2)), layers.Flatten(), layers.Dense(5, activation="relu"), layers.Dense(4)], name="branch")
left, right = keras.Input((6, 2)), keras.Input((6, 2))
siamese = keras.Model([left, right], layers.Dense(1)(layers.Concatenate()([branch(left), branch(right)])))
step(siamese)

once = layers.Dense(3, name="once")
a, b = keras.Input((4,)), keras.Input((4,))
total = once(a) + once(b)
shared = keras.Model([a, b], [total, layers.Dense(2)(total)])
step(shared)


def mlp(sizes):
    model = keras.Sequential()
    model.add(keras.Input((7,)))
    for units in sizes:
        model.add(layers.Dense(units))
    return model


for sizes in ([4], [8, 4], [16, 8, 4]):
    step(mlp(sizes))

encoder = keras.Sequential([layers.Dense(6), layers.Dense(2)])
decoder = keras.Sequential([keras.Input((2,)), layers.Dense(6), layers.Dense(10)])
autoencoder = keras.Sequential([keras.Input((10,)), encoder, decoder])
step(autoencoder)


# What a layer of one model gives is the input of another.
x = keras.Input((9,))
hidden = layers.Dense(5, activation="relu")(x)
tail = keras.Model(hidden, layers.Dense(3)(hidden))
step(tail)

# As deep as the environment says.
stack = keras.Sequential([keras.Input((32, 32, 1))])
for _ in range(int(os.environ.get("DEPTH", "3"))):
    stack.add(layers.Conv2D(4, 3, strides=2, padding="same"))
stack.add(layers.Flatten())
stack.add(layers.Dense(2))
step(stack)


class Gate(layers.Layer):
    """A layer of the program's own, with others inside."""

    def __init__(self, units):
        super().__init__()
        self.inner = layers.Dense(units, activation="sigmoid")

    def call(self, x):
        return x * self.inner(x)


class Noise(layers.Layer):
    def call(self, inputs):
        mean, deviation = inputs
        return mean + deviation * ops.ones_like(mean)


x = keras.Input((6,))
gated = Gate(6)(x)
noisy = Noise()([layers.Dense(4)(gated), layers.Dense(4)(ops.relu(gated))])
step(keras.Model(x, layers.add([noisy, layers.Dense(4)(x)])))


class Codec(keras.Model):
    def __init__(self):
        super().__init__()
        self.inner = layers.Dense(3)
        self.outer = layers.Dense(8)

    def call(self, x):
        return self.outer(self.inner(x))


codec = Codec()
codec.compile(optimizer="sgd", loss="mse", run_eagerly=True)
codec.fit(np.zeros((2, 8)), np.zeros((2, 8)), verbose=0)

words = keras.Sequential(
    [
        keras.Input((12,), dtype="int32"),
        layers.Embedding(50, 8),
        layers.LSTM(6, return_sequences=True),
        layers.TimeDistributed(layers.Dense(5)),
        layers.Bidirectional(layers.GRU(4)),
        layers.Dense(16, activation="relu"),
        layers.Dense(2),
    ]
)
step(words)
