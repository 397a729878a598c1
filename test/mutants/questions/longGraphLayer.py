from __future__ import annotations

import keras
import numpy as np
import scipy.sparse as sp
from keras import layers, ops


def normalize_adjacency(adjacency: np.ndarray) -> np.ndarray:
    with_loops = adjacency + np.eye(adjacency.shape[0])
    degree = with_loops.sum(axis=1)
    inverse = np.diag(1.0 / np.sqrt(degree))
    return (inverse @ with_loops @ inverse).astype("float32")


class GraphConvolution(layers.Layer):
    def __init__(self, units: int, activation=None, use_bias: bool = True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)
        self.use_bias = use_bias

    def build(self, input_shape):
        features_shape, _ = input_shape
        self.kernel = self.add_weight(shape=(features_shape[-1], self.units), initializer="glorot_uniform", name="kernel")
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias") if self.use_bias else None
        self.built = True

    def call(self, inputs):
        features, adjacency = inputs
        x = ops.matmul(adjacency, ops.matmul(features, self.kernel))
        if self.bias is not None:
            x = x + self.bias
        return self.activation(x)

    def compute_output_shape(self, input_shape):
        return (*input_shape[0][:-1], self.units)


class GraphAttention(layers.Layer):
    def __init__(self, units, heads=2, **kwargs):
        super().__init__(**kwargs)
        self.units, self.heads = units, heads
        self.project = layers.Dense(units * heads, use_bias=False)

    def build(self, input_shape):
        self.left = self.add_weight(shape=(self.heads, self.units), name="left")
        self.right = self.add_weight(shape=(self.heads, self.units), name="right")

    def call(self, inputs):
        features, adjacency = inputs
        n = features.shape[1]
        h = ops.reshape(self.project(features), (-1, n, self.heads, self.units))
        a = ops.sum(h * self.left, axis=-1)
        b = ops.sum(h * self.right, axis=-1)
        scores = ops.leaky_relu(a[:, :, None, :] + b[:, None, :, :], negative_slope=0.2)
        scores = ops.where(adjacency[..., None] > 0, scores, -1e9)
        weights = ops.softmax(scores, axis=2)
        mixed = ops.einsum("bijh,bjhu->bihu", weights, h)
        return ops.reshape(mixed, (-1, n, self.heads * self.units))


def molecules(n_graphs: int, n_nodes: int, n_features: int, rng):
    features = rng.normal(size=(n_graphs, n_nodes, n_features)).astype("float32")
    raw = rng.random((n_graphs, n_nodes, n_nodes)) < 0.2
    symmetric = np.logical_or(raw, raw.transpose(0, 2, 1)).astype("float32")
    normalized = np.stack([normalize_adjacency(a) for a in symmetric])
    target = (symmetric.sum(axis=(1, 2)) / n_nodes).astype("float32")
    return features, normalized, target[:, None]


NODES, FEATURES = 12, 5
rng = np.random.default_rng(0)
x, a, y = molecules(60, NODES, FEATURES, rng)
node_in = keras.Input((NODES, FEATURES), name="nodes")
adj_in = keras.Input((NODES, NODES), name="adjacency")
h = GraphConvolution(16, activation="relu")([node_in, adj_in])
h = GraphAttention(8, heads=2)([h, adj_in])
h = layers.Concatenate()([h, node_in])
h = GraphConvolution(16, activation="relu")([h, adj_in])
pooled = layers.Concatenate()([layers.GlobalAveragePooling1D()(h), layers.GlobalMaxPooling1D()(h)])
output = layers.Dense(1)(layers.Dense(16, activation="relu")(pooled))
model = keras.Model([node_in, adj_in], output)
model.compile(optimizer=keras.optimizers.Adam(keras.optimizers.schedules.ExponentialDecay(1e-2, 50, 0.9)), loss="mse", metrics=[keras.metrics.RootMeanSquaredError()])
train, test = slice(0, 48), slice(48, None)
model.fit([x[train], a[train]], y[train], validation_data=([x[test], a[test]], y[test]), batch_size=12, epochs=1, verbose=0)
loss, rmse = model.evaluate({"nodes": x[test], "adjacency": a[test]}, y[test], verbose=0)
embedding = keras.Model(model.input, h).predict([x[test], a[test]], verbose=0)
sparse = sp.csr_matrix(a[0])
propagated = sparse @ x[0]
print(round(loss, 3), round(rmse, 3), embedding.shape, propagated.shape, sparse.nnz)
