import numpy as np
import keras
from keras import layers


def split_sequence(sequence, n_steps_in, n_steps_out):
    X, y = list(), list()
    for i in range(len(sequence)):
        end_ix = i + n_steps_in
        out_end_ix = end_ix + n_steps_out
        if out_end_ix > len(sequence):
            break
        seq_x, seq_y = sequence[i:end_ix], sequence[end_ix:out_end_ix]
        X.append(seq_x)
        y.append(seq_y)
    return np.array(X), np.array(y)


raw_seq = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120]
n_steps_in, n_steps_out = 4, 2
X, y = split_sequence(raw_seq, n_steps_in, n_steps_out)
n_features = 1
X = X.reshape((X.shape[0], X.shape[1], n_features))

model = keras.Sequential()
model.add(layers.Input((n_steps_in, n_features)))
model.add(layers.Conv1D(8, 2, activation="relu"))
model.add(layers.MaxPooling1D(2))
model.add(layers.Flatten())
model.add(layers.Dense(n_steps_out))
model.compile(optimizer="adam", loss="mse")
model.fit(X, y, epochs=1, verbose=0)
x_input = np.array([70, 80, 90, 100])
x_input = x_input.reshape((1, n_steps_in, n_features))
yhat = model.predict(x_input, verbose=0)
print(yhat.shape, yhat[0][1])
