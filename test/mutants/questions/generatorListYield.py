import numpy as np
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense

def data_gen(batch_size):
    while True:
        x = np.random.rand(batch_size, 16)
        y = np.random.randint(0, 2, (batch_size, 1))
        yield [x, y]

model = Sequential([Dense(8, activation='relu', input_shape=(16,)), Dense(1, activation='sigmoid')])
model.compile(loss='binary_crossentropy', optimizer='adam')
model.fit(data_gen(32), steps_per_epoch=5, epochs=2)
