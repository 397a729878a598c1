import numpy as np
from keras.preprocessing.text import Tokenizer
#    ^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: keras.preprocessing.text is gone since Keras 3; what was in it is in tensorflow.keras.preprocessing.text
from keras.preprocessing.sequence import pad_sequences
from keras.models import Sequential
from keras.layers import Embedding, LSTM, Dense
from keras.utils.np_utils import to_categorical
#    ^^^^^^^^^^^^^^^^^^^^ error[removed-api]: keras.utils.np_utils is gone since Keras 3; what was in it is in keras.utils

texts = ['good film', 'bad film', 'what a film', 'never again']
labels = to_categorical(np.array([1, 0, 1, 0]))
tokenizer = Tokenizer(nb_words=100)
tokenizer.fit_on_texts(texts)
data = pad_sequences(tokenizer.texts_to_sequences(texts), maxlen=6)
model = Sequential()
model.add(Embedding(100, 16, input_length=6, dropout=0.2))
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: Embedding no longer takes dropout
model.add(LSTM(8, dropout_W=0.2, dropout_U=0.2))
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: LSTM: dropout_W is called dropout now
model.add(Dense(1, activation='sigmoid'))
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])
model.fit(data, labels, nb_epoch=1)  #! error[unknown-argument]: nb_epoch is called epochs now  #! error[loss-target-mismatch]: binary_crossentropy cannot compare the output with the labels: (None, 1) and (None, 2)
