import argparse
import json
import os

import keras
from keras import layers


def build_model(hp):
    model = keras.Sequential([keras.Input((28, 28, 1))])
    for i in range(hp.get("conv_blocks", 2)):
        model.add(layers.Conv2D(hp.get(f"filters_{i}", 32), hp.get("kernel", 3), padding="same", activation="relu"))
        if hp.get("pooling") == "avg":
            model.add(layers.AveragePooling2D(2))
        else:
            model.add(layers.MaxPooling2D(2))
    model.add(layers.Flatten())
    model.add(layers.Dense(hp["units"] if "units" in hp else 64, activation="relu"))
    model.add(layers.Dense(10))
    return model


def parse(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", default=None)
    parser.add_argument("--lr", type=float, default=1e-3)
    return parser.parse_args(argv)


args = parse([])
hp = json.load(open(args.config)) if args.config and os.path.exists(args.config) else {"conv_blocks": 3}
model = build_model(hp)
model.compile(optimizer=keras.optimizers.Adam(learning_rate=args.lr), loss="sparse_categorical_crossentropy")
