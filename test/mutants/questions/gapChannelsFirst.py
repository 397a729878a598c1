import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

inputs = keras.Input((50, 1))
x = layers.MultiHeadAttention(key_dim=16, num_heads=2)(inputs, inputs)
x = layers.GlobalAveragePooling1D(data_format='channels_first')(x)
x = layers.Dense(64, activation='relu')(x)
out = layers.Dense(3, activation='softmax')(x)
model = keras.Model(inputs, out)
model.compile(loss='sparse_categorical_crossentropy', optimizer=keras.optimizers.Adam(learning_rate=1e-4), metrics=['sparse_categorical_accuracy'])
x_train = np.random.rand(30, 60, 1)
y_train = np.random.randint(0, 3, 30)
model.fit(x_train, y_train, epochs=1, batch_size=8)
