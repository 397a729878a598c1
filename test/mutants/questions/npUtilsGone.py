import numpy as np
from keras.models import Sequential
from keras.layers.core import Dense, Dropout, Activation
from keras.utils import np_utils

X = np.random.rand(200, 20)
y = np.random.randint(0, 4, 200)
Y = np_utils.to_categorical(y, 4)
model = Sequential()
model.add(Dense(32, input_dim=20))
model.add(Activation('relu'))
model.add(Dropout(0.5))
model.add(Dense(4))
model.add(Activation('softmax'))
model.compile(loss='categorical_crossentropy', optimizer='sgd')
model.fit(X, Y, nb_epoch=5, batch_size=16)
