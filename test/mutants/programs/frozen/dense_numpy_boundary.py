import numpy as np
import keras

# toy data: XOR-like in four dimensions
X = np.array([[0, 0, 1, 0], [0, 1, 1, 0], [1, 0, 1, 1], [1, 1, 1, 1]], dtype="float32")
y = np.array([[0], [1], [1], [0]])
X = np.repeat(X, 8, axis=0)
y = np.tile(y, (8, 1))
X = np.hstack([X, np.ones((32, 1))])
noise = np.random.normal(0, 0.01, X.shape)
X = X + noise
idx = np.random.permutation(len(X))
X, y = X[idx], y[idx]
X_train, X_test = np.split(X, [24])
y_train, y_test = np.split(y, [24])

model = keras.models.Sequential()
model.add(keras.layers.Input(shape=(5,)))
model.add(keras.layers.Dense(8, activation="tanh"))
model.add(keras.layers.Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9))
model.train_on_batch(X_train, y_train)
for epoch in range(2):
    for i in range(0, len(X_train), 8):
        model.train_on_batch(X_train[i:i + 8], y_train[i:i + 8])
w1, b1 = model.layers[0].get_weights()
print(w1.shape, b1.shape)
hidden = np.tanh(np.dot(X_test, w1) + b1)
w2, b2 = model.layers[1].get_weights()
manual = 1 / (1 + np.exp(-(hidden @ w2 + b2)))
print(np.abs(manual - model.predict(X_test, verbose=0)).max())
