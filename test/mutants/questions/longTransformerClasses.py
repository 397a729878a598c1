import keras
import numpy as np
from keras import layers, ops


@keras.saving.register_keras_serializable(package="demo")
class TokenAndPosition(layers.Layer):
    def __init__(self, maxlen, vocab, dim, **kwargs):
        super().__init__(**kwargs)
        self.maxlen, self.vocab, self.dim = maxlen, vocab, dim
        self.tokens = layers.Embedding(vocab, dim, mask_zero=True)
        self.positions = layers.Embedding(maxlen, dim)

    def call(self, x):
        steps = ops.arange(0, ops.shape(x)[-1], 1)
        return self.tokens(x) + self.positions(steps)

    def compute_mask(self, x, mask=None):
        return self.tokens.compute_mask(x)

    def get_config(self):
        return {**super().get_config(), "maxlen": self.maxlen, "vocab": self.vocab, "dim": self.dim}


@keras.saving.register_keras_serializable(package="demo")
class EncoderBlock(layers.Layer):
    def __init__(self, dim, heads, hidden, rate=0.1, **kwargs):
        super().__init__(**kwargs)
        self.dim, self.heads, self.hidden, self.rate = dim, heads, hidden, rate
        self.attention = layers.MultiHeadAttention(heads, key_dim=dim // heads)
        self.ffn = keras.Sequential([layers.Dense(hidden, activation="gelu"), layers.Dense(dim)])
        self.norm1 = layers.LayerNormalization(epsilon=1e-6)
        self.norm2 = layers.LayerNormalization(epsilon=1e-6)
        self.drop1 = layers.Dropout(rate)
        self.drop2 = layers.Dropout(rate)

    def call(self, x, training=None, mask=None):
        attention_mask = None
        if mask is not None:
            attention_mask = mask[:, None, :]
        attended = self.attention(x, x, attention_mask=attention_mask)
        x = self.norm1(x + self.drop1(attended, training=training))
        return self.norm2(x + self.drop2(self.ffn(x), training=training))

    def get_config(self):
        config = super().get_config()
        config.update(dim=self.dim, heads=self.heads, hidden=self.hidden, rate=self.rate)
        return config


@keras.saving.register_keras_serializable(package="demo")
class AttentionPool(layers.Layer):
    def build(self, input_shape):
        self.query = self.add_weight(shape=(input_shape[-1], 1), initializer="glorot_uniform", name="query")

    def call(self, x):
        scores = ops.softmax(ops.squeeze(ops.matmul(x, self.query), axis=-1), axis=-1)
        return ops.einsum("btd,bt->bd", x, scores)


def build(maxlen=40, vocab=2000, dim=32, heads=4, depth=2, classes=5):
    inputs = keras.Input((maxlen,), dtype="int32")
    x = TokenAndPosition(maxlen, vocab, dim)(inputs)
    for i in range(depth):
        x = EncoderBlock(dim, heads, dim * 4, name=f"block_{i}")(x)
    x = AttentionPool()(x)
    x = layers.Dropout(0.2)(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, outputs)


def make_data(n, maxlen, vocab, classes, seed):
    rng = np.random.default_rng(seed)
    texts = [rng.integers(1, vocab, size=rng.integers(5, maxlen)).tolist() for _ in range(n)]
    x = keras.utils.pad_sequences(texts, maxlen=maxlen, padding="post")
    y = keras.utils.to_categorical(rng.integers(0, classes, n), num_classes=classes)
    return x, y


model = build()
model.compile("adam", "categorical_crossentropy", metrics=["accuracy", keras.metrics.F1Score(average="macro")])
x_train, y_train = make_data(96, 40, 2000, 5, seed=0)
x_val, y_val = make_data(32, 40, 2000, 5, seed=1)
model.fit(x_train, y_train, batch_size=16, epochs=1, validation_data=(x_val, y_val), verbose=0)
model.save("encoder.keras")
restored = keras.models.load_model("encoder.keras")
np.testing.assert_allclose(restored.predict(x_val, verbose=0), model.predict(x_val, verbose=0), atol=1e-5)
block = model.get_layer("block_1")
print(block.attention.count_params(), [w.shape for w in block.ffn.weights])
embedder = keras.Model(model.inputs, model.layers[-3].output)
vectors = embedder.predict(x_val, verbose=0)
vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
similar = vectors @ vectors.T
np.fill_diagonal(similar, -1)
print(similar.argmax(axis=1)[:10], similar.shape)
