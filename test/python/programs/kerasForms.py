"""Trainings by `fit` in the forms that people write them, on whatever backend; each says what it saw of itself."""

import json

import keras
import numpy as np
from keras import layers, ops
from keras.src.backend.common.symbolic_scope import in_symbolic_scope

backend = keras.backend.backend()
keras.utils.set_random_seed(3)
rng = np.random.default_rng(3)
x = rng.normal(size=(100, 4)).astype("float32")
y = (x.sum(axis=1, keepdims=True) > 0).astype("float32")
log = {}


def note(into):
    """Notes a number that is computed within the compiled step."""

    def append(value):
        into.append(float(np.asarray(value)))

    def tell(value):
        if backend == "tensorflow":
            import tensorflow as tf

            tf.py_function(append, [value], [])
        elif backend == "jax":
            import jax

            jax.debug.callback(append, value, ordered=True)
        elif not in_symbolic_scope():
            append(value.detach())

    return tell


def told(loss, into):
    """The same loss; what it was for each batch is noted."""
    tell = note(into)

    def function(y_true, y_pred):
        values = loss(y_true, y_pred)
        tell(ops.mean(values))
        return values

    return function


def compiled(model, name, optimizer="sgd", loss=keras.losses.mean_squared_error, **more):
    into = log.setdefault(name, {"losses": []})["losses"]
    model.compile(optimizer, told(loss, into), jit_compile=backend == "jax", **more)
    return model


def finish(name, model, history, **more):
    log[name].update(history=history.history if hasattr(history, "history") else history, params=model.count_params(), **more)


def mlp(name):
    return keras.Sequential([keras.Input((4,)), layers.Dense(3, activation="tanh"), layers.Dense(1)], name=name)


# Data of unknown length, of which the last batch is short.
def batches(sizes):
    start = 0
    for size in sizes:
        yield x[start : start + size], y[start : start + size]
        start += size


model = compiled(mlp("generated"), "generated", metrics=["mae"])
finish("generated", model, model.fit(batches([32, 32, 32, 4]), verbose=0), sizes=[32, 32, 32, 4])

# Batches of all sizes.
sizes = [8, 16, 5, 32, 9, 30]
model = compiled(mlp("ragged"), "ragged", metrics=["mae"])
finish("ragged", model, model.fit(batches(sizes), verbose=0), sizes=sizes)

# `fit` again and again, with another optimizer in between, and once saying where it goes on.
model = compiled(mlp("again"), "again", keras.optimizers.SGD(0.1))
histories = [model.fit(x, y, batch_size=40, epochs=2, verbose=0).history]
model.compile(keras.optimizers.Adam(0.01), told(keras.losses.mean_squared_error, log["again"]["losses"]), jit_compile=backend == "jax")
histories.append(model.fit(x, y, batch_size=50, epochs=4, initial_epoch=2, verbose=0).history)
histories.append(model.fit(x, y, batch_size=100, verbose=0).history)
finish("again", model, {"loss": sum((history["loss"] for history in histories), [])}, sizes=[40, 40, 20] * 2 + [50, 50] * 2 + [100])


# A rate that falls, and a callback that adds a metric of its own.
class Recall(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        logs["recall"] = 0.5 + epoch / 10


model = compiled(mlp("plateau"), "plateau", keras.optimizers.SGD(0.1))
plateau = keras.callbacks.ReduceLROnPlateau("loss", factor=0.5, patience=0, min_delta=100.0)
finish("plateau", model, model.fit(x, y, batch_size=25, epochs=4, callbacks=[plateau, Recall()], verbose=0), sizes=[25] * 16)

# Two outputs, and a metric that is no mean.
inputs = keras.Input((4,), name="inputs")
hidden = layers.Dense(5, name="hidden")(inputs)
heads = [layers.Dense(1, name="a")(hidden), layers.Dense(1, name="b")(hidden)]
model = keras.Model(inputs, heads, name="outputs")
model.compile("sgd", ["mse", "mae"], metrics=[["mae"], [keras.metrics.RootMeanSquaredError()]], jit_compile=backend == "jax")
log["outputs"] = {}
finish("outputs", model, model.fit(x, [y, x[:, :1]], batch_size=25, epochs=2, validation_split=0.5, verbose=0), sizes=[25, 25] * 2)


# A model that computes in `call`, with a layer of its own that is made of others, and sample weights.
class Block(layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.wide = layers.Dense(units, name="wide")
        self.narrow = layers.Dense(3, name="narrow")

    def call(self, inputs):
        return self.narrow(ops.relu(self.wide(inputs)))


class Net(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.block = Block(6, name="block")
        self.head = layers.Dense(1, name="head")

    def call(self, inputs):
        return self.head(self.block(inputs))


model = Net(name="net")
model.compile("adam", "mse", metrics=["mae"], weighted_metrics=[keras.metrics.MeanSquaredError(name="weighted")], jit_compile=backend == "jax")
log["net"] = {}
weights = rng.uniform(0.5, 1.5, 100).astype("float32")
finish("net", model, model.fit(x, y, sample_weight=weights, batch_size=30, epochs=2, shuffle=False, verbose=0), sizes=[30, 30, 30, 10] * 2)
log["net"]["weights"] = weights.tolist()

# A loss that is lost.
model = compiled(mlp("lost"), "lost", keras.optimizers.SGD(1e25))
finish("lost", model, model.fit(x, y, batch_size=25, verbose=0), sizes=[25] * 4)

# Several steps at once.
if backend != "torch":
    model = compiled(mlp("bundled"), "bundled", steps_per_execution=3)
    finish("bundled", model, model.fit(x, y, batch_size=10, epochs=2, verbose=0), sizes=[10] * 20)

# A loop of the program's own around an optimizer of Keras, with the gradients of PyTorch.
if backend == "torch":
    import torch

    model, optimizer = mlp("loop"), keras.optimizers.Adam(keras.optimizers.schedules.ExponentialDecay(0.1, 1, 0.5))
    losses = []
    for _ in range(4):
        loss = torch.mean((model(x) - torch.from_numpy(y)) ** 2)
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            optimizer.apply([v.value.grad for v in model.trainable_weights], model.trainable_weights)
        losses.append(loss.item())
    log["loop"] = {"losses": losses, "history": {"loss": []}, "sizes": [100] * 4, "params": model.count_params()}

with open("log.json", "w") as file:
    json.dump(log, file)
