# Sequence tagging with a BiLSTM (NER)
import numpy as np
from tensorflow.keras.models import Model
from tensorflow.keras.layers import LSTM, Embedding, Dense, TimeDistributed, SpatialDropout1D, Bidirectional, Input
from tensorflow.keras.preprocessing.sequence import pad_sequences
from tensorflow.keras.utils import to_categorical

words = ['w%d' % i for i in range(200)]
tags = ['O', 'B-geo', 'I-geo', 'B-per', 'I-per']
num_words = len(words)
num_tags = len(tags)
word2idx = {w: i + 1 for i, w in enumerate(words)}
tag2idx = {t: i for i, t in enumerate(tags)}

rng = np.random.RandomState(0)
sentences = [[(words[rng.randint(200)], tags[rng.randint(5)]) for _ in range(rng.randint(5, 30))] for _ in range(40)]

max_len = 25
X = [[word2idx[w[0]] for w in s] for s in sentences]
X = pad_sequences(maxlen=max_len, sequences=X, padding="post", value=0)
y = [[tag2idx[w[1]] for w in s] for s in sentences]
y = pad_sequences(maxlen=max_len, sequences=y, padding="post", value=tag2idx["O"])
y = np.array([to_categorical(i, num_classes=num_tags) for i in y])
x_train, x_test = X[:30], X[30:]
y_train, y_test = y[:30], y[30:]

input_word = Input(shape=(max_len,))
model = Embedding(input_dim=num_words + 1, output_dim=16)(input_word)
model = SpatialDropout1D(0.1)(model)
model = Bidirectional(LSTM(units=10, return_sequences=True, recurrent_dropout=0.1))(model)
out = TimeDistributed(Dense(num_tags, activation="softmax"))(model)
model = Model(input_word, out)
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, validation_data=(x_test, y_test), batch_size=8, epochs=1, verbose=0)

i = 3
p = model.predict(np.array([x_test[i]]), verbose=0)
p = np.argmax(p, axis=-1)
y_true = np.argmax(y_test, axis=-1)[i]
for w, true, pred in list(zip(x_test[i], y_true, p[0]))[:3]:
    print("{:15} {}\t {}".format(words[w - 1], tags[true], tags[pred]))
