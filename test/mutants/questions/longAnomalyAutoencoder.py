from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd
import tensorflow as tf
from sklearn.metrics import precision_recall_fscore_support
from sklearn.preprocessing import RobustScaler
from tensorflow.keras.layers import LSTM, Dense, Input, RepeatVector, TimeDistributed
from tensorflow.keras.models import Model


@dataclass
class Detector:
    steps: int
    n_features: int
    latent: int = 8
    quantile: float = 0.98
    threshold: Optional[float] = None

    def __post_init__(self):
        inputs = Input(shape=(self.steps, self.n_features))
        encoded = LSTM(32, return_sequences=True)(inputs)
        encoded = LSTM(self.latent)(encoded)
        decoded = RepeatVector(self.steps)(encoded)
        decoded = LSTM(32, return_sequences=True)(decoded)
        outputs = TimeDistributed(Dense(self.n_features))(decoded)
        self.model = Model(inputs, outputs)
        self.encoder = Model(inputs, encoded)
        self.model.compile(optimizer="adam", loss="mae")

    def fit(self, windows: np.ndarray, **kwargs) -> "Detector":
        self.model.fit(windows, windows, shuffle=True, verbose=0, **kwargs)
        self.threshold = float(np.quantile(self.score(windows), self.quantile))
        return self

    def score(self, windows: np.ndarray) -> np.ndarray:
        restored = self.model.predict(windows, verbose=0)
        return np.mean(np.abs(restored - windows), axis=(1, 2))

    def predict(self, windows: np.ndarray) -> np.ndarray:
        if self.threshold is None:
            raise RuntimeError("call fit first")
        return self.score(windows) > self.threshold


def sensors(n: int, anomalies: int, seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    t = np.arange(n)
    frame = pd.DataFrame(
        {
            "vibration": np.sin(t / 9) + rng.normal(0, 0.1, n),
            "pressure": np.cos(t / 15) + rng.normal(0, 0.1, n),
            "heat": 0.5 * np.sin(t / 30) + rng.normal(0, 0.1, n),
        },
        index=pd.RangeIndex(n, name="t"),
    )
    frame["anomaly"] = False
    for start in rng.integers(0, n - 20, anomalies):
        where = slice(start, start + 10)
        frame.loc[where, ["vibration", "heat"]] += rng.normal(0, 3, size=(11, 2))
        frame.loc[where, "anomaly"] = True
    return frame


def windows_of(values: np.ndarray, steps: int, stride: int = 1) -> np.ndarray:
    view = np.lib.stride_tricks.sliding_window_view(values, steps, axis=0)
    return np.ascontiguousarray(view[::stride].transpose(0, 2, 1))


STEPS = 20
COLUMNS = ["vibration", "pressure", "heat"]
normal, mixed = sensors(500, 0, seed=1), sensors(300, 4, seed=2)
scaler = RobustScaler().fit(normal[COLUMNS])
train = windows_of(scaler.transform(normal[COLUMNS]), STEPS, stride=4).astype("float32")
test = windows_of(scaler.transform(mixed[COLUMNS]), STEPS).astype("float32")
truth = windows_of(mixed[["anomaly"]].to_numpy(), STEPS)[..., 0].any(axis=1)

detector = Detector(STEPS, len(COLUMNS)).fit(train, epochs=1, batch_size=32, validation_split=0.1)
flags = detector.predict(test)
precision, recall, f1, _ = precision_recall_fscore_support(truth, flags, average="binary", zero_division=0)
print(f"{train.shape=} {test.shape=} {precision:.2f} {recall:.2f} {f1:.2f}")
per_feature = np.abs(detector.model.predict(test, verbose=0) - test).mean(axis=1)
blame = pd.DataFrame(per_feature, columns=COLUMNS).idxmax(axis=1).value_counts()
codes = detector.encoder.predict(test, verbose=0)
centered = codes - codes.mean(axis=0)
_, _, vt = np.linalg.svd(centered, full_matrices=False)
plane = centered @ vt[:2].T
print(blame.to_dict(), plane.shape, tf.reduce_max(plane).numpy().round(2))
