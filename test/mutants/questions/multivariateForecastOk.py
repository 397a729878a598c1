import numpy as np
from tensorflow import keras

def split_sequences(sequences, n_in, n_out):
    X, y = [], []
    for i in range(len(sequences)):
        end = i + n_in
        out_end = end + n_out
        if out_end > len(sequences):
            break
        X.append(sequences[i:end, :])
        y.append(sequences[end:out_end, :])
    return np.array(X), np.array(y)

t = np.arange(200)
data = np.column_stack([np.sin(t / 10), np.cos(t / 10), t / 200])
X, y = split_sequences(data, 24, 6)
model = keras.Sequential()
model.add(keras.layers.LSTM(32, activation='relu', input_shape=(24, 3)))
model.add(keras.layers.RepeatVector(6))
model.add(keras.layers.LSTM(32, activation='relu', return_sequences=True))
model.add(keras.layers.TimeDistributed(keras.layers.Dense(3)))
model.compile(optimizer='adam', loss='mse', metrics=['mae'])
model.fit(X, y, epochs=1, verbose=0)
pred = model.predict(X[-1].reshape((1, 24, 3)))
print(pred[0, :, 0].shape)
