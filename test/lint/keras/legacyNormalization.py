import numpy as np
from keras.models import Model
from keras.layers import Input, Dense
from keras.layers.normalization import BatchNormalization
#    ^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: keras.layers.normalization is gone since Keras 3; what was in it is in keras.layers
from keras.layers.advanced_activations import LeakyReLU
#    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: keras.layers.advanced_activations is gone since Keras 3; what was in it is in keras.layers

noise = Input(shape=(100,))
x = Dense(256)(noise)
x = LeakyReLU(alpha=0.2)(x)
x = BatchNormalization(mode=0, axis=2)(x)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: BatchNormalization no longer takes mode
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[axis-out-of-range]: BatchNormalization: there is no axis 2, its input has 2 axes: (None, 256)
image = Dense(784, activation='tanh')(x)
generator = Model(noise, image)
