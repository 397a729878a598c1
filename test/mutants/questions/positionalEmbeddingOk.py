import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

class TokenAndPositionEmbedding(layers.Layer):
    def __init__(self, maxlen, vocab_size, embed_dim):
        super().__init__()
        self.token_emb = layers.Embedding(input_dim=vocab_size, output_dim=embed_dim)
        self.pos_emb = layers.Embedding(input_dim=maxlen, output_dim=embed_dim)

    def call(self, x):
        maxlen = tf.shape(x)[-1]
        positions = tf.range(start=0, limit=maxlen, delta=1)
        positions = self.pos_emb(positions)
        x = self.token_emb(x)
        return x + positions

maxlen, vocab_size, embed_dim = 80, 5000, 64
inputs = layers.Input(shape=(maxlen,))
x = TokenAndPositionEmbedding(maxlen, vocab_size, embed_dim)(inputs)
x = layers.GlobalMaxPooling1D()(x)
x = layers.Dense(1, activation='sigmoid')(x)
model = keras.Model(inputs, x)
model.compile('adam', 'binary_crossentropy')
(xt, yt), _ = keras.datasets.imdb.load_data(num_words=vocab_size)
xt = keras.utils.pad_sequences(xt, maxlen=maxlen)
model.fit(xt, yt, batch_size=32, epochs=1)
