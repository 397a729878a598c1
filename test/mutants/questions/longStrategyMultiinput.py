import os
from typing import NamedTuple

import numpy as np
import tensorflow as tf
from tensorflow.keras import Input, Model, layers, mixed_precision


class Sample(NamedTuple):
    image: np.ndarray
    tabular: np.ndarray
    price: np.ndarray
    kind: np.ndarray


def synthesize(n: int, rng: np.random.Generator) -> Sample:
    return Sample(
        image=rng.random((n, 48, 48, 3), dtype=np.float32),
        tabular=rng.standard_normal((n, 12)).astype(np.float32),
        price=rng.lognormal(3, 1, size=(n, 1)).astype(np.float32),
        kind=rng.integers(0, 4, size=(n,)).astype(np.int32),
    )


def image_branch(x, widths=(16, 32, 64)):
    for width in widths:
        x = layers.SeparableConv2D(width, 3, padding="same")(x)
        x = layers.BatchNormalization()(x)
        x = layers.Activation("swish")(x)
        x = layers.MaxPool2D()(x)
    return layers.GlobalMaxPooling2D()(x)


def build_model() -> Model:
    image = Input((48, 48, 3), name="image")
    tabular = Input((12,), name="tabular")
    a = image_branch(layers.Rescaling(2.0, offset=-1.0)(image))
    b = layers.Dense(32, activation="gelu")(layers.LayerNormalization()(tabular))
    joined = layers.Concatenate(name="joined")([a, b])
    trunk = layers.Dense(64, activation="relu")(joined)
    gate = layers.Dense(64, activation="sigmoid")(joined)
    trunk = layers.Multiply()([trunk, gate])
    price = layers.Dense(1, dtype="float32", name="price")(trunk)
    kind = layers.Dense(4, activation="softmax", dtype="float32", name="kind")(trunk)
    return Model(inputs={"image": image, "tabular": tabular}, outputs={"price": price, "kind": kind})


def to_dataset(sample: Sample, batch_size: int, repeat: bool = False) -> tf.data.Dataset:
    features = {"image": sample.image, "tabular": sample.tabular}
    targets = {"price": np.log1p(sample.price), "kind": sample.kind}
    ds = tf.data.Dataset.from_tensor_slices((features, targets)).cache()
    if repeat:
        ds = ds.shuffle(256, seed=1).repeat()
    options = tf.data.Options()
    options.experimental_distribute.auto_shard_policy = tf.data.experimental.AutoShardPolicy.DATA
    return ds.batch(batch_size).with_options(options).prefetch(tf.data.AUTOTUNE)


def main():
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    strategy = tf.distribute.OneDeviceStrategy("/cpu:0")
    global_batch = 8 * strategy.num_replicas_in_sync
    rng = np.random.default_rng(0)
    train, test = synthesize(64, rng), synthesize(24, rng)
    with strategy.scope():
        model = build_model()
        model.compile(
            optimizer=tf.keras.optimizers.Adam(1e-3),
            loss={"price": tf.keras.losses.Huber(), "kind": "sparse_categorical_crossentropy"},
            loss_weights={"price": 0.5, "kind": 1.0},
            metrics={"price": ["mae"], "kind": ["accuracy"]},
        )
    model.fit(
        to_dataset(train, global_batch, repeat=True),
        epochs=1,
        steps_per_epoch=len(train.image) // global_batch,
        validation_data=to_dataset(test, global_batch),
        verbose=0,
    )
    results = model.evaluate(to_dataset(test, global_batch), return_dict=True, verbose=0)
    print({k: round(float(v), 3) for k, v in results.items()})
    predictions = model.predict({"image": test.image, "tabular": test.tabular}, verbose=0)
    price = np.expm1(predictions["price"]).squeeze(-1)
    error = np.abs(price - test.price[:, 0])
    best = np.argsort(error)[:5]
    print("closest", best, price[best], predictions["kind"][best].argmax(axis=1))


if __name__ == "__main__":
    main()
