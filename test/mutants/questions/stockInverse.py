import pandas as pd, numpy as np
from sklearn.preprocessing import MinMaxScaler
from keras.models import Sequential
from keras.layers import LSTM, Dense

data = pd.read_csv('stock.csv')[['Open', 'High', 'Low', 'Close']].values
scaler = MinMaxScaler()
scaled = scaler.fit_transform(data)
window = 20
X, y = [], []
for i in range(window, len(scaled)):
    X.append(scaled[i - window:i])
    y.append(scaled[i, 3])
X, y = np.array(X), np.array(y)
split = int(0.8 * len(X))
X_train, X_test = X[:split], X[split:]
y_train, y_test = y[:split], y[split:]
model = Sequential([LSTM(16, input_shape=(window, 4)), Dense(1)])
model.compile('adam', 'mse')
model.fit(X_train, y_train, epochs=1, verbose=0)
pred = model.predict(X_test)
pred = scaler.inverse_transform(pred)
print(pred[:5])
