import tensorflow as tf
from tensorflow.keras.layers import *
from tensorflow.keras import Model
class Attention(Layer):
    def __init__(self, **kwargs):
        super(Attention, self).__init__(**kwargs)
    def build(self, input_shape):
        self.W = self.add_weight(name="att_weight", shape=(input_shape[-1], 1), initializer="normal")
        self.b = self.add_weight(name="att_bias", shape=(input_shape[1], 1), initializer="zeros")
        super(Attention, self).build(input_shape)
    def call(self, x):
        et = tf.squeeze(tf.tanh(tf.matmul(x, self.W) + self.b), axis=-1)
        at = tf.nn.softmax(et)
        at = tf.expand_dims(at, axis=-1)
        output = x * at
        return tf.reduce_sum(output, axis=1)
i = Input((30,))
e = Embedding(200, 16)(i)
l = Bidirectional(LSTM(12, return_sequences=True))(e)
a = Attention()(l)
m = Model(i, Dense(1, activation="sigmoid")(a))
