"""What a Keras program says of itself, for the tests to compare with: its history, its steps, its layers."""

import json

import keras
import numpy as np


class Steps(keras.callbacks.Callback):
    """Keras's own running mean after each batch, its learning rate, and how many epochs and validations there were."""

    def __init__(self):
        super().__init__()
        self.means = []
        self.epochs = []
        self.rates = []

    def on_train_batch_end(self, batch, logs=None):
        self.means.append([batch, float(logs["loss"])])

    def on_epoch_begin(self, epoch, logs=None):
        self.rates.append(float(np.asarray(self.model.optimizer.learning_rate)))

    def on_epoch_end(self, epoch, logs=None):
        self.epochs.append({name: float(value) for name, value in logs.items()})


def shape_of(layer):
    try:
        return list(layer.output.shape)
    except AttributeError:
        return None


def write(model, steps, name="log.json", **more):
    log = {
        "means": steps.means,
        "epochs": steps.epochs,
        "rates": steps.rates,
        "params": model.count_params(),
        "layers": [[layer.name, type(layer).__name__, shape_of(layer), layer.count_params()] for layer in model.layers],
    }
    with open(name, "w") as file:
        json.dump(dict(log, **more), file)
