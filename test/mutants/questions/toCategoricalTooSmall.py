import numpy as np
from tensorflow import keras

X = np.random.rand(300, 10)
y = np.random.randint(1, 6, size=300)
Y = keras.utils.to_categorical(y, num_classes=5)
model = keras.Sequential([keras.layers.Dense(16, activation='relu', input_shape=(10,)), keras.layers.Dense(5, activation='softmax')])
model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(X, Y, epochs=1)
