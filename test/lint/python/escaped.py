import keras
import numpy as np
from keras import layers
from helpers import tune


def dense(units):
    return layers.Dense(units)(keras.Input((4,)))


# What an unknown function gets, it may change: nothing of it is known afterwards.
sizes, options, again = [8, 4], {'units': 8}, {'units': 8}
tune(sizes, options=options)
a = dense(sizes[0])  #> [null, ?]
b = dense(options['units'])  #> [null, ?]
tune.undefined(again)
c = dense(again['units'])  #> [null, ?]

maybe = {'units': 8}
if tune():
    tune(maybe)
g = dense(maybe['units'])  #> [null, ?]

# Libraries of numbers leave their arguments alone.
kept = [8, 4]
total = np.sum(kept)
d = dense(kept[0])  #> [null, 8]


class Config:
    units = 8
    layers = 2


config = Config()
setattr(config, 'units', 16)
e = dense(config.units)  #> [null, 16]
for name in tune(config):
    setattr(config, name, 3)
f = dense(config.units)  #> [null, ?]
