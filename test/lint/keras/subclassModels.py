#- framework: keras
# Models of the program's own.
import keras
import numpy as np
from keras import layers

class Block(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.dense = layers.Dense(units)

    def call(self, x):
        return self.dense(x)

class Net(keras.Model):
    def __init__(self, n_classes=10, **kwargs):
        super().__init__(**kwargs)
        self.blocks = [Block(8 * (i + 1)) for i in range(3)]
        self.drop = layers.Dropout(0.5)
        self.head = layers.Dense(n_classes, activation="softmax")

    def call(self, inputs, training=False):
        x = inputs
        for block in self.blocks:
            x = block(x)
        x = self.drop(x, training=training)
        return self.head(x)

net = Net()
y = net(np.ones((4, 6)))  #> [4, 10]
net.compile("adam", "sparse_categorical_crossentropy")
layers.Reshape((net.count_params(), 1))(keras.Input((858,)))  #> [null, 858, 1]
layers.Reshape((net.count_params(), 2))(keras.Input((858,)))  #! error[reshape-size]

# Built for a shape before there is data.
other = Net(3)
other.build((None, 5))
z = other(np.ones((2, 5)))  #> [2, 3]

class Flat(keras.Model):
    def __init__(self):
        super().__init__()
        self.reshape = layers.Reshape((7, 7))
        self.dense = layers.Dense(2)

    def call(self, x):
        return self.dense(self.reshape(x))
        #                 ^^^^^^^^^^^^^^^ error[reshape-size]: 50 elements

flat = Flat()
flat(np.ones((1, 50)))
flat(np.ones((1, 50)))

# The graph is made in the constructor.
class Graph(keras.Model):
    def __init__(self, width):
        inputs = keras.Input((width,))
        super().__init__(inputs=inputs, outputs=layers.Dense(3)(inputs))

g = Graph(6)(np.ones((2, 6)))  #> [2, 3]
Graph(6)(np.ones((2, 7)))  #! error[input-mismatch]

class Stack(keras.Sequential):
    def __init__(self):
        super().__init__()
        self.add(layers.Dense(4))
        self.add(layers.Reshape((2, 2)))

s = Stack()(np.ones((9, 3)))  #> [9, 2, 2]
