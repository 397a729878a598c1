import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

class TransformerBlock(layers.Layer):
    def __init__(self, embed_dim, num_heads, ff_dim):
        super().__init__()
        self.att = layers.MultiHeadAttention(num_heads=num_heads, key_dim=embed_dim)
        self.ffn = tf.keras.Sequential([layers.Dense(ff_dim, activation="relu"), layers.Dense(embed_dim)])
        self.ln1 = layers.LayerNormalization()
        self.ln2 = layers.LayerNormalization()

    def call(self, inputs, mask=None):
        a = self.att(inputs, inputs, attention_mask=mask)
        x = self.ln1(inputs + a)
        return self.ln2(x + self.ffn(x))

tokens = layers.Input((20,), dtype="int32")
pad = layers.Input((20,), dtype="bool")
x = layers.Embedding(100, 16)(tokens)
x = TransformerBlock(16, 2, 32)(x, mask=pad)
x = layers.GlobalAveragePooling1D()(x)
model = tf.keras.Model([tokens, pad], layers.Dense(1, activation="sigmoid")(x))
model.compile("adam", "binary_crossentropy")
model.fit([np.ones((64, 20), int), np.ones((64, 20), bool)], np.zeros(64), batch_size=16)
