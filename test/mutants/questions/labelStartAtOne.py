import numpy as np
from tensorflow import keras

X = np.random.rand(300, 10)
y = np.random.randint(1, 6, size=300)
model = keras.Sequential([keras.layers.Dense(16, activation='relu', input_shape=(10,)), keras.layers.Dense(5, activation='softmax')])
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(X, y, epochs=1)
