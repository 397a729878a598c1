import numpy as np
import tensorflow as tf
from tensorflow.keras.layers import Dot, Embedding

vocab_size = 60
embedding_dim = 12
num_ns = 4


class Word2Vec(tf.keras.Model):
    def __init__(self, vocab_size, embedding_dim):
        super(Word2Vec, self).__init__()
        self.target_embedding = Embedding(vocab_size, embedding_dim, name="w2v_embedding")
        self.context_embedding = Embedding(vocab_size, embedding_dim)

    def call(self, pair):
        target, context = pair
        if len(target.shape) == 2:
            target = tf.squeeze(target, axis=1)
        word_emb = self.target_embedding(target)
        context_emb = self.context_embedding(context)
        dots = tf.einsum('be,bce->bc', word_emb, context_emb)
        return dots


targets = np.random.randint(0, vocab_size, (32, 1))
contexts = np.random.randint(0, vocab_size, (32, num_ns + 1))
labels = np.zeros((32, num_ns + 1), dtype='int64')
labels[:, 0] = 1
dataset = tf.data.Dataset.from_tensor_slices(((targets, contexts), labels))
dataset = dataset.shuffle(100).batch(16, drop_remainder=True)
word2vec = Word2Vec(vocab_size, embedding_dim)
word2vec.compile(optimizer='adam', loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=['accuracy'])
word2vec.fit(dataset, epochs=1, verbose=0)
weights = word2vec.get_layer('w2v_embedding').get_weights()[0]
print(weights.shape)
