from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.metrics import classification_report
import numpy as np
import keras

digits = load_digits()
X = digits.images / 16.0
X = X[..., np.newaxis]
y = digits.target
X, y = X[:200], y[:200]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, stratify=y, random_state=3)

inputs = keras.Input(shape=(8, 8, 1))
x = keras.layers.Conv2D(8, 3, activation="relu")(inputs)
x = keras.layers.Conv2D(16, 3, activation="relu")(x)
x = keras.layers.GlobalMaxPooling2D()(x)
x = keras.layers.Dense(32, activation="relu")(x)
outputs = keras.layers.Dense(10, activation="softmax")(x)
model = keras.Model(inputs, outputs, name="digits")
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(X_train, y_train, epochs=1, batch_size=50, verbose=0, validation_data=(X_test, y_test))
y_hat = model.predict(X_test, verbose=0).argmax(axis=1)
print(classification_report(y_test, y_hat, zero_division=0))
print("accuracy", np.mean(y_hat == y_test))
