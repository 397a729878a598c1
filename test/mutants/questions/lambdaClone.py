import keras
import numpy as np
base = keras.Sequential([keras.Input((8, 8, 1)), keras.layers.Lambda(lambda t: t / 255.0), keras.layers.Flatten(), keras.layers.Dense(4, activation='softmax')])
copies = [keras.models.clone_model(base) for _ in range(2)]
for c in copies:
    c.compile('adam', 'sparse_categorical_crossentropy')
    c.fit(np.zeros((8, 8, 8, 1)), np.zeros(8), verbose=0)
