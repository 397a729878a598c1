import pandas as pd
import numpy as np
from sklearn.preprocessing import StandardScaler
from keras.models import Sequential
from keras.layers import Dense

df = pd.DataFrame({'size': np.random.randint(40, 200, 120), 'rooms': np.random.randint(1, 6, 120), 'price': np.random.rand(120) * 1e5})
X = df[['size', 'rooms']]
y = df['price']
sx = StandardScaler(); sy = StandardScaler()
X = sx.fit_transform(X)
y = sy.fit_transform(y)
model = Sequential([Dense(10, input_dim=2, activation='relu'), Dense(1)])
model.compile(loss='mse', optimizer='adam')
model.fit(X, y, epochs=5, verbose=0)
