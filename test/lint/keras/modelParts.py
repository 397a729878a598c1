#- framework: keras
# What programs read of layers and models.
import keras
import numpy as np
from keras import layers

base = keras.Sequential([
    keras.Input((8, 8, 3)),
    layers.Conv2D(4, 3, name="first"),
    layers.BatchNormalization(name="norm"),
    layers.Flatten(),
    layers.Dense(5),
])
base.trainable = False
middle = keras.Model(base.inputs, base.get_layer("norm").output)
y = middle(np.ones((2, 8, 8, 3)))  #> [2, 6, 6, 4]
flat = keras.Model(base.inputs, base.layers[-2].output)
z = flat(np.ones((2, 8, 8, 3)))  #> [2, 144]
head = layers.Dense(base.layers[-1].units)(base.outputs[0])  #> [null, 5]
n = layers.Reshape((base.count_params(),))(keras.Input((854,)))  #! error[reshape-size]: has 853

class Late(layers.Layer):
    def call(self, x, scale):
        return x * scale

late = Late()(np.ones((2, 3)))  #! error[missing-argument]: scale
fine = Late()(np.ones((2, 3)), scale=2.0)  #> [2, 3]
