import numpy as np
from tensorflow.keras.models import Sequential, Model
from tensorflow.keras.layers import LSTM, Dense, RepeatVector, TimeDistributed

seq_in = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
# reshape input into [samples, timesteps, features]
n_in = len(seq_in)
seq_in = seq_in.reshape((1, n_in, 1))
# prepare output sequence
seq_out = seq_in[:, 1:, :]
n_out = n_in - 1

model = Sequential()
model.add(LSTM(10, activation='relu', input_shape=(n_in, 1)))
model.add(RepeatVector(n_out))
model.add(LSTM(10, activation='relu', return_sequences=True))
model.add(TimeDistributed(Dense(1)))
model.compile(optimizer='adam', loss='mse')
model.fit(seq_in, seq_out, epochs=1, verbose=0)
yhat = model.predict(seq_in, verbose=0)
print(yhat[0, :, 0])

# keep the encoder
encoder = Model(inputs=model.inputs, outputs=model.layers[0].output)
features = encoder.predict(seq_in, verbose=0)
print(features.shape)
