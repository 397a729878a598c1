# Nothing is said where one way through the program fits.
import os
import random

import keras
from keras import layers

x = keras.Input((8, 8, 3))
if os.environ.get('DEEP'):
    size = 8
else:
    size = 3
layers.Conv2D(4, size)(x)
layers.Conv2D(4, random.choice([3, 5]))(x)
layers.Reshape((int(os.environ.get('N', '192')),))(x)
layers.Reshape((random.randint(192, 192), 1))(x)

y = layers.LSTM(16)(keras.Input((10, 4)))
layers.Dense(3)(y)

class Scale(layers.Layer):
    def call(self, t):
        return t * 2

layers.Conv2D(4, 3)(Scale()(x))

try:
    units = int(open('units.txt').read())
except OSError:
    units = 10
layers.Dense(units)(layers.Flatten()(x))

def unused(n, t):
    return layers.Dense(n)(t)
