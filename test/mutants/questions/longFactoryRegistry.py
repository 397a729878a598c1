"""Train one of several small image classifiers that are registered by name."""
from __future__ import annotations

import argparse
import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

logger = logging.getLogger(__name__)
AUTOTUNE = tf.data.AUTOTUNE


@dataclass
class DataConfig:
    image_size: tuple[int, int] = (32, 32)
    channels: int = 3
    n_classes: int = 6
    batch_size: int = 16


@dataclass
class TrainConfig:
    data: DataConfig = field(default_factory=DataConfig)
    model: str = "tiny_resnet"
    epochs: int = 1
    learning_rate: float = 1e-3
    output: Path = Path("runs")

    @property
    def input_shape(self) -> tuple[int, int, int]:
        return (*self.data.image_size, self.data.channels)


REGISTRY: dict[str, Callable[[TrainConfig], keras.Model]] = {}


def register(name: str):
    def decorator(fn):
        REGISTRY[name] = fn
        return fn

    return decorator


def conv_bn(x, filters: int, stride: int = 1):
    x = layers.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    return layers.ReLU()(x)


@register("tiny_resnet")
def tiny_resnet(cfg: TrainConfig) -> keras.Model:
    inputs = keras.Input(cfg.input_shape)
    x = conv_bn(inputs, 16)
    for filters, stride in [(16, 1), (32, 2), (64, 2)]:
        shortcut = x
        x = conv_bn(x, filters, stride)
        x = layers.Conv2D(filters, 3, padding="same")(x)
        if stride != 1 or shortcut.shape[-1] != filters:
            shortcut = layers.Conv2D(filters, 1, strides=stride)(shortcut)
        x = layers.add([x, shortcut])
        x = layers.ReLU()(x)
    x = layers.GlobalAveragePooling2D()(x)
    outputs = layers.Dense(cfg.data.n_classes)(x)
    return keras.Model(inputs, outputs, name="tiny_resnet")


@register("mlp")
def mlp(cfg: TrainConfig) -> keras.Model:
    return keras.Sequential(
        [
            keras.Input(cfg.input_shape),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(cfg.data.n_classes),
        ],
        name="mlp",
    )


def load_arrays(cfg: DataConfig, n: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    images = rng.integers(0, 256, size=(n, *cfg.image_size, cfg.channels), dtype=np.uint8)
    labels = rng.integers(0, cfg.n_classes, size=n)
    return images, labels


def make_dataset(images, labels, cfg: DataConfig, training: bool) -> tf.data.Dataset:
    def preprocess(image, label):
        image = tf.image.convert_image_dtype(image, tf.float32)
        if training:
            image = tf.image.random_flip_left_right(image)
            image = tf.image.random_brightness(image, 0.1)
        return image, label

    ds = tf.data.Dataset.from_tensor_slices((images, labels))
    if training:
        ds = ds.shuffle(len(images))
    return ds.map(preprocess, num_parallel_calls=AUTOTUNE).batch(cfg.batch_size).prefetch(AUTOTUNE)


def train(cfg: TrainConfig) -> keras.callbacks.History:
    model = REGISTRY[cfg.model](cfg)
    model.summary(print_fn=logger.info)
    train_ds = make_dataset(*load_arrays(cfg.data, 64, 0), cfg.data, training=True)
    val_ds = make_dataset(*load_arrays(cfg.data, 32, 1), cfg.data, training=False)
    steps = cfg.epochs * len(train_ds)
    schedule = keras.optimizers.schedules.CosineDecay(cfg.learning_rate, decay_steps=steps)
    model.compile(
        optimizer=keras.optimizers.Adam(schedule),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy", keras.metrics.SparseTopKCategoricalAccuracy(k=3, name="top3")],
    )
    cfg.output.mkdir(parents=True, exist_ok=True)
    callbacks = [
        keras.callbacks.ModelCheckpoint(cfg.output / "best.keras", monitor="val_accuracy", save_best_only=True),
        keras.callbacks.CSVLogger(str(cfg.output / "log.csv")),
    ]
    return model.fit(train_ds, validation_data=val_ds, epochs=cfg.epochs, callbacks=callbacks, verbose=2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", choices=sorted(REGISTRY), default="tiny_resnet")
    parser.add_argument("--epochs", type=int, default=1)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO)
    for name in (args.model, "mlp"):
        cfg = TrainConfig(model=name, epochs=args.epochs)
        history = train(cfg)
        best = int(np.argmax(history.history["val_accuracy"]))
        logger.info("%s: best epoch %d, top3 %.3f", name, best, history.history["val_top3"][best])


if __name__ == "__main__":
    main()
