#- framework: keras
# One label for a whole sequence, and an answer for each of its steps.
import keras
import numpy as np
from keras import layers

x = np.random.rand(64, 20, 27)
y = np.eye(27)[np.random.randint(0, 27, 64)]
model = keras.Sequential([keras.Input((20, 27)), layers.LSTM(32, return_sequences=True), layers.Dropout(0.2), layers.Dense(27, activation='softmax')])
#                                                                                 ^^^^ fix[loss-target-mismatch]: False
model.compile(loss='categorical_crossentropy', optimizer='adam')
model.fit(x, y)  #! error[loss-target-mismatch]: (None, 20, 27) and (None, 27)

binary = keras.Sequential([keras.Input((20, 27)), layers.Bidirectional(layers.GRU(32, return_sequences=True)), layers.Dense(1, activation='sigmoid')])
#                                                                                                      ^^^^ fix[loss-target-mismatch]: False
binary.compile(loss='binary_crossentropy', optimizer='adam')
binary.fit(x, np.random.randint(0, 2, 64))  #! error[loss-target-mismatch]: (None, 20, 1) and (None,)

# A class for each step.
tagger = keras.Sequential([keras.Input((20, 27)), layers.LSTM(32, return_sequences=True), layers.Dense(5, activation='softmax')])
tagger.compile(loss='sparse_categorical_crossentropy', optimizer='adam')
tagger.fit(x, np.random.randint(0, 5, (64, 20)))
