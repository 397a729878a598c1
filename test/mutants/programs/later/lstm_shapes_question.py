# From a question about the input shape of an LSTM
import numpy as np
import tensorflow as tf

samples, timesteps, features = 16, 5, 3
series = np.random.randn(samples * timesteps, features)
X = series.reshape(samples, timesteps, features)
y = X.mean(axis=(1, 2))
model = tf.keras.models.Sequential()
model.add(tf.keras.layers.LSTM(6, input_shape=(timesteps, features), return_sequences=True))
model.add(tf.keras.layers.LSTM(4))
model.add(tf.keras.layers.Dense(1))
model.compile('adam', 'mse')
model.fit(X, y, epochs=1, verbose=0)
one = X[0]
print(one.shape, model.predict(one[np.newaxis, :, :], verbose=0).shape)
