import collections
import pprint

import keras
import numpy as np
import pandas as pd
import tensorflow as tf

EMBED = 16
rng = np.random.default_rng(5)
users = [f"u{i}" for i in range(30)]
films = [f"film {i}" for i in range(50)]
ratings = pd.DataFrame(
    {
        "user_id": rng.choice(users, 800),
        "film": rng.choice(films, 800),
        "rating": rng.integers(1, 6, 800).astype("float32"),
        "timestamp": rng.integers(1_600_000_000, 1_700_000_000, 800),
    }
)
ratings = ratings.sort_values("timestamp").drop_duplicates(["user_id", "film"], keep="last").reset_index(drop=True)
cut = int(len(ratings) * 0.9)
train_df, test_df = ratings.iloc[:cut], ratings.iloc[cut:]
buckets = np.linspace(ratings.timestamp.min(), ratings.timestamp.max(), num=20)


class UserTower(keras.Model):
    def __init__(self, vocabulary, boundaries, dim):
        super().__init__()
        self.lookup = keras.layers.StringLookup(vocabulary=vocabulary, mask_token=None)
        self.embedding = keras.layers.Embedding(self.lookup.vocabulary_size(), dim)
        self.bucketize = keras.layers.Discretization(bin_boundaries=boundaries)
        self.time = keras.layers.Embedding(len(boundaries) + 1, dim // 2)
        self.dense = keras.layers.Dense(dim)

    def call(self, inputs):
        user = self.embedding(self.lookup(inputs["user_id"]))
        time = self.time(self.bucketize(inputs["timestamp"]))
        return self.dense(tf.concat([user, time], axis=1))


class FilmTower(keras.Model):
    def __init__(self, vocabulary, dim):
        super().__init__()
        self.lookup = keras.layers.StringLookup(vocabulary=vocabulary, mask_token=None)
        self.embedding = keras.layers.Embedding(len(vocabulary) + 1, dim)

    def call(self, film):
        return self.embedding(self.lookup(film))


class Recommender(keras.Model):
    def __init__(self, user_tower, film_tower):
        super().__init__()
        self.users, self.films = user_tower, film_tower
        self.rating = keras.Sequential([keras.layers.Dense(32, activation="relu"), keras.layers.Dense(1)])
        self.tracker = keras.metrics.Mean(name="loss")

    def call(self, inputs):
        user = self.users({"user_id": inputs["user_id"], "timestamp": inputs["timestamp"]})
        film = self.films(inputs["film"])
        return user, film, self.rating(tf.concat([user, film], axis=-1))

    def _joint_loss(self, batch, training):
        user, film, predicted = self(batch, training=training)
        scores = tf.matmul(user, film, transpose_b=True)
        retrieval = tf.nn.softmax_cross_entropy_with_logits(labels=tf.eye(tf.shape(scores)[0]), logits=scores)
        rating = tf.square(batch["rating"] - tf.squeeze(predicted, axis=1))
        return tf.reduce_mean(retrieval) + 0.5 * tf.reduce_mean(rating)

    def train_step(self, batch):
        with tf.GradientTape() as tape:
            loss = self._joint_loss(batch, training=True)
        grads = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.trainable_variables))
        self.tracker.update_state(loss)
        return {"loss": self.tracker.result()}

    def test_step(self, batch):
        self.tracker.update_state(self._joint_loss(batch, training=False))
        return {"loss": self.tracker.result()}

    @property
    def metrics(self):
        return [self.tracker]


def to_ds(frame, batch_size):
    columns = {name: frame[name].to_numpy() for name in ["user_id", "film", "rating"]}
    columns["timestamp"] = frame["timestamp"].to_numpy().astype("float32")
    columns["user_id"] = tf.constant(columns["user_id"].tolist())
    columns["film"] = tf.constant(columns["film"].tolist())
    return tf.data.Dataset.from_tensor_slices(columns).batch(batch_size)


train_ds, test_ds = to_ds(train_df, 64).shuffle(10).cache(), to_ds(test_df, 32)
model = Recommender(UserTower(users, buckets.tolist(), EMBED), FilmTower(films, EMBED))
model.compile(optimizer=keras.optimizers.Adagrad(0.1))
model.fit(train_ds, validation_data=test_ds, epochs=1, verbose=0)
candidates = model.films(tf.constant(films))
query = model.users({"user_id": tf.constant(["u3", "u7"]), "timestamp": tf.constant([1.65e9, 1.66e9])})
scores, ids = tf.math.top_k(query @ tf.transpose(candidates), k=5)
for row in ids.numpy():
    pprint.pprint([films[i] for i in row])
seen = collections.Counter(train_df["film"])
coverage = np.mean([seen[films[i]] for i in ids.numpy().ravel()])
print(scores.shape, candidates.shape, round(float(coverage), 2))
