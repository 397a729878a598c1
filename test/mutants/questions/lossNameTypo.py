import numpy as np
from tensorflow import keras
model = keras.Sequential([
    keras.layers.Dense(10, activation='relu', input_shape=(5,)),
    keras.layers.Dense(3, activation='softmax')
])
model.compile(optimizer='adam', loss='categorical_cross_entropy', metrics=['accuracy'])
model.fit(np.random.rand(10, 5), np.eye(3)[np.random.randint(0, 3, 10)])
