import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

inputs = keras.Input(shape=(32,))
x = layers.Dense(64, activation='relu')(inputs)
box = layers.Dense(4, activation='sigmoid', name='box')(x)
cls = layers.Dense(7, activation='softmax', name='cls')(x)
model = keras.Model(inputs, [box, cls])
model.compile(optimizer='adam', loss=['mse', 'categorical_crossentropy'], metrics=['accuracy'])
X = np.random.rand(100, 32)
boxes = np.random.rand(100, 4)
classes = keras.utils.to_categorical(np.random.randint(0, 7, 100), 7)
model.fit(X, [boxes, classes], epochs=1, batch_size=10)
