import tensorflow as tf
from tensorflow import keras
import numpy as np

class MyMLP(keras.Model):
    def __init__(self, hidden_sizes, n_out):
        super(MyMLP, self).__init__()
        self.layers = []
        for h in hidden_sizes:
            self.layers.append(keras.layers.Dense(h, activation='relu'))
        self.layers.append(keras.layers.Dense(n_out))

    def call(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

X = np.random.rand(500, 20).astype('float32')
Y = np.random.rand(500, 3).astype('float32')
model = MyMLP([64, 32], 3)
model.compile(optimizer='adam', loss='mse')
model.fit(X, Y, epochs=2, batch_size=32)
