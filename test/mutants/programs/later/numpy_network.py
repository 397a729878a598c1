# A network by hand in NumPy, checked against Keras
import numpy as np
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense

rng = np.random.default_rng(12)
n, d_in, d_h, d_out = 32, 6, 10, 3
X = rng.normal(size=(n, d_in))
labels = rng.integers(0, d_out, n)
Y = np.eye(d_out)[labels]
W1 = rng.normal(scale=0.1, size=(d_in, d_h))
b1 = np.zeros(d_h)
W2 = rng.normal(scale=0.1, size=(d_h, d_out))
b2 = np.zeros((1, d_out))


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


for step in range(3):
    h = np.maximum(X @ W1 + b1, 0)
    p = softmax(h.dot(W2) + b2)
    loss = -np.mean(np.log(p[np.arange(n), labels]))
    dz = (p - Y) / n
    dW2, db2 = h.T @ dz, dz.sum(axis=0, keepdims=True)
    dh = dz @ W2.T
    dh[h <= 0] = 0
    dW1, db1 = X.T @ dh, dh.sum(axis=0)
    for param, grad in zip([W1, b1, W2, b2], [dW1, db1, dW2, db2]):
        param -= 0.5 * grad

model = Sequential([Dense(d_h, activation='relu', input_shape=(d_in,)), Dense(d_out, activation='softmax')])
model.set_weights([W1, b1, W2, b2.ravel()])
difference = np.abs(model.predict(X, verbose=0) - softmax(np.maximum(X @ W1 + b1, 0) @ W2 + b2)).max()
print(difference < 1e-4)
