import numpy as np
from keras.models import Sequential
from keras.layers import Dense
X, y = np.random.rand(100, 4), np.random.rand(100)
model = Sequential([Dense(4, input_dim=4), Dense(1)])
model.compile('adam', 'mse')
model.fit(X, y, validation_split=0.2, epochs=1)
model.save_weights('model.h5')
