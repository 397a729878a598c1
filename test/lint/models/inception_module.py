import keras
from keras.layers import Activation, AveragePooling2D, BatchNormalization, Concatenate, Conv2D, Dense, GlobalAveragePooling2D, Input, MaxPooling2D


def conv(x, n, size, **kwargs):
    x = Conv2D(n, size, padding=kwargs.pop("padding", "same"), **kwargs)(x)
    return Activation("relu")(BatchNormalization(scale=False)(x))


def inception(x, a, b, c, d):
    towers = [conv(x, a, 1), conv(conv(x, b[0], 1), b[1], 3), conv(conv(x, c[0], 1), c[1], 5)]
    towers += [conv(MaxPooling2D(3, strides=1, padding="same")(x), d, 1)]
    return Concatenate(axis=-1)(towers)


inp = Input(shape=(64, 64, 3), batch_size=None)
x = conv(inp, 32, 7, strides=2)
x = MaxPooling2D(3, strides=2, padding="same")(x)
specs = {"3a": (16, (24, 32), (4, 8), 8), "3b": (32, (32, 48), (8, 24), 16)}
for name, (a, b, c, d) in specs.items():
    x = inception(x, a, b, c, d)
x = AveragePooling2D(2)(x)
out = Dense(100, activation="softmax")(GlobalAveragePooling2D()(x))
keras.Model(inp, out, name="inception").summary()
