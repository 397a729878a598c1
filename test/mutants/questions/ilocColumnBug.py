import numpy as np
import pandas as pd
from keras.models import Sequential
from keras.layers import Dense
from sklearn.preprocessing import LabelEncoder, OneHotEncoder
dataset = pd.DataFrame({'RowNumber': range(100), 'CreditScore': np.random.randint(300, 800, 100), 'Geography': np.random.choice(['France', 'Spain', 'Germany'], 100), 'Gender': np.random.choice(['M', 'F'], 100), 'Age': np.random.randint(18, 80, 100), 'Exited': np.random.randint(0, 2, 100)})
X = dataset.iloc[:, 1:5].values
y = dataset.iloc[:, 5].values
le = LabelEncoder()
X[:, 1] = le.fit_transform(X[:, 1])
X[:, 2] = le.fit_transform(X[:, 2])
ohe = OneHotEncoder(categorical_features=[1])
X = ohe.fit_transform(X).toarray()
X = X[:, 1:]
clf = Sequential()
clf.add(Dense(units=6, kernel_initializer='uniform', activation='relu', input_dim=11))
clf.add(Dense(units=1, kernel_initializer='uniform', activation='sigmoid'))
clf.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])
clf.fit(X, y, batch_size=10, epochs=1)
