from keras.layers import Input, Dense
from keras.models import Model
from keras import regularizers
import numpy as np

encoding_dim = 16
input_img = Input(shape=(64,))
encoded = Dense(32, activation='relu')(input_img)
encoded = Dense(encoding_dim, activation='relu', activity_regularizer=regularizers.l1(1e-5))(encoded)
decoded = Dense(32, activation='relu')(encoded)
decoded = Dense(64, activation='sigmoid')(decoded)

autoencoder = Model(input_img, decoded)
encoder = Model(input_img, encoded)
encoded_input = Input(shape=(encoding_dim,))
deco = autoencoder.layers[-2](encoded_input)
deco = autoencoder.layers[-1](deco)
decoder = Model(encoded_input, deco)

autoencoder.compile(optimizer='adam', loss='mse')
x_train = np.random.rand(80, 8, 8)
x_train = x_train.reshape((len(x_train), np.prod(x_train.shape[1:])))
autoencoder.fit(x_train, x_train, epochs=1, batch_size=40, shuffle=True, verbose=0)
codes = encoder.predict(x_train, verbose=0)
images = decoder.predict(codes, verbose=0)
errors = np.mean(np.square(images - x_train), axis=1)
threshold = np.quantile(errors, 0.95)
print((errors > threshold).sum())
