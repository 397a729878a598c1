"""Scikit-learn's digits in the Keras of before version 3: validation, a schedule, early end, single batches and an evaluation."""

import tf_keras as keras
import numpy as np
from tf_keras import layers
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

import log_legacy_keras as log_keras

keras.utils.set_random_seed(1)
digits = load_digits()
x_train, x_test, y_train, y_test = train_test_split(digits.images[:500] / 16.0, digits.target[:500], test_size=0.2, random_state=0)

model = keras.Sequential(
    [
        layers.InputLayer((8, 8)),
        layers.Reshape((8, 8, 1)),
        layers.Conv2D(8, 3, activation="relu"),
        layers.BatchNormalization(),
        layers.Flatten(),
        layers.Dropout(0.1),
        layers.Dense(10, activation="softmax"),
    ],
    name="digits",
)
schedule = keras.optimizers.schedules.CosineDecay(0.01, 60)
model.compile(keras.optimizers.Adam(schedule), "sparse_categorical_crossentropy", metrics=["accuracy"])
steps = log_keras.Steps()
model.fit(
    x_train,
    y_train,
    batch_size=64,
    epochs=4,
    validation_data=(x_test, y_test),
    callbacks=[steps, keras.callbacks.CSVLogger("log.csv")],
    verbose=2,
)
batches = [float(np.asarray(model.train_on_batch(x_train[i : i + 32], y_train[i : i + 32])[0])) for i in range(0, 96, 32)]
test = [float(value) for value in model.evaluate(x_test, y_test, verbose=0)]
log_keras.write(model, steps, batches=batches, test=test)
