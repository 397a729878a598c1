import numpy as np
from keras.datasets import imdb
from keras.models import Sequential
from keras.layers import Embedding, Flatten, Dense

(x_train, y_train), (x_test, y_test) = imdb.load_data(num_words=5000)
model = Sequential()
model.add(Embedding(5000, 32, input_length=500))
model.add(Flatten())
model.add(Dense(1, activation='sigmoid'))
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])
model.fit(x_train, y_train, validation_data=(x_test, y_test), epochs=1)
