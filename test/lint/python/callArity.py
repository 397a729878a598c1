from dataclasses import dataclass
import numpy as np
import keras


def get_unet(image, n_filters=16, dropout=0.1):
    return image


get_unet(1, droPout=0.2)  #! error[unknown-argument]: get_unet does not take droPout; is dropout meant?
#           ^^^^^^^ fix[unknown-argument]: dropout
get_unet()  #! error[missing-argument]: get_unet needs image
get_unet(1, 2, 3, 4)  #! error[unknown-argument]: get_unet takes at most 3 positional arguments, it gets 4
get_unet(1, image=2)  #! error[unknown-argument]: get_unet gets image twice
get_unet(*[1, 2])


class Scaler:
    def __init__(self, low, high):
        self.range = low, high

    def scale(self, x):
        return x

    def reset():
        pass


Scaler(0)  #! error[missing-argument]: Scaler needs high
Scaler(0, 1).scale()  #! error[missing-argument]: scale needs x
Scaler(0, 1).reset()  #! error[unknown-argument]: reset has no parameter for its own instance


@dataclass
class Config:
    units: int
    rate: float = 0.1


Config()  #! error[missing-argument]: Config needs units
Config(3, rat=1)  #! error[unknown-argument]: Config does not take rat; is rate meant?
#         ^^^ fix[unknown-argument]: rate
Config(3)
len()  #! error[missing-argument]: len takes at least 1 arguments, it gets 0
[1].append()  #! error[missing-argument]: append takes at least 1 arguments, it gets 0
np.zeros(3).astype('flaot32')  #! error[unknown-argument]: astype: there is no element type 'flaot32'; is 'float32' meant?
np.zeros(3, dtype='float32')
