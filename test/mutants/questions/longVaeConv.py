import keras
import numpy as np
import tensorflow as tf
from keras import layers

LATENT = 4


class Sampling(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.seed_generator = keras.random.SeedGenerator(1337)

    def call(self, inputs):
        mean, log_var = inputs
        batch, dim = tf.shape(mean)[0], tf.shape(mean)[1]
        noise = keras.random.normal(shape=(batch, dim), seed=self.seed_generator)
        return mean + tf.exp(0.5 * log_var) * noise


def make_encoder(latent: int) -> keras.Model:
    inputs = keras.Input(shape=(28, 28, 1))
    x = inputs
    for filters in (16, 32):
        x = layers.Conv2D(filters, 3, strides=2, padding="same", activation="relu")(x)
    x = layers.Flatten()(x)
    x = layers.Dense(16, activation="relu")(x)
    mean = layers.Dense(latent, name="mean")(x)
    log_var = layers.Dense(latent, name="log_var")(x)
    z = Sampling()([mean, log_var])
    return keras.Model(inputs, [mean, log_var, z], name="encoder")


def make_decoder(latent: int) -> keras.Model:
    inputs = keras.Input(shape=(latent,))
    x = layers.Dense(7 * 7 * 32, activation="relu")(inputs)
    x = layers.Reshape((7, 7, 32))(x)
    x = layers.Conv2DTranspose(32, 3, strides=2, padding="same", activation="relu")(x)
    x = layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu")(x)
    outputs = layers.Conv2DTranspose(1, 3, padding="same", activation="sigmoid")(x)
    return keras.Model(inputs, outputs, name="decoder")


class VAE(keras.Model):
    def __init__(self, encoder, decoder, beta=1.0, **kwargs):
        super().__init__(**kwargs)
        self.encoder, self.decoder, self.beta = encoder, decoder, beta
        self.trackers = {name: keras.metrics.Mean(name=name) for name in ("loss", "reconstruction", "kl")}

    @property
    def metrics(self):
        return list(self.trackers.values())

    def _terms(self, data):
        mean, log_var, z = self.encoder(data)
        restored = self.decoder(z)
        pixelwise = keras.losses.binary_crossentropy(data, restored)
        reconstruction = tf.reduce_mean(tf.reduce_sum(pixelwise, axis=(1, 2)))
        kl = -0.5 * (1 + log_var - tf.square(mean) - tf.exp(log_var))
        kl = tf.reduce_mean(tf.reduce_sum(kl, axis=1))
        return reconstruction + self.beta * kl, reconstruction, kl

    def train_step(self, data):
        with tf.GradientTape() as tape:
            total, reconstruction, kl = self._terms(data)
        grads = tape.gradient(total, self.trainable_weights)
        self.optimizer.apply_gradients(zip(grads, self.trainable_weights))
        return self._track(total, reconstruction, kl)

    def test_step(self, data):
        if isinstance(data, tuple):
            data = data[0]
        return self._track(*self._terms(data))

    def _track(self, *values):
        for tracker, value in zip(self.trackers.values(), values):
            tracker.update_state(value)
        return {name: tracker.result() for name, tracker in self.trackers.items()}

    def call(self, inputs):
        return self.decoder(self.encoder(inputs)[2])


class BetaWarmup(keras.callbacks.Callback):
    def __init__(self, start, stop, epochs):
        super().__init__()
        self.betas = np.linspace(start, stop, epochs)

    def on_epoch_begin(self, epoch, logs=None):
        self.model.beta = float(self.betas[min(epoch, len(self.betas) - 1)])


(x_train, _), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
digits = np.concatenate([x_train, x_test], axis=0)[:200]
digits = np.expand_dims(digits, -1).astype("float32") / 255
vae = VAE(make_encoder(LATENT), make_decoder(LATENT))
vae.compile(optimizer=keras.optimizers.Adam())
vae.fit(digits[:160], epochs=1, batch_size=32, validation_data=(digits[160:],), callbacks=[BetaWarmup(0.1, 1.0, 3)], verbose=0)

means, _, codes = vae.encoder.predict(digits[:32], verbose=0)
grid = np.linspace(-2, 2, 5)
canvas = np.zeros((28 * 5, 28 * 5))
for i, a in enumerate(grid):
    for j, b in enumerate(grid):
        code = np.zeros((1, LATENT), dtype="float32")
        code[0, :2] = a, b
        image = vae.decoder.predict(code, verbose=0)[0].reshape(28, 28)
        canvas[i * 28 : (i + 1) * 28, j * 28 : (j + 1) * 28] = image
print(canvas.shape, means.std(axis=0), codes.shape)
