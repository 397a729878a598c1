import numpy as np
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import LSTM, Dense
series = np.sin(np.arange(200) / 5)
X = np.array([series[i:i + 10] for i in range(190)])[..., None]
y = series[10:]
m = Sequential([LSTM(16, batch_input_shape=(10, 10, 1), stateful=True), Dense(1)])
m.compile('adam', 'mse')
for e in range(2):
    m.fit(X, y, batch_size=10, epochs=1, shuffle=False, verbose=0)
    m.reset_states()
