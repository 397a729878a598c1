import numpy as np
from keras.models import Sequential
from keras.layers import Dense
X = np.random.rand(30, 4)
y = np.zeros(30)
extra = np.random.rand(5, 4)
X = np.append(X, extra)
y = np.append(y, np.ones(5))
model = Sequential([Dense(8, activation='relu', input_shape=(4,)), Dense(1, activation='sigmoid')])
model.compile('adam', 'binary_crossentropy')
model.fit(X, y, epochs=1)
