import numpy as np
from tensorflow import keras
X, y = np.random.rand(50, 3), np.random.rand(50)
model = keras.Sequential([keras.layers.Dense(4), keras.layers.Dense(1)])
model.compile(optimizer=keras.optimizers.Adam(lr=0.001), loss='mse')
model.fit(X, y, epochs=1, validation_split=0.1, verbose=0, show_accuracy=True)
