import numpy as np
import keras
from keras import layers

embeddings_index = {}
with open('glove.6B.100d.txt', encoding='utf8') as f:
    for line in f:
        word, coefs = line.split(maxsplit=1)
        embeddings_index[word] = np.fromstring(coefs, 'f', sep=' ')
word_index = {'the': 1, 'cat': 2, 'sat': 3}
num_tokens = len(word_index) + 2
embedding_dim = 100
embedding_matrix = np.zeros((num_tokens, embedding_dim))
for word, i in word_index.items():
    vec = embeddings_index.get(word)
    if vec is not None:
        embedding_matrix[i] = vec
emb = layers.Embedding(num_tokens, embedding_dim, trainable=False)
emb.build((1,))
emb.set_weights([embedding_matrix])
inp = keras.Input((None,), dtype='int64')
x = layers.Conv1D(32, 3, activation='relu')(emb(inp))
x = layers.GlobalMaxPooling1D()(x)
model = keras.Model(inp, layers.Dense(3, activation='softmax')(x))
model.compile(loss='categorical_crossentropy', optimizer='rmsprop')
x_train = np.random.randint(0, 4, (20, 12)); y_train = np.random.randint(0, 3, 20)
model.fit(x_train, y_train, epochs=1)
