"""The same network trained by three loops of its own: step by step, as a graph, and compiled; and a tape that trains nothing."""

import json

import numpy as np
import tensorflow as tf

tf.random.set_seed(0)
x = np.random.default_rng(0).normal(size=(50, 6)).astype("float32")
y = (x.sum(axis=1, keepdims=True) > 0).astype("float32")
data = tf.data.Dataset.from_tensor_slices((x, y)).batch(8)
log = {}


def train(name, kind, epochs):
    model = tf.keras.Sequential(
        [tf.keras.Input((6,)), tf.keras.layers.Dense(5, activation="relu"), tf.keras.layers.Dense(1)], name=name
    )
    optimizer = tf.keras.optimizers.Adam(0.01) if kind == "eager" else tf.keras.optimizers.SGD(0.1)
    loss_fn = tf.keras.losses.BinaryCrossentropy(from_logits=True)

    def step(inputs, labels):
        with tf.GradientTape() as tape:
            loss = loss_fn(labels, model(inputs, training=True))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return loss

    if kind == "graph":
        step = tf.function(step)
    elif kind == "compiled":
        step = tf.function(step, jit_compile=True)
    losses = []
    for _ in range(epochs):
        for inputs, labels in data:
            losses.append(float(step(inputs, labels)))
    log[name] = losses
    return model


model = train("eager", "eager", 3)
train("graph", "graph", 40)
train("compiled", "compiled", 5)

# Gradients by the input, as saliency maps take them: no step of a training.
probe = tf.constant(x[:4])
with tf.GradientTape() as tape:
    tape.watch(probe)
    score = tf.reduce_sum(model(probe))
tape.gradient(score, probe)

with open("log.json", "w") as file:
    json.dump(log, file)
