"""Loops around a tape in the forms that people write them; each says what it saw of itself."""

import json

import numpy as np
import tensorflow as tf

cpu = tf.config.list_physical_devices("CPU")[0]
tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
keras = tf.keras
keras.utils.set_random_seed(5)
rng = np.random.default_rng(5)
x = rng.normal(size=(40, 4)).astype("float32")
y = x.sum(axis=1, keepdims=True) + 0.1
log = {}


def mlp(name, units=1):
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), keras.layers.Dense(units)], name=name)


def mse(model, a=x, b=y):
    return tf.reduce_mean((model(a, training=True) - b) ** 2)


# Two networks against each other, with a penalty on gradients of the inputs, eager and in a graph.
def adversaries(kind):
    made, judge = mlp("made_" + kind, 4), mlp("judge_" + kind)
    rates = keras.optimizers.Adam(1e-3), keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 2, 0.5))

    def step(real):
        with tf.GradientTape() as made_tape, tf.GradientTape() as judge_tape:
            fake = made(tf.random.normal([8, 4]))
            with tf.GradientTape() as inner:
                inner.watch(real)
                scores = judge(real)
            penalty = tf.reduce_mean(inner.gradient(scores, real) ** 2)
            made_loss = tf.reduce_mean((judge(fake) - 1.0) ** 2)
            judge_loss = tf.reduce_mean(judge(fake) ** 2) + tf.reduce_mean((scores - 1.0) ** 2) + penalty
        of_judge = judge_tape.gradient(judge_loss, judge.trainable_variables)
        of_made = made_tape.gradient(made_loss, made.trainable_variables)
        rates[0].apply_gradients(zip(of_made, made.trainable_variables))
        rates[1].apply_gradients(zip(of_judge, judge.trainable_variables))
        return made_loss, judge_loss

    if kind == "graph":
        step = tf.function(step)
    rows = [[float(loss) for loss in step(tf.constant(x[:8]))] for _ in range(6)]
    log[made.name], log[judge.name] = [list(column) for column in zip(*rows)]
    return rates




# Variables that the program changes by its own arithmetic.
def by_hand(kind):
    w, b = tf.Variable(tf.ones([4, 1])), tf.Variable(tf.zeros([1]))

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((x @ w + b - y) ** 2)
        dw, db = tape.gradient(loss, [w, b])
        w.assign_sub(0.1 * dw)
        b.assign(b - 0.1 * db)
        return loss

    if kind == "graph":
        step = tf.function(step)
    log["hand_" + kind] = [float(step()) for _ in range(5)]
    return w, b


# Before any optimizer is there.
kept = [by_hand("eager"), by_hand("graph"), adversaries("eager"), adversaries("graph")]


# Gradients of several batches, clipped, make one step; a look at the gradients in between is none.
def gathered():
    model, optimizer = mlp("gathered"), keras.optimizers.SGD(0.01)
    losses = []
    for _ in range(3):
        total = [tf.zeros_like(v) for v in model.trainable_variables]
        parts = []
        for start in range(0, 40, 10):
            with tf.GradientTape() as tape:
                loss = mse(model, x[start : start + 10], y[start : start + 10])
            total = [a + g for a, g in zip(total, tape.gradient(loss, model.trainable_variables))]
            parts.append(float(loss))
        optimizer.apply_gradients(zip([tf.clip_by_norm(g, 1.0) for g in total], model.trainable_variables))
        losses.append(sum(parts) / 4)
    log[model.name] = losses
    return optimizer


# Epochs over a data set with a short last batch, and a look at the gradients and a validation between them.
def passes():
    model, optimizer = mlp("passes"), keras.optimizers.SGD(0.01)
    data = tf.data.Dataset.from_tensor_slices((x, y)).batch(16)
    losses = []
    for _ in range(3):
        for a, b in data:
            with tf.GradientTape() as tape:
                loss = mse(model, a, b)
            optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))
            losses.append(float(loss))
        with tf.GradientTape() as tape:
            look = mse(model)
        tape.gradient(look, model.trainable_variables)
        for a, b in data:
            mse(model, a, b)
    log[model.name] = losses
    return optimizer


