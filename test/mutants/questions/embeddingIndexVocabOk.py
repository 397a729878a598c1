import numpy as np
from tensorflow.keras.preprocessing.text import Tokenizer
from tensorflow.keras.preprocessing.sequence import pad_sequences
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Embedding, LSTM, Dense

docs = ['well done', 'good work', 'great effort', 'nice work', 'excellent', 'weak', 'poor effort', 'not good', 'poor work', 'could have done better']
labels = np.array([1, 1, 1, 1, 1, 0, 0, 0, 0, 0])
t = Tokenizer()
t.fit_on_texts(docs)
encoded = t.texts_to_sequences(docs)
vocab_size = len(t.word_index) + 1
padded = pad_sequences(encoded, maxlen=4, padding='post')

model = Sequential()
model.add(Embedding(vocab_size, 8))
model.add(LSTM(8))
model.add(Dense(1, activation='sigmoid'))
model.compile(optimizer='adam', loss='binary_crossentropy', metrics=['acc'])
model.fit(padded, labels, epochs=2)
print(model.evaluate(padded, labels, verbose=0)[1])
