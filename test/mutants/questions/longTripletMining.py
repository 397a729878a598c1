import itertools
from collections import defaultdict

import numpy as np
import tensorflow as tf
from tensorflow.keras import backend as K
from tensorflow.keras.layers import BatchNormalization, Conv2D, Dense, Dropout, Flatten, Input, Lambda, MaxPooling2D
from tensorflow.keras.models import Model, Sequential
from tensorflow.keras.optimizers import Adam

SHAPE = (32, 32, 3)
EMBEDDING = 24
MARGIN = 0.4


def embedding_network(shape, dim):
    net = Sequential(name="embedding")
    net.add(Conv2D(16, (5, 5), activation="relu", padding="same", input_shape=shape))
    net.add(MaxPooling2D((2, 2)))
    net.add(BatchNormalization())
    net.add(Conv2D(32, (3, 3), activation="relu", padding="same"))
    net.add(MaxPooling2D((2, 2)))
    net.add(Flatten())
    net.add(Dropout(0.25))
    net.add(Dense(dim))
    net.add(Lambda(lambda t: tf.math.l2_normalize(t, axis=1), output_shape=(dim,)))
    return net


def triplet_loss(_, stacked):
    anchor, positive, negative = stacked[:, 0], stacked[:, 1], stacked[:, 2]
    d_pos = tf.reduce_sum(tf.square(anchor - positive), axis=-1)
    d_neg = tf.reduce_sum(tf.square(anchor - negative), axis=-1)
    return tf.maximum(d_pos - d_neg + MARGIN, 0.0)


def margin_accuracy(_, stacked):
    d_pos = tf.norm(stacked[:, 0] - stacked[:, 1], axis=1)
    d_neg = tf.norm(stacked[:, 0] - stacked[:, 2], axis=1)
    return tf.reduce_mean(tf.cast(d_pos < d_neg, tf.float32))


def group_by_label(labels):
    groups = defaultdict(list)
    for i, label in enumerate(labels):
        groups[int(label)].append(i)
    return {label: np.array(ids) for label, ids in groups.items()}


def triplets(images, labels, batch_size, rng):
    groups = group_by_label(labels)
    classes = list(groups)
    while True:
        anchors, positives, negatives = [], [], []
        for _ in range(batch_size):
            same, other = rng.choice(classes, size=2, replace=False)
            a, p = rng.choice(groups[same], 2, replace=False)
            n = rng.choice(groups[other])
            anchors.append(images[a])
            positives.append(images[p])
            negatives.append(images[n])
        yield (np.array(anchors), np.array(positives), np.array(negatives)), np.zeros((batch_size, 1))


rng = np.random.default_rng(11)
(x_train, y_train), (x_test, y_test) = tf.keras.datasets.cifar10.load_data()
x_train, x_test = x_train.astype("float32") / 255.0, x_test.astype("float32") / 255.0
y_train, y_test = y_train.ravel(), y_test.ravel()

embed = embedding_network(SHAPE, EMBEDDING)
inputs = [Input(SHAPE, name=name) for name in ("anchor", "positive", "negative")]
encoded = [embed(one) for one in inputs]
stacked = Lambda(lambda parts: tf.stack(parts, axis=1), output_shape=(3, EMBEDDING))(encoded)
siamese = Model(inputs, stacked)
siamese.compile(optimizer=Adam(1e-4), loss=triplet_loss, metrics=[margin_accuracy])
signature = (
    tuple(tf.TensorSpec((None, *SHAPE), tf.float32) for _ in range(3)),
    tf.TensorSpec((None, 1), tf.float32),
)
ds = tf.data.Dataset.from_generator(lambda: triplets(x_train, y_train, 8, rng), output_signature=signature)
siamese.fit(ds, steps_per_epoch=2, epochs=1, verbose=0)

gallery = embed.predict(x_train[:100], verbose=0)
queries = embed.predict(x_test[:20], verbose=0)
distances = ((queries[:, None, :] - gallery[None, :, :]) ** 2).sum(axis=-1)
nearest = np.argsort(distances, axis=1)[:, :5]
votes = y_train[:100][nearest]
predicted = np.array([np.bincount(v, minlength=10).argmax() for v in votes])
print("1-NN", (votes[:, 0] == y_test[:20]).mean(), "5-NN", (predicted == y_test[:20]).mean())
pairs = list(itertools.combinations(range(10), 2))
centers = np.stack([gallery[y_train[:100] == c].mean(axis=0) for c in range(10)])
spread = {pair: float(np.linalg.norm(centers[pair[0]] - centers[pair[1]])) for pair in pairs}
print(min(spread, key=spread.get), K.epsilon())
