import numpy as np
import tensorflow as tf
from tensorflow.keras.optimizers import SGD, Adam
from tensorflow.keras import Sequential
from tensorflow.keras.layers import Dense

x = np.linspace(-1, 1, 101)
y = 2 * x + np.random.randn(*x.shape) * 0.33
model = Sequential([Dense(1, input_shape=(1,))])
opt = SGD(learning_rate=0.01, decay=1e-6, momentum=0.9, nesterov=True)
model.compile(optimizer=opt, loss='mse')
model.fit(x, y, epochs=3, verbose=0)
