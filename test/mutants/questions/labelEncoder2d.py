import numpy as np
import pandas as pd
from sklearn.preprocessing import OneHotEncoder, LabelEncoder
from keras.models import Sequential
from keras.layers import Dense
df = pd.DataFrame({'x1': np.random.rand(40), 'x2': np.random.rand(40), 'y': ['a', 'b', 'c', 'd'] * 10})
X = df[['x1', 'x2']].values
enc = OneHotEncoder()
y = enc.fit_transform(df['y'])
model = Sequential([Dense(8, input_dim=2, activation='relu'), Dense(4, activation='softmax')])
model.compile('adam', 'categorical_crossentropy')
model.fit(X, y, epochs=1)
