import numpy as np
from keras.models import Sequential
from keras.layers import LSTM, Dense
X = np.random.rand(100, 10, 1)
y = np.random.rand(100, 1)
batch_size = 32
model = Sequential()
model.add(LSTM(16, batch_input_shape=(batch_size, 10, 1), stateful=True))
model.add(Dense(1))
model.compile('adam', 'mse')
for i in range(2):
    model.fit(X, y, epochs=1, batch_size=batch_size, shuffle=False)
    model.reset_states()
