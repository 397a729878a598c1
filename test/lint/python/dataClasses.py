import argparse
import enum
from collections import namedtuple
from dataclasses import dataclass, field

import keras
from keras import layers


@dataclass
class Config:
    units: int = 16
    sizes: list = field(default_factory=lambda: [8, 4])
    shape: tuple = (6,)


@dataclass
class Deep(Config):
    depth: int = 2

    @property
    def last(self):
        return self.sizes[-1] * self.depth


class Head(enum.Enum):
    SMALL = 3
    LARGE = 30


Block = namedtuple('Block', 'units rate', defaults=[0.5])

parser = argparse.ArgumentParser()
parser.add_argument('--hidden-units', type=int, default=9)
args = parser.parse_args()

config = Deep(units=10)
x = keras.Input(config.shape)  #> [null, 6]
x = layers.Dense(config.units)(x)  #> [null, 10]
x = layers.Dense(config.last)(x)  #> [null, 8]
x = layers.Dense(args.hidden_units)(x)  #> [null, 9]
for block in [Block(5), Block(4, rate=0.1)]:
    x = layers.Dropout(block.rate)(layers.Dense(block.units)(x))
layers.Activation('relu')(x)  #> [null, 4]
layers.Dense(Head['SMALL'].value)(x)  #> [null, 3]
layers.Reshape((Head.LARGE.value,))(x)  #! error[reshape-size]: 4 elements do not fit into (30,)
