import numpy as np
import keras
from keras import layers

model = keras.Sequential([layers.Input((3,)), layers.Dense(4, 'relu'), layers.Dense(1)])
model.compile(keras.optimizers.Adam(1e-2), 'mse')
X, y = np.random.rand(64, 3), np.random.rand(64)
model.fit(X, y, verbose=0)
model.optimizer.learning_rate = 1e-3
model.fit(X, y, verbose=0)
print(float(model.optimizer.learning_rate), model.optimizer.iterations.numpy(), len(model.optimizer.variables))
model.compile(model.optimizer, 'mae')
model.fit(X, y, verbose=0)
