import numpy as np
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Embedding, LSTM, Dense

sentences = [[4, 10, 3], [7, 2], [9, 9, 1, 5], [3]]
labels = [1, 0, 1, 0]
X = np.array(sentences)
y = np.array(labels)
model = Sequential([Embedding(20, 8), LSTM(16), Dense(1, activation='sigmoid')])
model.compile('adam', 'binary_crossentropy', metrics=['acc'])
model.fit(X, y, epochs=3)
