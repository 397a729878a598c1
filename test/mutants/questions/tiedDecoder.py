import numpy as np
import tensorflow as tf

class DenseTied(tf.keras.layers.Layer):
    def __init__(self, dense, activation=None, **kwargs):
        self.dense = dense
        self.activation = tf.keras.activations.get(activation)
        super().__init__(**kwargs)

    def build(self, batch_input_shape):
        self.biases = self.add_weight(name="bias", shape=[self.dense.kernel.shape[0]], initializer="zeros")
        super().build(batch_input_shape)

    def call(self, inputs):
        z = tf.matmul(inputs, self.dense.kernel, transpose_b=True)
        return self.activation(z + self.biases)

dense_1 = tf.keras.layers.Dense(100, activation="relu")
dense_2 = tf.keras.layers.Dense(30, activation="relu")
encoder = tf.keras.models.Sequential([tf.keras.layers.Input((28, 28)), tf.keras.layers.Flatten(), dense_1, dense_2])
decoder = tf.keras.models.Sequential([
    DenseTied(dense_1, activation="relu"),
    DenseTied(dense_2, activation="sigmoid"),
    tf.keras.layers.Reshape([28, 28]),
])
tied_ae = tf.keras.models.Sequential([encoder, decoder])
tied_ae.compile(loss="binary_crossentropy", optimizer="adam")
tied_ae.fit(np.zeros((10, 28, 28)), np.zeros((10, 28, 28)))
