import numpy as np
import tensorflow as tf
import keras
from keras import layers, Model


def build_embedding(shape, dim):
    inp = keras.Input(shape)
    x = layers.Conv2D(8, 3, strides=2, activation='relu')(inp)
    x = layers.Flatten()(x)
    x = layers.Dense(dim)(x)
    x = layers.UnitNormalization(axis=-1)(x)
    return Model(inp, x, name='embedding')


class DistanceLayer(layers.Layer):
    def call(self, anchor, positive, negative):
        ap_distance = keras.ops.sum(tf.square(anchor - positive), -1)
        an_distance = keras.ops.sum(tf.square(anchor - negative), -1)
        return (ap_distance, an_distance)


embedding = build_embedding((12, 12, 1), 6)
anchor_input = layers.Input(name="anchor", shape=(12, 12, 1))
positive_input = layers.Input(name="positive", shape=(12, 12, 1))
negative_input = layers.Input(name="negative", shape=(12, 12, 1))
distances = DistanceLayer()(embedding(anchor_input), embedding(positive_input), embedding(negative_input))
network = Model(inputs=[anchor_input, positive_input, negative_input], outputs=distances)
images = np.random.rand(3, 8, 12, 12, 1).astype('float32')
anchor, positive, negative = images
optimizer = keras.optimizers.Adam(1e-3)
with tf.GradientTape() as tape:
    ap, an = network([anchor, positive, negative])
    loss = tf.reduce_mean(tf.maximum(ap - an + 0.5, 0.0))
gradients = tape.gradient(loss, network.trainable_weights)
optimizer.apply_gradients(zip(gradients, network.trainable_weights))
similarity = keras.metrics.CosineSimilarity()
print(float(similarity(embedding(anchor), embedding(positive))), ap.shape)
