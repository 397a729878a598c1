import numpy as np
from tensorflow.keras import Sequential
from tensorflow.keras.layers import Dense, Input
from sklearn.metrics import r2_score, mean_absolute_error
from sklearn.datasets import make_regression

X, y = make_regression(n_samples=150, n_features=6, n_targets=2, noise=0.1, random_state=4)
X_mean, X_std = X.mean(0), X.std(0)
X = (X - X_mean) / X_std
y = y / np.abs(y).max()
n_train = 100
train, test = slice(None, n_train), slice(n_train, None)
weights = np.where(np.abs(y[:, 0]) > 0.2, 2.0, 1.0)

model = Sequential()
model.add(Input(shape=(6,)))
model.add(Dense(12, activation='relu'))
model.add(Dense(2))
model.compile(loss='mae', optimizer='adam', weighted_metrics=['mse'])
model.fit(X[train], y[train], sample_weight=weights[train], epochs=1, batch_size=25, verbose=0,
          validation_data=(X[test], y[test], weights[test]))
pred = model.predict(X[test], verbose=0)
print(r2_score(y[test], pred), mean_absolute_error(y[test][:, 1], pred[:, 1]))
residual = y[test] - pred
print(residual.shape, np.linalg.norm(residual, axis=1).max())