# A loss that is scaled, as mixed precision wants it.
def scaled():
    model, optimizer = mlp("scaled"), keras.optimizers.LossScaleOptimizer(keras.optimizers.SGD(0.01))

    @tf.function
    def step():
        with tf.GradientTape() as tape:
            loss = mse(model)
            large = optimizer.scale_loss(loss)
        optimizer.apply_gradients(zip(tape.gradient(large, model.trainable_variables), model.trainable_variables))
        return loss

    log[model.name] = [float(step()) for _ in range(4)]
    return optimizer


# All steps in one call of a graph.
def within():
    model, optimizer = mlp("within"), keras.optimizers.SGD(0.001)
    losses = tf.Variable(tf.zeros([1500]))

    @tf.function
    def train():
        for i in tf.range(1500):
            with tf.GradientTape() as tape:
                loss = mse(model)
            optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))
            losses.scatter_nd_update([[i]], [loss])

    train()
    log[model.name] = losses.numpy().tolist()
    return optimizer


# Two replicas, each with its half of the batch.
def mirrored():
    strategy = tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"])
    with strategy.scope():
        model, optimizer = mlp("mirrored"), keras.optimizers.SGD(0.01)
    data = strategy.experimental_distribute_dataset(tf.data.Dataset.from_tensor_slices((x, y)).batch(20))

    def replica(a, b):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum((model(a) - b) ** 2) / 20
        optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))
        return loss

    @tf.function
    def step(a, b):
        return strategy.reduce("SUM", strategy.run(replica, args=(a, b)), axis=None)

    log[model.name] = [float(step(a, b)) for _ in range(2) for a, b in data]
    return optimizer


# An optimizer of TensorFlow 1, and a module that is no model of Keras.
class Line(tf.Module):
    def __init__(self):
        super().__init__(name="line")
        self.w = tf.Variable(tf.zeros([4, 1]))

    def __call__(self, a):
        return a @ self.w


def old():
    line, optimizer = Line(), tf.compat.v1.train.AdamOptimizer(0.05)
    losses = []

    def loss():
        value = tf.reduce_mean((line(x) - y) ** 2)
        losses.append(float(value))
        return value

    for _ in range(4):
        optimizer.minimize(loss, var_list=line.trainable_variables)
    log[line.name] = losses
    return line, optimizer


kept += [gathered(), passes(), scaled(), within(), mirrored(), old()]


# A `train_step` with two optimizers, one logged value that is a mean and one that is not.
class Pair(keras.Model):
    def __init__(self):
        super().__init__(name="pair")
        self.first, self.second = keras.layers.Dense(1, name="first"), keras.layers.Dense(1, name="second")
        self.gathered = keras.metrics.Mean(name="first_loss")

    def compile(self, first, second):
        super().compile()
        self.first_optimizer, self.second_optimizer = first, second

    @property
    def metrics(self):
        return [self.gathered]

    def call(self, inputs):
        return self.first(inputs), self.second(inputs)

    def train_step(self, data):
        losses = []
        for layer, optimizer in ((self.first, self.first_optimizer), (self.second, self.second_optimizer)):
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean((layer(data[0]) - data[1]) ** 2)
            optimizer.apply_gradients(zip(tape.gradient(loss, layer.trainable_variables), layer.trainable_variables))
            losses.append(loss)
        self.gathered.update_state(losses[0])
        tf.py_function(lambda *values: rows.append([float(value) for value in values]), losses, [])
        return {"first_loss": self.gathered.result(), "second_loss": losses[1]}


rows = []
pair = Pair()
pair.compile(keras.optimizers.SGD(0.01), keras.optimizers.SGD(0.02))
pair.fit(x, y, batch_size=16, epochs=2, verbose=0)
log["pair"] = rows

# Single batches, some only tested.
single = mlp("single")
single.compile("sgd", "mse", metrics=["mae"])
log["single"] = []
for _ in range(2):
    for start in range(0, 40, 16):
        log["single"].append([float(v) for v in single.train_on_batch(x[start : start + 16], y[start : start + 16])])
    tests = [single.test_on_batch(x[start : start + 16], y[start : start + 16], return_dict=True) for start in range(0, 40, 16)]
    weights = [16, 16, 8]
    log.setdefault("tests", []).append([sum(float(t[name]) * w for t, w in zip(tests, weights)) / 40 for name in ("loss", "mae")])

with open("log.json", "w") as file:
    json.dump(log, file)
