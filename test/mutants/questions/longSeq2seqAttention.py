"""Reverses digit strings with an encoder, a decoder and additive attention."""
import numpy as np
import tensorflow as tf

PAD, START, END = 0, 1, 2
OFFSET = 3
VOCAB = OFFSET + 10
MAX_LEN = 8


def encode(text: str) -> list[int]:
    return [int(c) + OFFSET for c in text]


def sample_pairs(n, rng):
    sources, targets = [], []
    for _ in range(n):
        digits = "".join(map(str, rng.integers(0, 10, rng.integers(3, MAX_LEN + 1))))
        sources.append(encode(digits))
        targets.append([START] + encode(digits[::-1]) + [END])
    pad = tf.keras.preprocessing.sequence.pad_sequences
    source = pad(sources, maxlen=MAX_LEN, padding="post", value=PAD)
    target = pad(targets, maxlen=MAX_LEN + 2, padding="post", value=PAD)
    return source, target


class Encoder(tf.keras.layers.Layer):
    def __init__(self, vocab, units):
        super().__init__()
        self.embedding = tf.keras.layers.Embedding(vocab, units)
        self.rnn = tf.keras.layers.Bidirectional(
            tf.keras.layers.GRU(units, return_sequences=True, return_state=True), merge_mode="concat"
        )
        self.bridge = tf.keras.layers.Dense(units, activation="tanh")

    def call(self, tokens):
        outputs, forward, backward = self.rnn(self.embedding(tokens))
        return outputs, self.bridge(tf.concat([forward, backward], axis=-1))


class BahdanauAttention(tf.keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.query = tf.keras.layers.Dense(units)
        self.memory = tf.keras.layers.Dense(units)
        self.score = tf.keras.layers.Dense(1)

    def call(self, state, memory, mask):
        scores = self.score(tf.nn.tanh(self.query(state)[:, tf.newaxis, :] + self.memory(memory)))
        scores = tf.squeeze(scores, -1) + (1.0 - tf.cast(mask, tf.float32)) * -1e9
        weights = tf.nn.softmax(scores, axis=1)
        return tf.einsum("bt,btu->bu", weights, memory), weights


class Decoder(tf.keras.layers.Layer):
    def __init__(self, vocab, units):
        super().__init__()
        self.embedding = tf.keras.layers.Embedding(vocab, units)
        self.attention = BahdanauAttention(units)
        self.cell = tf.keras.layers.GRUCell(units)
        self.out = tf.keras.layers.Dense(vocab)

    def call(self, token, state, memory, mask):
        context, weights = self.attention(state, memory, mask)
        x = tf.concat([self.embedding(token), context], axis=-1)
        output, [state] = self.cell(x, [state])
        return self.out(output), state, weights


class Translator(tf.keras.Model):
    def __init__(self, vocab, units):
        super().__init__()
        self.encoder, self.decoder = Encoder(vocab, units), Decoder(vocab, units)

    def call(self, inputs):
        source, target = inputs
        mask = tf.not_equal(source, PAD)
        memory, state = self.encoder(source)
        logits = []
        for t in range(MAX_LEN + 1):
            step, state, _ = self.decoder(target[:, t], state, memory, mask)
            logits.append(step)
        return tf.stack(logits, axis=1)

    def translate(self, source):
        mask = tf.not_equal(source, PAD)
        memory, state = self.encoder(source)
        token = tf.fill([tf.shape(source)[0]], START)
        tokens, maps = [], []
        for _ in range(MAX_LEN + 1):
            logits, state, weights = self.decoder(token, state, memory, mask)
            token = tf.argmax(logits, axis=-1, output_type=tf.int32)
            tokens.append(token)
            maps.append(weights)
        return tf.stack(tokens, axis=1), tf.stack(maps, axis=1)


def masked_loss(y_true, y_pred):
    loss = tf.keras.losses.sparse_categorical_crossentropy(y_true, y_pred, from_logits=True)
    mask = tf.cast(tf.not_equal(y_true, PAD), loss.dtype)
    return tf.reduce_sum(loss * mask) / tf.reduce_sum(mask)


rng = np.random.default_rng(0)
source, target = sample_pairs(64, rng)
ds = tf.data.Dataset.from_tensor_slices((source, target)).map(lambda s, t: ((s, t[:-1]), t[1:])).shuffle(64).batch(16)
model = Translator(VOCAB, 32)
model.compile(optimizer=tf.keras.optimizers.Adam(clipnorm=1.0), loss=masked_loss)
model.fit(ds, epochs=1, verbose=0)
tokens, maps = model.translate(tf.constant(source[:3]))
for row, attention in zip(tokens.numpy(), maps.numpy()):
    end = np.flatnonzero(row == END)
    row = row[: end[0]] if end.size else row
    print("".join(str(max(t - OFFSET, 0)) for t in row), attention[:2].round(2).tolist())
