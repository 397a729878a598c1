import numpy as np
import keras
X = np.random.rand(200, 15); y = np.random.randint(0, 4, 200)
model = keras.Sequential([
    keras.layers.Input(shape=(15,)),
    keras.layers.Dense(32, activation='relu'),
    keras.layers.Dense(4, activation='softmax')])
model.compile(loss='sparse_categorical_crossentropy', optimizer='adam', metrics=['accuracy', keras.metrics.F1Score(average='weighted')])
model.fit(X, y, epochs=2, validation_split=0.1)
