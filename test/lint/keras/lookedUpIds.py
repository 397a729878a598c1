#- framework: tensorflow
# Ids against the embeddings that look them up: through frames, stacked columns and code of the program's own.
import numpy as np
import pandas as pd
import tensorflow as tf
from tensorflow import keras

frame = pd.DataFrame({
    'user': np.random.randint(0, 50, 2000),
    'item': np.random.randint(0, 30, 2000),
    'rating': np.random.rand(2000),
})
user, item = keras.Input((1,)), keras.Input((1,))
users = keras.layers.Flatten()(keras.layers.Embedding(50, 8)(user))
items = keras.layers.Flatten()(keras.layers.Embedding(30, 8)(item))
model = keras.Model([user, item], keras.layers.Dot(axes=1)([users, items]))
model.compile('adam', 'mse')
train = frame[:1600]
model.fit([train['user'], train['item']], train['rating'])
model.fit([train.item, train.user], train.rating)  #! error[class-count]: from 0 to 29; there are some up to 49


class Ratings(keras.Model):
    def __init__(self, n_users, n_items):
        super().__init__()
        self.users = keras.layers.Embedding(n_users, 8)
        self.items = keras.layers.Embedding(n_items, 8)

    def call(self, inputs):
        return tf.reduce_sum(self.users(inputs[:, 0]) * self.items(inputs[:, 1]), axis=1)


pairs = np.stack([np.random.randint(1, 51, 2000), np.random.randint(1, 31, 2000)], axis=1)
ratings = np.random.rand(2000)
fits = Ratings(51, 31)
fits.compile('adam', 'mse')
fits.fit(pairs, ratings)
fits.fit(train[['user', 'item']].values, train['rating'])
fits.fit(train[['item', 'user']].values, train['rating'])  #! error[class-count]: from 0 to 30; there are some up to 49
short = Ratings(50, 30)
short.compile('adam', 'mse')
short.fit(pairs, ratings)  #! error[class-count]: from 0 to 49; there are some up to 50


class TokenAndPosition(keras.layers.Layer):
    def __init__(self, length, vocabulary):
        super().__init__()
        self.tokens = keras.layers.Embedding(vocabulary, 16)
        self.positions = keras.layers.Embedding(length, 16)

    def call(self, x):
        return self.tokens(x) + self.positions(tf.range(tf.shape(x)[-1]))


def classifier(length, vocabulary):
    words = keras.Input((20,))
    pooled = keras.layers.GlobalAveragePooling1D()(TokenAndPosition(length, vocabulary)(words))
    made = keras.Model(words, keras.layers.Dense(1, activation='sigmoid')(pooled))
    made.compile('adam', 'binary_crossentropy')
    return made


texts = np.random.randint(0, 500, (100, 20))
labels = np.random.randint(0, 2, 100)
classifier(20, 500).fit(texts, labels)
classifier(500, 20).fit(texts, labels)  #! error[class-count]: from 0 to 19; there are some up to 499
