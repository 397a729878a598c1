import numpy as np
from keras import Input, Model, Sequential
from keras.layers import GRU, LSTM, Bidirectional, Dense

# A graph takes any state; the first batch meets the weights.
encoder, decoder = Input((None, 12)), Input((None, 15))
_, h, c = LSTM(32, return_state=True)(encoder)
same = LSTM(32, return_sequences=True)(decoder, initial_state=[h, c])
fits = Model([encoder, decoder], Dense(15)(same))
fits.compile('adam', 'mse')
fits.fit([np.ones((6, 9, 12)), np.ones((6, 7, 15))], np.ones((6, 7, 15)))

other = LSTM(24, return_sequences=True)(decoder, initial_state=[h, c])
model = Model([encoder, decoder], Dense(15)(other))
model.compile('adam', 'mse')
model.fit([np.ones((6, 9, 12)), np.ones((6, 7, 15))], np.ones((6, 7, 15)))  #! error[dim-mismatch]: LSTM has 24 units, it begins with a state of 32

# A last axis of one is taken for any other, but not by the weights.
series = np.random.rand(64, 20)
forecast = Sequential([LSTM(8, input_shape=(20, 1)), Dense(1)])
forecast.compile('adam', 'mse')
forecast.fit(series, np.ones(64))
forecast.fit(series.reshape(64, 20, 1), np.ones(64))
forecast.fit(series.reshape(64, 1, 20), np.ones(64))  #! error[input-mismatch]: The model takes (None, 20, 1), it is fed (None, 1, 20)
Sequential([Input((5, 2)), Bidirectional(GRU(4))]).predict(np.ones((3, 5, 3)))  #! error[input-mismatch]: The model takes (None, 5, 2), it is fed (None, 5, 3)
Sequential([Input((5, 2)), Bidirectional(GRU(4))]).predict(np.ones((3, 8, 2)))
