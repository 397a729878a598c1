#- framework: keras
# Nobody makes an instance: what does not fit whatever it is called on is found all the same.
import keras
from keras import layers

class Sum(keras.Model):
    def __init__(self, n=3):
        super().__init__()
        self.left = layers.Dense(n)
        self.right = layers.Dense(n + 1)

    def call(self, x):
        return self.left(x) + self.right(x)
        #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[broadcast-mismatch]: differ on axis -1

class Tied(layers.Layer):
    def __init__(self):
        super().__init__()
        self.inner = layers.Dense(8)

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(4, 6))

    def call(self, x):
        return self.inner(x) @ self.kernel
        #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[dim-mismatch]

# What the constructor is given decides: nothing is said.
class Open(layers.Layer):
    def __init__(self, units, width=None):
        super().__init__()
        self.first = layers.Dense(units)
        self.second = layers.Dense(4)
        self.width = width

    def call(self, x, training=None):
        if training:
            x = layers.Dropout(0.5)(x)
        return self.first(x) + self.second(x)
