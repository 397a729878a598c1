import keras
from keras import layers
from settings import blocks, is_wide

# As many blocks as somebody else says: nothing is known of what comes out of them.
stacked = keras.Sequential([keras.Input((28, 28, 1))])
for _ in range(blocks):
    stacked.add(layers.Conv2D(8, 3, strides=2, padding='same'))
stacked.add(layers.Flatten())  #> [?, ?]
stacked.add(layers.Reshape((7, 7, 8)))  #> [?, 7, 7, 8]

chosen = keras.Sequential()
if is_wide:
    chosen.add(layers.Dense(64, input_shape=(8,)))
else:
    chosen.add(layers.Flatten(input_shape=(4, 4)))
chosen.add(layers.Dense(2, input_shape=(3,)))
chosen.add(layers.Reshape((2, 1)))  #> [?, 2, 1]
