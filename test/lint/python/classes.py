#- framework: keras
class Config:
    width = 8
    def __init__(self, depth=2):
        self.depth = depth
        self.units = [self.width * (i + 1) for i in range(depth)]

class Builder:
    def __init__(self, config):
        self.config = config

    def build(self, shape):
        x = inputs = keras.Input(shape)
        for n in self.config.units:
            x = layers.Dense(n)(x)
        return keras.Model(inputs, x)

model = Builder(Config(depth=3)).build((4,))
y = model(keras.Input((4,)))  #> [null, 24]
layers.Reshape((5, 5))(y)  #! error[reshape-size]: 24 elements do not fit into (5, 5)
