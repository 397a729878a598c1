import numpy as np
from keras.models import Sequential
from keras.layers import LSTM, Dense, TimeDistributed

X = np.random.rand(100, 10, 3)
model = Sequential()
model.add(LSTM(64, activation='relu', input_shape=(10, 3)))
model.add(LSTM(64, activation='relu', return_sequences=True))
model.add(TimeDistributed(Dense(3)))
model.compile('adam', 'mse')
model.fit(X, X, epochs=1)
