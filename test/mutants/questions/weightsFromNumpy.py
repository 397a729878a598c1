import numpy as np
from keras.models import Sequential
from keras.layers import Embedding, Flatten, Dense
embedding_matrix = np.zeros((1000, 100))
model = Sequential()
model.add(Embedding(1001, 100, weights=[embedding_matrix], input_length=20, trainable=False))
model.add(Flatten())
model.add(Dense(1, activation='sigmoid'))
model.compile('adam', 'binary_crossentropy')
model.fit(np.random.randint(0, 1000, (16, 20)), np.random.randint(0, 2, 16), epochs=1)
