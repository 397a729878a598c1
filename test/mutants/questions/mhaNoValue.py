import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

def encoder(x, head_size, num_heads, ff_dim, dropout=0):
    a = layers.MultiHeadAttention(key_dim=head_size, num_heads=num_heads, dropout=dropout)(x)
    a = layers.LayerNormalization(epsilon=1e-6)(a)
    res = a + x
    y = layers.Conv1D(filters=ff_dim, kernel_size=1, activation='relu')(res)
    y = layers.Conv1D(filters=x.shape[-1], kernel_size=1)(y)
    return y + res

inputs = keras.Input((50, 1))
x = inputs
for _ in range(2):
    x = encoder(x, 32, 2, 4)
x = layers.GlobalAveragePooling1D(data_format='channels_last')(x)
model = keras.Model(inputs, layers.Dense(2, activation='softmax')(x))
model.compile(loss='sparse_categorical_crossentropy', optimizer='adam')
model.fit(np.random.rand(20, 50, 1), np.random.randint(0, 2, 20))
