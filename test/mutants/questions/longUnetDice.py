from functools import partial
from typing import Iterable

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers as L

Conv = partial(L.Conv2D, padding="same", kernel_initializer="he_normal", use_bias=False)


def double_conv(x, filters, name):
    for i in (1, 2):
        x = Conv(filters, 3, name=f"{name}_conv{i}")(x)
        x = L.BatchNormalization(name=f"{name}_bn{i}")(x)
        x = L.Activation("relu", name=f"{name}_relu{i}")(x)
    return x


def attention_gate(skip, gate, filters):
    a = Conv(filters, 1)(skip)
    b = Conv(filters, 1)(gate)
    weights = L.Conv2D(1, 1, activation="sigmoid")(L.Activation("relu")(L.Add()([a, b])))
    return L.Multiply()([skip, weights])


def unet(size: int, channels: int, n_classes: int, widths: Iterable[int] = (8, 16, 32), bottleneck: int = 64) -> keras.Model:
    inputs = L.Input((size, size, channels))
    skips, x = [], inputs
    for depth, filters in enumerate(widths):
        x = double_conv(x, filters, f"down{depth}")
        skips.append(x)
        x = L.MaxPooling2D(2, name=f"pool{depth}")(x)
    x = double_conv(x, bottleneck, "bottom")
    for depth, (filters, skip) in enumerate(zip(reversed(widths), reversed(skips))):
        x = L.Conv2DTranspose(filters, 2, strides=2, padding="same", name=f"up{depth}")(x)
        x = L.Concatenate(name=f"join{depth}")([x, attention_gate(skip, x, filters // 2)])
        x = double_conv(x, filters, f"up{depth}")
    outputs = L.Conv2D(n_classes, 1, activation="softmax", name="mask")(x)
    return keras.Model(inputs, outputs, name="attention_unet")


class DiceLoss(keras.losses.Loss):
    def __init__(self, smooth: float = 1.0, name: str = "dice"):
        super().__init__(name=name)
        self.smooth = smooth

    def call(self, y_true, y_pred):
        y_true = tf.cast(y_true, y_pred.dtype)
        intersection = tf.reduce_sum(y_true * y_pred, axis=(1, 2))
        total = tf.reduce_sum(y_true + y_pred, axis=(1, 2))
        dice = (2.0 * intersection + self.smooth) / (total + self.smooth)
        return 1.0 - tf.reduce_mean(dice, axis=-1)


class CombinedLoss(keras.losses.Loss):
    def __init__(self, weighted: dict):
        super().__init__(name="combined")
        self.weighted = weighted

    def call(self, y_true, y_pred):
        return sum(weight * fn(y_true, y_pred) for fn, weight in self.weighted.items())


class MeanDice(keras.metrics.Metric):
    def __init__(self, n_classes, name="mean_dice", **kwargs):
        super().__init__(name=name, **kwargs)
        self.n_classes = n_classes
        self.hits = self.add_weight(shape=(n_classes,), initializer="zeros", name="hits")
        self.sizes = self.add_weight(shape=(n_classes,), initializer="zeros", name="sizes")

    def update_state(self, y_true, y_pred, sample_weight=None):
        truth = tf.cast(y_true, tf.float32)
        guess = tf.one_hot(tf.argmax(y_pred, axis=-1), self.n_classes)
        self.hits.assign_add(tf.reduce_sum(truth * guess, axis=[0, 1, 2]))
        self.sizes.assign_add(tf.reduce_sum(truth + guess, axis=[0, 1, 2]))

    def result(self):
        return tf.reduce_mean(2.0 * self.hits / tf.maximum(self.sizes, 1.0))

    def reset_state(self):
        for v in (self.hits, self.sizes):
            v.assign(tf.zeros_like(v))


def shapes(n, size, n_classes, seed=0):
    rng = np.random.default_rng(seed)
    images = rng.normal(0, 0.1, (n, size, size, 1)).astype("float32")
    masks = np.zeros((n, size, size), dtype="uint8")
    yy, xx = np.mgrid[:size, :size]
    for i in range(n):
        for label in range(1, n_classes):
            cx, cy, r = rng.integers(8, size - 8), rng.integers(8, size - 8), rng.integers(3, 8)
            inside = (xx - cx) ** 2 + (yy - cy) ** 2 < r**2
            masks[i][inside] = label
            images[i, inside, 0] += label * 0.5
    return images, keras.utils.to_categorical(masks, n_classes)


SIZE, CLASSES = 32, 3
x, y = shapes(24, SIZE, CLASSES)
model = unet(SIZE, 1, CLASSES)
loss = CombinedLoss({DiceLoss(): 0.7, keras.losses.CategoricalCrossentropy(reduction="none"): 0.3}) if False else DiceLoss()
model.compile(keras.optimizers.Adam(1e-3), loss=loss, metrics=[MeanDice(CLASSES), keras.metrics.OneHotIoU(num_classes=CLASSES, target_class_ids=[1, 2])])
model.fit(x, y, validation_split=0.25, batch_size=6, epochs=1, verbose=0)
predicted = model.predict(x[:4], verbose=0).argmax(axis=-1)
colors = np.array([[0, 0, 0], [255, 0, 0], [0, 255, 0]], dtype=np.uint8)
overlay = 0.6 * np.repeat(x[:4], 3, axis=-1) + 0.4 * colors[predicted] / 255
truth = y[:4].argmax(-1)
iou = [np.logical_and(predicted == c, truth == c).sum() / max(np.logical_or(predicted == c, truth == c).sum(), 1) for c in range(CLASSES)]
print(overlay.shape, np.round(iou, 2))
