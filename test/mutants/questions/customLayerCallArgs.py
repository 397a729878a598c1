import tensorflow as tf
from tensorflow.keras import layers

class Attention(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.W1 = layers.Dense(units)
        self.W2 = layers.Dense(units)
        self.V = layers.Dense(1)

    def call(self, features, hidden):
        hidden_with_time_axis = tf.expand_dims(hidden, 1)
        score = tf.nn.tanh(self.W1(features) + self.W2(hidden_with_time_axis))
        attention_weights = tf.nn.softmax(self.V(score), axis=1)
        context_vector = attention_weights * features
        return tf.reduce_sum(context_vector, axis=1), attention_weights

class Decoder(tf.keras.Model):
    def __init__(self, vocab_size, embedding_dim, units):
        super().__init__()
        self.embedding = layers.Embedding(vocab_size, embedding_dim)
        self.gru = layers.GRU(units, return_sequences=True, return_state=True)
        self.fc = layers.Dense(vocab_size)
        self.attention = Attention(units)

    def call(self, x, hidden, enc_output):
        context_vector, weights = self.attention(enc_output, hidden)
        x = self.embedding(x)
        x = tf.concat([context_vector, x], axis=-1)
        output, state = self.gru(x)
        output = tf.reshape(output, (-1, output.shape[2]))
        return self.fc(output), state, weights

decoder = Decoder(500, 64, 128)
enc_output = tf.random.uniform((16, 11, 128))
hidden = tf.random.uniform((16, 128))
out, _, _ = decoder(tf.random.uniform((16, 1)), hidden, enc_output)
print(out.shape)
