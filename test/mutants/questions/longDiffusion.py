import math

import keras
import numpy as np
import tensorflow as tf
from keras import layers

STEPS, SIZE, CHANNELS = 50, 16, 1


class Schedule:
    def __init__(self, steps: int, start: float = 1e-4, end: float = 0.02):
        self.betas = np.linspace(start, end, steps, dtype=np.float32)
        alphas = 1.0 - self.betas
        self.alpha_bar = np.cumprod(alphas, axis=0)
        self.sqrt_bar = tf.constant(np.sqrt(self.alpha_bar))
        self.sqrt_one_minus = tf.constant(np.sqrt(1.0 - self.alpha_bar))
        previous = np.append(1.0, self.alpha_bar[:-1]).astype(np.float32)
        self.variance = self.betas * (1 - previous) / (1 - self.alpha_bar)
        self.alphas = alphas

    @staticmethod
    def _extract(table, t):
        return tf.reshape(tf.gather(table, t), (-1, 1, 1, 1))

    def diffuse(self, images, t, noise):
        return self._extract(self.sqrt_bar, t) * images + self._extract(self.sqrt_one_minus, t) * noise

    def denoise(self, x, t, predicted):
        beta = self._extract(tf.constant(self.betas), t)
        alpha = self._extract(tf.constant(self.alphas), t)
        mean = (x - beta * predicted / self._extract(self.sqrt_one_minus, t)) / tf.sqrt(alpha)
        noise = tf.random.normal(tf.shape(x))
        keep = tf.reshape(tf.cast(t > 0, tf.float32), (-1, 1, 1, 1))
        return mean + keep * tf.sqrt(self._extract(tf.constant(self.variance), t)) * noise


class TimeEmbedding(layers.Layer):
    def __init__(self, dim, **kwargs):
        super().__init__(**kwargs)
        self.half = dim // 2
        self.frequencies = tf.exp(tf.range(self.half, dtype=tf.float32) * -(math.log(10000) / (self.half - 1)))

    def call(self, t):
        angles = tf.cast(t, tf.float32)[:, None] * self.frequencies[None, :]
        return tf.concat([tf.sin(angles), tf.cos(angles)], axis=-1)


def residual(width):
    def apply(inputs):
        x, temb = inputs
        skip = x if x.shape[-1] == width else layers.Conv2D(width, 1)(x)
        h = layers.GroupNormalization(groups=4)(x)
        h = layers.Conv2D(width, 3, padding="same")(keras.activations.swish(h))
        h = layers.Add()([h, layers.Dense(width)(temb)[:, None, None, :]])
        h = layers.GroupNormalization(groups=4)(h)
        h = layers.Conv2D(width, 3, padding="same", kernel_initializer="zeros")(keras.activations.swish(h))
        return layers.Add()([h, skip])

    return apply


def build(widths=(8, 16)):
    image = keras.Input((SIZE, SIZE, CHANNELS))
    time = keras.Input((), dtype="int64")
    temb = TimeEmbedding(32)(time)
    temb = layers.Dense(32, activation="swish")(temb)
    x = layers.Conv2D(widths[0], 3, padding="same")(image)
    skips = [x]
    for width in widths:
        x = residual(width)([x, temb])
        skips.append(x)
        x = layers.AveragePooling2D(2)(x)
    x = residual(widths[-1])([x, temb])
    for width in reversed(widths):
        x = layers.UpSampling2D(2, interpolation="nearest")(x)
        x = layers.Concatenate(axis=-1)([x, skips.pop()])
        x = residual(width)([x, temb])
    return keras.Model([image, time], layers.Conv2D(CHANNELS, 3, padding="same")(x))


class Diffusion(keras.Model):
    def __init__(self, network, ema_network, schedule, ema=0.99):
        super().__init__()
        self.network, self.ema_network, self.schedule, self.ema = network, ema_network, schedule, ema

    def train_step(self, images):
        batch = tf.shape(images)[0]
        t = tf.random.uniform((batch,), 0, STEPS, dtype=tf.int64)
        noise = tf.random.normal(tf.shape(images), dtype=images.dtype)
        with tf.GradientTape() as tape:
            predicted = self.network([self.schedule.diffuse(images, t, noise), t], training=True)
            loss = tf.reduce_mean(tf.square(noise - predicted))
        grads = tape.gradient(loss, self.network.trainable_weights)
        self.optimizer.apply_gradients(zip(grads, self.network.trainable_weights))
        for weight, slow in zip(self.network.weights, self.ema_network.weights):
            slow.assign(self.ema * slow + (1 - self.ema) * weight)
        return {"loss": loss}

    def generate(self, n):
        x = tf.random.normal((n, SIZE, SIZE, CHANNELS))
        for step in reversed(range(0, STEPS, 10)):
            t = tf.fill([n], tf.constant(step, tf.int64))
            x = self.schedule.denoise(x, t, self.ema_network([x, t], training=False))
        return x


images = tf.random.uniform((32, 28, 28, 1))
ds = tf.data.Dataset.from_tensor_slices(images).map(lambda im: tf.image.resize(im, (SIZE, SIZE)) * 2 - 1).batch(8, drop_remainder=True)
network, ema_network = build(), build()
ema_network.set_weights(network.get_weights())
model = Diffusion(network, ema_network, Schedule(STEPS))
model.compile(optimizer=keras.optimizers.Adam(2e-4))
model.fit(ds, epochs=1, verbose=0)
made = model.generate(4).numpy()
made = np.clip(127.5 * (made + 1), 0, 255).astype(np.uint8)
sheet = made.reshape(2, 2, SIZE, SIZE).transpose(0, 2, 1, 3).reshape(2 * SIZE, 2 * SIZE)
print(sheet.shape, sheet.dtype)
