import numpy as np
import pandas as pd
from keras.models import Sequential
from keras.layers import Dense
from sklearn.preprocessing import LabelEncoder
dataset = pd.DataFrame({'score': np.random.randint(300, 800, 100), 'geo': np.random.choice(['France', 'Spain'], 100), 'age': np.random.randint(18, 80, 100), 'exited': np.random.randint(0, 2, 100)})
X = dataset.iloc[:, 0:3].values
y = dataset.iloc[:, 3].values
X[:, 1] = LabelEncoder().fit_transform(X[:, 1])
clf = Sequential([Dense(6, activation='relu', input_dim=3), Dense(1, activation='sigmoid')])
clf.compile(optimizer='adam', loss='binary_crossentropy')
clf.fit(X, y, batch_size=10, epochs=1)
