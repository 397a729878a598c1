import numpy as np
import pandas as pd
from keras.models import Sequential
from keras.layers import LSTM, Dense
df = pd.DataFrame({'open': np.random.rand(100), 'close': np.random.rand(100), 'volume': np.random.rand(100)})
X = df[['open', 'volume']]
y = df['close']
X = X.values.reshape(X.shape[0], 1, 3)
model = Sequential([LSTM(8, input_shape=(1, 3)), Dense(1)])
model.compile('adam', 'mse')
model.fit(X, y, epochs=1)
