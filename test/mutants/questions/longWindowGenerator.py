from __future__ import annotations

import numpy as np
import pandas as pd
import tensorflow as tf


class Windows:
    """Slices a table into pairs of history and future."""

    def __init__(self, history: int, horizon: int, frames: dict[str, pd.DataFrame], targets: list[str], batch: int = 16):
        self.history, self.horizon = history, horizon
        self.frames, self.targets, self.batch = frames, targets, batch
        self.columns = {name: i for i, name in enumerate(frames["train"].columns)}
        self.target_ids = [self.columns[name] for name in targets]
        self.total = history + horizon

    def split(self, window: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        past = window[:, : self.history, :]
        future = window[:, self.history :, :]
        labels = tf.stack([future[:, :, i] for i in self.target_ids], axis=-1)
        past.set_shape([None, self.history, None])
        labels.set_shape([None, self.horizon, None])
        return past, labels

    def dataset(self, part: str, shuffle: bool = False) -> tf.data.Dataset:
        values = self.frames[part].to_numpy(dtype=np.float32)
        ds = tf.keras.utils.timeseries_dataset_from_array(
            data=values, targets=None, sequence_length=self.total, sequence_stride=1, shuffle=shuffle, batch_size=self.batch
        )
        return ds.map(self.split)

    def __repr__(self) -> str:
        return f"Windows({self.history} -> {self.horizon}, {', '.join(self.targets)})"


def load(hours: int = 1200) -> pd.DataFrame:
    index = pd.date_range("2024-01-01", periods=hours, freq="h")
    rng = np.random.default_rng(3)
    day = 2 * np.pi * index.hour / 24
    frame = pd.DataFrame(
        {
            "load": 50 + 10 * np.sin(day) + rng.normal(0, 1, hours),
            "temperature": 15 + 5 * np.cos(day) + rng.normal(0, 0.5, hours),
            "wind": rng.gamma(2.0, 2.0, hours),
        },
        index=index,
    )
    frame["day_sin"], frame["day_cos"] = np.sin(day), np.cos(day)
    frame["load_lag"] = frame["load"].shift(24)
    return frame.dropna()


def split_frame(frame: pd.DataFrame, fractions=(0.7, 0.2)):
    n = len(frame)
    first, second = int(n * fractions[0]), int(n * sum(fractions))
    parts = {"train": frame.iloc[:first], "val": frame.iloc[first:second], "test": frame.iloc[second:]}
    mean, std = parts["train"].mean(), parts["train"].std()
    return {name: (part - mean) / std for name, part in parts.items()}, mean, std


class Residual(tf.keras.Model):
    """Predicts the change from the last value."""

    def __init__(self, inner: tf.keras.Model, target_ids: list[int]):
        super().__init__()
        self.inner, self.target_ids = inner, target_ids

    def call(self, x, training=None):
        delta = self.inner(x, training=training)
        last = tf.gather(x[:, -1:, :], self.target_ids, axis=-1)
        return last + delta


HISTORY, HORIZON, TARGETS = 48, 12, ["load", "temperature"]
parts, mean, std = split_frame(load())
windows = Windows(HISTORY, HORIZON, parts, TARGETS)
print(windows)
n_out = len(TARGETS)
network = tf.keras.Sequential(
    [
        tf.keras.layers.Conv1D(32, 5, padding="causal", activation="relu"),
        tf.keras.layers.GRU(24),
        tf.keras.layers.Dense(HORIZON * n_out, kernel_initializer="zeros"),
        tf.keras.layers.Reshape((HORIZON, n_out)),
    ]
)
model = Residual(network, windows.target_ids)
model.compile(loss=tf.keras.losses.MeanSquaredError(), optimizer="adam", metrics=["mae"])
stop = tf.keras.callbacks.EarlyStopping(monitor="val_loss", patience=2, mode="min")
model.fit(windows.dataset("train", shuffle=True), validation_data=windows.dataset("val"), epochs=1, callbacks=[stop], verbose=0)
past, future = next(iter(windows.dataset("test")))
forecast = model(past).numpy()
degrees = forecast * std[TARGETS].to_numpy() + mean[TARGETS].to_numpy()
rmse = np.sqrt(np.mean((forecast - future.numpy()) ** 2, axis=(0, 1)))
print(pd.Series(rmse, index=TARGETS), degrees[0, :, 0].round(1))
