import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        eps = tf.random.normal(shape=tf.shape(z_mean))
        return z_mean + tf.exp(0.5 * z_log_var) * eps

class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder = encoder
        self.decoder = decoder
        self.total_loss_tracker = keras.metrics.Mean(name='total_loss')

    @property
    def metrics(self):
        return [self.total_loss_tracker]

    def train_step(self, data):
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(data)
            rec = self.decoder(z)
            rec_loss = tf.reduce_mean(tf.reduce_sum(keras.losses.binary_crossentropy(data, rec), axis=(1, 2)))
            kl = -0.5 * (1 + z_log_var - tf.square(z_mean) - tf.exp(z_log_var))
            total = rec_loss + tf.reduce_mean(tf.reduce_sum(kl, axis=1))
        grads = tape.gradient(total, self.trainable_weights)
        self.optimizer.apply_gradients(zip(grads, self.trainable_weights))
        self.total_loss_tracker.update_state(total)
        return {'loss': self.total_loss_tracker.result()}

inp = keras.Input(shape=(28, 28, 1))
h = layers.Flatten()(inp)
h = layers.Dense(64, activation='relu')(h)
zm, zv = layers.Dense(2)(h), layers.Dense(2)(h)
encoder = keras.Model(inp, [zm, zv, Sampling()([zm, zv])])
lat = keras.Input(shape=(2,))
d = layers.Dense(784, activation='sigmoid')(lat)
decoder = keras.Model(lat, layers.Reshape((28, 28, 1))(d))
(x_train, _), _ = keras.datasets.mnist.load_data()
x_train = np.expand_dims(x_train, -1).astype('float32') / 255
vae = VAE(encoder, decoder)
vae.compile(optimizer=keras.optimizers.Adam())
vae.fit(x_train, epochs=1, batch_size=64)
