#- framework: tensorflow
# Words of texts that are written out have known numbers: from 1 on, so that an embedding needs one more.
import numpy as np
from tensorflow.keras.layers import Dense, Embedding, GlobalAveragePooling1D, Input
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.sequence import pad_sequences
from tensorflow.keras.preprocessing.text import Tokenizer

texts = ['The cat sat.', 'Dogs bark at the cat!', 'the end'] * 10
labels = np.array([0, 1, 1] * 10)


def numbered(**options):
    tokenizer = Tokenizer(**options)
    tokenizer.fit_on_texts(texts)
    return pad_sequences(tokenizer.texts_to_sequences(texts), padding='post'), len(tokenizer.word_index)


def classifier(vocabulary):
    model = Sequential([Input((None,)), Embedding(vocabulary, 16), GlobalAveragePooling1D(), Dense(1, activation='sigmoid')])
    model.compile('adam', 'binary_crossentropy')
    return model


x, words = numbered()
x  #> [30, 5]
classifier(words + 1).fit(x, labels)
classifier(words).fit(x, labels)  #! error[class-count]: from 0 to 6; there are some up to 7
x, words = numbered(num_words=5)
classifier(5).fit(x, labels)
classifier(4).fit(x, labels)  #! error[class-count]: from 0 to 3; there are some up to 4
x, words = numbered(oov_token='<OOV>', num_words=4)
classifier(4).fit(x, labels)
x, words = numbered(char_level=True)
classifier(3).fit(x, labels)
