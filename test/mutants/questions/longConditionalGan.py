import os
from dataclasses import dataclass

import keras
import numpy as np
import tensorflow as tf
from keras import layers


@dataclass(frozen=True)
class Settings:
    latent: int = 32
    classes: int = 10
    channels: int = 1
    size: int = 28
    batch: int = 16


class ConditionalGAN(keras.Model):
    def __init__(self, discriminator, generator, settings: Settings):
        super().__init__()
        self.discriminator, self.generator, self.settings = discriminator, generator, settings
        self.d_tracker = keras.metrics.Mean(name="d_loss")
        self.g_tracker = keras.metrics.Mean(name="g_loss")

    @property
    def metrics(self):
        return [self.d_tracker, self.g_tracker]

    def compile(self, d_optimizer, g_optimizer, loss_fn, **kwargs):
        super().compile(**kwargs)
        self.d_optimizer = d_optimizer
        self.g_optimizer = g_optimizer
        self.loss_fn = loss_fn

    def train_step(self, data):
        images, labels = data
        s = self.settings
        planes = labels[:, :, None, None]
        planes = tf.repeat(planes, repeats=[s.size * s.size])
        planes = tf.reshape(planes, (-1, s.size, s.size, s.classes))
        batch = tf.shape(images)[0]

        noise = tf.random.normal((batch, s.latent))
        conditioned = tf.concat([noise, labels], axis=1)
        fakes = self.generator(conditioned)
        fake_pairs = tf.concat([fakes, planes], -1)
        real_pairs = tf.concat([images, planes], -1)
        combined = tf.concat([fake_pairs, real_pairs], axis=0)
        truth = tf.concat([tf.ones((batch, 1)), tf.zeros((batch, 1))], axis=0)
        truth += 0.05 * tf.random.uniform(tf.shape(truth))
        with tf.GradientTape() as tape:
            d_loss = self.loss_fn(truth, self.discriminator(combined))
        grads = tape.gradient(d_loss, self.discriminator.trainable_weights)
        self.d_optimizer.apply_gradients(zip(grads, self.discriminator.trainable_weights))

        noise = tf.random.normal((batch, s.latent))
        conditioned = tf.concat([noise, labels], axis=1)
        misleading = tf.zeros((batch, 1))
        with tf.GradientTape() as tape:
            fakes = self.generator(conditioned)
            judged = self.discriminator(tf.concat([fakes, planes], -1))
            g_loss = self.loss_fn(misleading, judged)
        grads = tape.gradient(g_loss, self.generator.trainable_weights)
        self.g_optimizer.apply_gradients(zip(grads, self.generator.trainable_weights))
        self.d_tracker.update_state(d_loss)
        self.g_tracker.update_state(g_loss)
        return {m.name: m.result() for m in self.metrics}


def make_discriminator(s: Settings) -> keras.Model:
    return keras.Sequential(
        [
            keras.Input((s.size, s.size, s.channels + s.classes)),
            layers.Conv2D(32, 3, strides=2, padding="same"),
            layers.LeakyReLU(negative_slope=0.2),
            layers.Conv2D(64, 3, strides=2, padding="same"),
            layers.LeakyReLU(negative_slope=0.2),
            layers.GlobalMaxPooling2D(),
            layers.Dense(1),
        ],
        name="discriminator",
    )


def make_generator(s: Settings) -> keras.Model:
    inputs = keras.Input((s.latent + s.classes,))
    side = s.size // 4
    x = layers.Dense(side * side * (s.latent + s.classes))(inputs)
    x = layers.LeakyReLU(negative_slope=0.2)(x)
    x = layers.Reshape((side, side, s.latent + s.classes))(x)
    for filters in (64, 32):
        x = layers.Conv2DTranspose(filters, 4, strides=2, padding="same")(x)
        x = layers.LeakyReLU(negative_slope=0.2)(x)
    return keras.Model(inputs, layers.Conv2D(s.channels, 7, padding="same", activation="sigmoid")(x), name="generator")


settings = Settings()
(x_train, y_train), _ = keras.datasets.mnist.load_data()
images = np.reshape(x_train[:64].astype("float32") / 255.0, (-1, settings.size, settings.size, settings.channels))
labels = keras.utils.to_categorical(y_train[:64], settings.classes).astype("float32")
ds = tf.data.Dataset.from_tensor_slices((images, labels)).shuffle(64).batch(settings.batch)

gan = ConditionalGAN(make_discriminator(settings), make_generator(settings), settings)
gan.compile(
    d_optimizer=keras.optimizers.Adam(learning_rate=3e-4, beta_1=0.5),
    g_optimizer=keras.optimizers.Adam(learning_rate=3e-4, beta_1=0.5),
    loss_fn=keras.losses.BinaryCrossentropy(from_logits=True),
)
gan.fit(ds, epochs=1, verbose=0)
first, last = 2, 7
noise = tf.random.normal((1, settings.latent))
weights = tf.linspace(0.0, 1.0, 9)[:, None]
ends = keras.utils.to_categorical([first, last], settings.classes)
mixed = ends[:1] * (1 - weights) + ends[1:] * weights
samples = gan.generator.predict(tf.concat([tf.repeat(noise, 9, axis=0), mixed], 1), verbose=0)
strip = np.hstack([np.uint8(one.squeeze() * 255) for one in samples])
print(strip.shape, os.getcwd() != "")
