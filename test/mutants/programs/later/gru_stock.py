import numpy as np
import pandas as pd
from keras.models import Sequential
from keras.layers import GRU, Dense, Dropout
from sklearn.preprocessing import MinMaxScaler

prices = pd.DataFrame({'Open': np.random.rand(200) * 100, 'Close': np.random.rand(200) * 100})
training_set = prices.iloc[:, 0:1].values
sc = MinMaxScaler(feature_range=(0, 1))
training_set_scaled = sc.fit_transform(training_set)

X_train = []
y_train = []
for i in range(15, 200):
    X_train.append(training_set_scaled[i - 15:i, 0])
    y_train.append(training_set_scaled[i, 0])
X_train, y_train = np.array(X_train), np.array(y_train)
X_train = np.reshape(X_train, (X_train.shape[0], X_train.shape[1], 1))

regressor = Sequential()
regressor.add(GRU(units=8, return_sequences=True, input_shape=(X_train.shape[1], 1)))
regressor.add(Dropout(0.2))
regressor.add(GRU(units=8))
regressor.add(Dropout(0.2))
regressor.add(Dense(units=1))
regressor.compile(optimizer='adam', loss='mean_squared_error')
regressor.fit(X_train[:32], y_train[:32], epochs=1, batch_size=32, verbose=0)
predicted = regressor.predict(X_train[:5], verbose=0)
predicted = sc.inverse_transform(predicted)
print(predicted.shape)
