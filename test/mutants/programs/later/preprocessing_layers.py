import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

ages = np.array([[23.0], [45.0], [31.0], [60.0]])
colors = tf.constant([["red"], ["blue"], ["green"], ["red"]])
labels = np.array([0, 1, 0, 1])

normalizer = layers.Normalization()
normalizer.adapt(ages)
lookup = layers.StringLookup(vocabulary=["red", "green", "blue"], output_mode="one_hot")
encoded = lookup(colors)
print(encoded.shape)
scaled = normalizer(ages)
features = tf.concat([tf.cast(scaled, tf.float32), tf.cast(encoded, tf.float32)], axis=1)
print(features.shape)

inputs = tf.keras.Input(shape=(5,))
x = layers.Dense(4, activation="relu")(inputs)
outputs = layers.Dense(1, activation="sigmoid")(x)
model = tf.keras.Model(inputs, outputs)
model.compile(loss="binary_crossentropy", optimizer="sgd")
model.fit(features, labels, epochs=1, verbose=0)
