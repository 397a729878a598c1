import abc
import logging
import typing as t
from dataclasses import dataclass

import numpy as np
import tensorflow as tf
from tensorflow import keras

logging.getLogger("tensorflow").setLevel(logging.ERROR)
Batch = t.Tuple[tf.Tensor, t.Dict[str, tf.Tensor]]


class Head(abc.ABC):
    def __init__(self, name: str, weight: float = 1.0):
        self.name, self.weight = name, weight

    @abc.abstractmethod
    def layer(self) -> keras.layers.Layer: ...

    @abc.abstractmethod
    def loss(self, target: tf.Tensor, output: tf.Tensor) -> tf.Tensor: ...


class ClassHead(Head):
    def __init__(self, name: str, n_classes: int, **kwargs):
        super().__init__(name, **kwargs)
        self.n_classes = n_classes

    def layer(self):
        return keras.layers.Dense(self.n_classes, name=self.name)

    def loss(self, target, output):
        return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=target, logits=output)


class ValueHead(Head):
    def layer(self):
        return keras.layers.Dense(1, name=self.name)

    def loss(self, target, output):
        return tf.square(target - tf.squeeze(output, axis=-1))


@dataclass(eq=False)
class Trainer:
    heads: t.List[Head]
    n_features: int
    hidden: t.Tuple[int, ...] = (32, 16)
    learning_rate: float = 1e-3

    def __post_init__(self):
        inputs = keras.layers.Input((self.n_features,))
        x = inputs
        for units in self.hidden:
            x = keras.layers.Dense(units)(x)
            x = keras.layers.LayerNormalization()(x)
            x = keras.layers.ELU()(x)
        outputs = {head.name: head.layer()(x) for head in self.heads}
        self.model = keras.Model(inputs, outputs)
        self.log_vars = {head.name: tf.Variable(0.0, name=f"log_var_{head.name}") for head in self.heads}
        self.optimizer = keras.optimizers.Adam(self.learning_rate)
        self.means = {head.name: keras.metrics.Mean() for head in self.heads}

    @property
    def variables(self) -> t.List[tf.Variable]:
        return [*self.model.trainable_variables, *self.log_vars.values()]

    @tf.function(reduce_retracing=True)
    def step(self, features: tf.Tensor, targets: t.Dict[str, tf.Tensor]) -> tf.Tensor:
        with tf.GradientTape() as tape:
            outputs = self.model(features, training=True)
            total = tf.constant(0.0)
            for head in self.heads:
                loss = tf.reduce_mean(head.loss(targets[head.name], outputs[head.name]))
                log_var = self.log_vars[head.name]
                total += head.weight * (tf.exp(-log_var) * loss + log_var)
                self.means[head.name].update_state(loss)
        grads = tape.gradient(total, self.model.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.model.trainable_variables))
        return total

    def fit(self, data: t.Iterable[Batch], epochs: int = 1) -> t.List[t.Dict[str, float]]:
        history = []
        for _ in range(epochs):
            for mean in self.means.values():
                mean.reset_state()
            for features, targets in data:
                self.step(features, targets)
            history.append({name: float(mean.result()) for name, mean in self.means.items()})
        return history

    def predict(self, features: np.ndarray) -> t.Dict[str, np.ndarray]:
        return {name: out.numpy() for name, out in self.model(features).items()}


def synthetic(n: int, n_features: int) -> t.Tuple[np.ndarray, t.Dict[str, np.ndarray]]:
    rng = np.random.default_rng(9)
    x = rng.normal(size=(n, n_features)).astype(np.float32)
    w = rng.normal(size=(n_features, 3))
    return x, {
        "kind": np.argmax(x @ w, axis=1).astype(np.int32),
        "price": (x[:, 0] * 2 + x[:, 1] ** 2).astype(np.float32),
        "risk": (x.sum(axis=1) > 0).astype(np.int32),
    }


x, y = synthetic(200, 10)
heads: t.List[Head] = [ClassHead("kind", 3), ValueHead("price", weight=0.5), ClassHead("risk", n_classes=2)]
trainer = Trainer(heads=heads, n_features=x.shape[1])
ds = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(200).batch(50)
history = trainer.fit(ds, epochs=2)
out = trainer.predict(x[:50])
accuracy = {h.name: float(np.mean(out[h.name].argmax(-1) == y[h.name][:50])) for h in heads if isinstance(h, ClassHead)}
correlation = np.corrcoef(out["price"].squeeze(), y["price"][:50])[0, 1]
print(history[-1], accuracy, round(float(correlation), 2))
