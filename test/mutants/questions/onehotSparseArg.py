import numpy as np
import pandas as pd
from sklearn.preprocessing import OneHotEncoder
from tensorflow import keras

df = pd.read_csv('cars.csv')
enc = OneHotEncoder(sparse=False, handle_unknown='ignore')
brand = enc.fit_transform(df[['brand']])
X = np.hstack([brand, df[['km', 'year']].values])
y = df['price'].values
model = keras.Sequential([keras.layers.Dense(16, activation='relu', input_shape=(X.shape[1],)), keras.layers.Dense(1)])
model.compile(optimizer='adam', loss='mae')
model.fit(X, y, epochs=3)
