#- framework: keras
# Layers of the program's own: what does not fit inside `call` is reported where it raises.
import keras
import numpy as np
from keras import layers

class Linear(layers.Layer):
    def __init__(self, units=32, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1], self.units), initializer="random_normal", name="w")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros", name="b")

    def call(self, inputs):
        return inputs @ self.w + self.b
        #      ^^^^^^^^^^^^^^^ error[dim-mismatch]: (2, 5) and (3, 4)

linear = Linear(4)
y = linear(np.ones((2, 3)))  #> [2, 4]
# Built for three features.
linear(np.ones((2, 5)))

class Residual(layers.Layer):
    def __init__(self, filters):
        super().__init__()
        self.conv = layers.Conv2D(filters, 3, padding="same")
        self.norm = layers.BatchNormalization()

    def call(self, x, training=None):
        return x + self.norm(self.conv(x), training=training)
        #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[broadcast-mismatch]: differ on axis -1

image = keras.Input((8, 8, 3))
x = Residual(3)(image)  #> [null, 8, 8, 3]
x = Residual(5)(x)

# A class that changes what a layer of Keras gives.
class Scaled(layers.Dense):
    def call(self, x):
        return 0.5 * super().call(x)

scaled = Scaled(5)(np.ones((3, 4)))  #> [3, 5]
stack = keras.Sequential([keras.Input((8,)), Linear(4), layers.Dense(2), Linear(6)])
out = stack(np.ones((7, 8)))  #> [7, 6]

class Split(layers.Layer):
    def call(self, x):
        return x[:, :2], x[:, 2:]

a, b = Split()(keras.Input((5,)))
left = layers.Dense(1)(a)  #> [null, 1]
layers.Reshape((4,))(b)  #! error[reshape-size]
