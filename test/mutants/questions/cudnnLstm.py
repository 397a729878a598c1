import numpy as np
from keras.models import Sequential
from keras.layers import Dense, Dropout, CuDNNLSTM
model = Sequential()
model.add(CuDNNLSTM(128, input_shape=(28, 28), return_sequences=True))
model.add(Dropout(0.2))
model.add(CuDNNLSTM(128))
model.add(Dense(10, activation='softmax'))
model.compile(loss='sparse_categorical_crossentropy', optimizer='adam')
