import contextlib
import time
from typing import Iterator

import numpy as np
import tensorflow as tf
from tensorflow import keras

BATCH = 32
NUM_CLASSES = 10


@contextlib.contextmanager
def timed(label: str) -> Iterator[None]:
    start = time.perf_counter()
    try:
        yield
    finally:
        print(f"{label}: {time.perf_counter() - start:.2f}s")


class WarmupSchedule(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak: float, warmup_steps: int, total_steps: int):
        super().__init__()
        self.peak = peak
        self.warmup_steps = warmup_steps
        self.total_steps = total_steps

    def __call__(self, step):
        step = tf.cast(step, tf.float32)
        warm = self.peak * step / float(self.warmup_steps)
        progress = (step - self.warmup_steps) / float(self.total_steps - self.warmup_steps)
        cool = 0.5 * self.peak * (1.0 + tf.cos(np.pi * tf.clip_by_value(progress, 0.0, 1.0)))
        return tf.where(step < self.warmup_steps, warm, cool)

    def get_config(self):
        return {"peak": self.peak, "warmup_steps": self.warmup_steps, "total_steps": self.total_steps}


class Classifier(keras.Model):
    def __init__(self, num_classes: int, widths=(32, 64), **kwargs):
        super().__init__(**kwargs)
        self.blocks = [
            keras.Sequential(
                [
                    keras.layers.Conv2D(width, 3, padding="same", activation="relu"),
                    keras.layers.MaxPooling2D(2),
                ]
            )
            for width in widths
        ]
        self.pool = keras.layers.GlobalAveragePooling2D()
        self.dropout = keras.layers.Dropout(0.3)
        self.head = keras.layers.Dense(num_classes)

    def call(self, inputs, training=False):
        x = inputs
        for block in self.blocks:
            x = block(x, training=training)
        x = self.pool(x)
        x = self.dropout(x, training=training)
        return self.head(x)


def datasets():
    (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()

    def prepare(x, y):
        x = tf.cast(x, tf.float32)[..., tf.newaxis] / 255.0
        return x, tf.one_hot(y, NUM_CLASSES)

    train = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(512).map(prepare).batch(BATCH, drop_remainder=True)
    test = tf.data.Dataset.from_tensor_slices((x_test, y_test)).map(prepare).batch(BATCH)
    return train.take(4), test.take(2)


train_ds, test_ds = datasets()
model = Classifier(NUM_CLASSES)
model.build((None, 28, 28, 1))
optimizer = keras.optimizers.SGD(WarmupSchedule(0.05, 10, 100), momentum=0.9, nesterov=True)
loss_fn = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)
train_loss = keras.metrics.Mean(name="train_loss")
train_acc = keras.metrics.CategoricalAccuracy(name="train_acc")
test_acc = keras.metrics.CategoricalAccuracy(name="test_acc")


@tf.function
def train_step(images, labels):
    with tf.GradientTape() as tape:
        logits = model(images, training=True)
        loss = loss_fn(labels, logits)
        if model.losses:
            loss += tf.add_n(model.losses)
    gradients = tape.gradient(loss, model.trainable_variables)
    gradients, norm = tf.clip_by_global_norm(gradients, 1.0)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    train_loss.update_state(loss)
    train_acc.update_state(labels, logits)
    return norm


@tf.function
def test_step(images, labels):
    logits = model(images, training=False)
    test_acc.update_state(labels, logits)
    return tf.argmax(logits, axis=-1)


checkpoint = tf.train.Checkpoint(model=model, optimizer=optimizer)
manager = tf.train.CheckpointManager(checkpoint, "./ckpt", max_to_keep=2)
confusion = np.zeros((NUM_CLASSES, NUM_CLASSES), dtype=np.int64)
for epoch in range(1):
    for metric in (train_loss, train_acc, test_acc):
        metric.reset_state()
    with timed(f"epoch {epoch}"):
        for step, (images, labels) in enumerate(train_ds):
            norm = train_step(images, labels)
            if step % 2 == 0:
                print(step, float(train_loss.result()), float(norm))
    for images, labels in test_ds:
        predicted = test_step(images, labels)
        confusion += tf.math.confusion_matrix(tf.argmax(labels, axis=1), predicted, NUM_CLASSES).numpy()
    manager.save()
    print(f"{epoch}: {train_acc.result():.3f} {test_acc.result():.3f}")
recall = np.diag(confusion) / np.maximum(confusion.sum(axis=1), 1)
print("recall per class", np.round(recall, 2))
