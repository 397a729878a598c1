#- file: main.py
import keras
from keras import layers
from blocks import WIDTH, tower
import settings as s

x = keras.Input((s.SIZE, s.SIZE, 3))
y = tower(x)  #> [null, 14, 14, 12]
layers.Reshape((WIDTH, 3))(y)  #! error[reshape-size]: 2352 elements do not fit into (12, 3)
#- file: blocks.py
from keras import layers
WIDTH = 12

def tower(t):
    t = layers.Conv2D(WIDTH, 5)(t)
    return layers.MaxPooling2D()(t)
#- file: settings.py
SIZE = 16 * 2
