import numpy as np
from tensorflow.keras import layers, models
inp = layers.Input((32, 128, 1))
x = layers.Conv2D(32, 3, padding='same', activation='relu')(inp)
x = layers.MaxPooling2D((2, 2))(x)
x = layers.Conv2D(64, 3, padding='same', activation='relu')(x)
x = layers.MaxPooling2D((2, 2))(x)
x = layers.Permute((2, 1, 3))(x)
x = layers.Reshape((32, 8 * 32))(x)
x = layers.Bidirectional(layers.LSTM(64, return_sequences=True))(x)
out = layers.Dense(37, activation='softmax')(x)
m = models.Model(inp, out)
