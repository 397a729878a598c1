# What a generator yields is known, whether it ends or not.
import itertools
import random

import keras
from keras import layers


def widths(n):
    width = 8
    while width <= n:
        yield width
        width *= 2


x = keras.Input((4,))
for units in widths(32):
    x = layers.Dense(units)(x)
layers.Activation('relu')(x)  #> [null, 32]


def endless(units):
    while True:
        yield layers.Dense(units)(keras.Input((3,)))


first = next(endless(5))  #> [null, 5]
layers.Reshape((2, 3))(first)  #! error[reshape-size]: 5 elements do not fit into (2, 3)


class Blocks:
    def __init__(self, *units):
        self.units = units

    def __iter__(self):
        return iter(self.units)

    def __len__(self):
        return len(self.units)


for units in Blocks(6, 7):
    y = layers.Dense(units)(x)
layers.Activation('relu')(y)  #> [null, 7]
for n, units in zip(itertools.count(1), Blocks(2, 3)):
    z = layers.Dense(n * units)(x)
layers.Activation('relu')(z)  #> [null, 6]


# Where the order or the number of items is not known, nothing is said.
def some(units):
    for n in units:
        if random.random() < 0.5:
            continue
        yield n


for units in some([8, 9]):
    layers.Reshape((8,))(layers.Dense(units)(x))
for units in {8, 9}:
    layers.Reshape((8,))(layers.Dense(units)(x))
