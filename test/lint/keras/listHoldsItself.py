#- framework: keras
# A list of layers that holds itself as well.
import keras
from keras import layers


class Nested(keras.Model):
    def __init__(self):
        super().__init__()
        self.parts = [layers.Dense(4)]
        self.parts.append(self.parts)

    def call(self, x):
        return self.parts[0](x)


y = Nested()(keras.Input((3,)))  #> [null, 4]
