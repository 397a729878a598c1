import numpy as np
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Conv2D, MaxPooling2D, Flatten, LSTM, Dense, TimeDistributed

frames, h, w, c = 10, 64, 64, 3
model = Sequential()
model.add(TimeDistributed(Conv2D(16, (3, 3), activation='relu'), input_shape=(frames, h, w, c)))
model.add(TimeDistributed(MaxPooling2D((2, 2))))
model.add(Flatten())
model.add(LSTM(32))
model.add(Dense(4, activation='softmax'))
model.compile(loss='categorical_crossentropy', optimizer='adam')
