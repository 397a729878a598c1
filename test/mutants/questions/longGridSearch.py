import itertools
import json
import logging
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import keras
import numpy as np
import pandas as pd
from sklearn.datasets import load_wine
from sklearn.model_selection import KFold, train_test_split
from sklearn.preprocessing import StandardScaler

log = logging.getLogger("grid")
logging.basicConfig(stream=sys.stdout, level=logging.WARNING)

SPACE = {"units": [8, 16], "depth": [1, 2], "activation": ["relu", "tanh"], "optimizer": ["adam", "sgd"]}


def grid(space: Mapping[str, list[Any]]) -> Iterator[dict[str, Any]]:
    keys = sorted(space)
    for values in itertools.product(*(space[k] for k in keys)):
        yield dict(zip(keys, values))


def build(n_inputs: int, n_classes: int, *, units: int, depth: int, activation: str, optimizer: str) -> keras.Model:
    inputs = x = keras.Input((n_inputs,))
    for i in range(depth):
        x = keras.layers.Dense(units // (2**i), activation=activation, name=f"hidden_{i}")(x)
    outputs = keras.layers.Dense(n_classes, activation="softmax")(x)
    model = keras.Model(inputs, outputs)
    lr = {"adam": 1e-2, "sgd": 1e-1}[optimizer]
    opt = keras.optimizers.get({"class_name": optimizer, "config": {"learning_rate": lr}})
    model.compile(optimizer=opt, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def cross_validate(x, y, params, n_splits=2) -> list[float]:
    scores = []
    for train_idx, val_idx in KFold(n_splits, shuffle=True, random_state=0).split(x):
        scaler = StandardScaler()
        x_train, x_val = scaler.fit_transform(x[train_idx]), scaler.transform(x[val_idx])
        model = build(x.shape[1], int(y.max()) + 1, **params)
        model.fit(x_train, y[train_idx], epochs=1, batch_size=32, verbose=0)
        _, accuracy = model.evaluate(x_val, y[val_idx], verbose=0)
        scores.append(accuracy)
    return scores


def main() -> int:
    wine = load_wine()
    x, x_test, y, y_test = train_test_split(wine.data, wine.target, test_size=0.3, random_state=0, stratify=wine.target)
    rows = []
    for params in itertools.islice(grid(SPACE), 4):
        scores = cross_validate(x, y, params)
        rows.append({**params, "mean": np.mean(scores), "std": np.std(scores)})
        log.info("%s -> %.3f", json.dumps(params), rows[-1]["mean"])
    table = pd.DataFrame(rows).sort_values("mean", ascending=False).reset_index(drop=True)
    print(table.head(3))
    best = table.loc[0, list(SPACE)].to_dict()
    best = {k: int(v) if k in ("units", "depth") else v for k, v in best.items()}
    scaler = StandardScaler().fit(x)
    members = [build(x.shape[1], 3, **best) for _ in range(3)]
    for member in members:
        member.fit(scaler.transform(x), y, epochs=1, verbose=0)
    votes = np.stack([m.predict(scaler.transform(x_test), verbose=0) for m in members])
    average = votes.mean(axis=0)
    accuracy = (average.argmax(axis=1) == y_test).mean()
    entropy = -np.sum(average * np.log(average + 1e-9), axis=1)
    print(f"ensemble accuracy {accuracy:.3f}, mean entropy {entropy.mean():.3f}")
    weights = members[0].get_layer("hidden_0").get_weights()[0]
    importance = pd.Series(np.abs(weights).sum(axis=1), index=wine.feature_names).nlargest(3)
    print(importance.round(2).to_dict())
    return 0


if __name__ == "__main__":
    sys.exit(main())
