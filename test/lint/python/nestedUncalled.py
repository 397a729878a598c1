#- framework: keras
# A function in a function that nobody calls sees what is around it.
import keras
from helpers import *


def make(units=4):
    dense = keras.layers.Dense(units)

    def apply(x):
        hidden = dense(keras.Input((8,)))
        return scaled(keras.layers.Conv2D(3, 3)(hidden))
        #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[rank-mismatch]: (None, 4)

    return apply


# What the defaults alone would give is no size that anybody has asked for.
def expert(x, experts=0, groups=1, width=2):
    x = keras.layers.Dense(experts)(x)
    return keras.layers.Conv2D(8, 3, groups=groups // width)(x)
