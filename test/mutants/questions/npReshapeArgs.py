import numpy as np
from tensorflow import keras
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = np.reshape(x_train, len(x_train), 28, 28, 1)
x_test = np.reshape(x_test, (len(x_test), 28, 28, 1))
model = keras.Sequential([keras.layers.Conv2D(8, 3, input_shape=(28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10, activation='softmax')])
model.compile('adam', 'sparse_categorical_crossentropy')
model.fit(x_train, y_train)
