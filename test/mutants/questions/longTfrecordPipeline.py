from __future__ import annotations

import functools
import tempfile
from pathlib import Path

import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, models

IMAGE = (24, 24)
LABELS = ["apple", "banana", "cherry"]
FEATURES = {
    "image": tf.io.FixedLenFeature([], tf.string),
    "box": tf.io.FixedLenFeature([4], tf.float32),
    "label": tf.io.FixedLenFeature([], tf.int64),
    "tags": tf.io.VarLenFeature(tf.string),
}


def _bytes(value: bytes) -> tf.train.Feature:
    return tf.train.Feature(bytes_list=tf.train.BytesList(value=[value]))


def _floats(values) -> tf.train.Feature:
    return tf.train.Feature(float_list=tf.train.FloatList(value=values))


def _int(value: int) -> tf.train.Feature:
    return tf.train.Feature(int64_list=tf.train.Int64List(value=[value]))


def serialize(image: np.ndarray, box: np.ndarray, label: int) -> bytes:
    encoded = tf.io.encode_png(image).numpy()
    feature = {"image": _bytes(encoded), "box": _floats(box.tolist()), "label": _int(label), "tags": _bytes(b"synthetic")}
    return tf.train.Example(features=tf.train.Features(feature=feature)).SerializeToString()


def write_shards(folder: Path, n_shards: int, per_shard: int) -> list[str]:
    rng = np.random.default_rng(0)
    paths = []
    for shard in range(n_shards):
        path = str(folder / f"part-{shard:02d}.tfrecord")
        with tf.io.TFRecordWriter(path) as writer:
            for _ in range(per_shard):
                image = rng.integers(0, 255, (32, 40, 3)).astype(np.uint8)
                box = np.sort(rng.random((2, 2)), axis=0).reshape(-1)
                writer.write(serialize(image, box, int(rng.integers(len(LABELS)))))
        paths.append(path)
    return paths


def parse(record, augment: bool):
    example = tf.io.parse_single_example(record, FEATURES)
    image = tf.io.decode_png(example["image"], channels=3)
    image = tf.image.resize(image, IMAGE) / 255.0
    box = example["box"]
    if augment:
        flip = tf.random.uniform([]) > 0.5
        image = tf.cond(flip, lambda: tf.image.flip_left_right(image), lambda: image)
        y0, x0, y1, x1 = tf.unstack(box)
        box = tf.cond(flip, lambda: tf.stack([y0, 1 - x1, y1, 1 - x0]), lambda: box)
    return image, (tf.one_hot(example["label"], len(LABELS)), box)


def make_dataset(paths, batch_size, augment=False):
    files = tf.data.Dataset.from_tensor_slices(paths)
    records = files.interleave(tf.data.TFRecordDataset, cycle_length=2, num_parallel_calls=tf.data.AUTOTUNE)
    if augment:
        records = records.shuffle(128)
    return records.map(functools.partial(parse, augment=augment)).batch(batch_size).prefetch(1)


class BoxIoU(tf.keras.metrics.Mean):
    def __init__(self, name="iou"):
        super().__init__(name=name)

    def update_state(self, y_true, y_pred, sample_weight=None):
        top = tf.maximum(y_true[..., :2], y_pred[..., :2])
        bottom = tf.minimum(y_true[..., 2:], y_pred[..., 2:])
        inter = tf.reduce_prod(tf.maximum(bottom - top, 0.0), axis=-1)
        area = lambda b: tf.reduce_prod(tf.maximum(b[..., 2:] - b[..., :2], 0.0), axis=-1)
        union = area(y_true) + area(y_pred) - inter
        return super().update_state(tf.math.divide_no_nan(inter, union))


def detector() -> tf.keras.Model:
    inputs = layers.Input((*IMAGE, 3))
    x = inputs
    for width in (16, 32, 64):
        x = layers.Conv2D(width, 3, padding="same", activation="relu")(x)
        x = layers.MaxPooling2D()(x)
    x = layers.Flatten()(x)
    x = layers.Dense(64, activation="relu")(x)
    label = layers.Dense(len(LABELS), activation="softmax", name="label")(x)
    box = layers.Dense(4, activation="sigmoid", name="box")(x)
    return models.Model(inputs, [label, box])


folder = Path(tempfile.mkdtemp())
paths = write_shards(folder, n_shards=3, per_shard=12)
train_ds, test_ds = make_dataset(paths[:2], 8, augment=True), make_dataset(paths[2:], 4)
model = detector()
model.compile(
    optimizer="adam",
    loss=["categorical_crossentropy", tf.keras.losses.Huber()],
    loss_weights=[1.0, 5.0],
    metrics=[["accuracy"], [BoxIoU()]],
)
model.fit(train_ds, validation_data=test_ds, epochs=1, verbose=0)
images, (labels, boxes) = next(iter(test_ds))
probs, found = model.predict(images, verbose=0)
drawn = tf.image.draw_bounding_boxes(images, found[:, tf.newaxis, :], np.array([[1.0, 0.0, 0.0]]))
names = [LABELS[i] for i in probs.argmax(axis=-1)]
offsets = np.abs(found - boxes.numpy()).mean(axis=0)
print(names, drawn.shape, offsets.round(2))
