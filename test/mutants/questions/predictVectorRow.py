import numpy as np
import pandas as pd
from keras.models import Sequential
from keras.layers import Dense

dataset = np.loadtxt('pima.csv', delimiter=',')
X = dataset[:, 0:8]
Y = dataset[:, 8]
model = Sequential()
model.add(Dense(12, input_dim=8, activation='relu'))
model.add(Dense(8, activation='relu'))
model.add(Dense(1, activation='sigmoid'))
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])
model.fit(X, Y, epochs=2, batch_size=10, verbose=0)
new = np.array([6, 148, 72, 35, 0, 33.6, 0.627, 50])
print(model.predict(new))
