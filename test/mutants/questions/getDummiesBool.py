import pandas as pd
import numpy as np
from keras.models import Sequential
from keras.layers import Dense
from sklearn.model_selection import train_test_split

df = pd.DataFrame({'age': [22, 38, 26, 35, 35, 54, 2, 27], 'sex': list('mffmmmfm'), 'fare': [7.2, 71.3, 7.9, 53.1, 8.1, 51.9, 21.1, 11.1], 'embarked': list('SCSQSSCS'), 'survived': [0, 1, 1, 1, 0, 0, 0, 1]})
y = df.pop('survived')
X = pd.get_dummies(df, columns=['sex', 'embarked'])
X_train, X_test, y_train, y_test = train_test_split(X.values.astype('float32'), y.values, test_size=0.25)
model = Sequential()
model.add(Dense(16, activation='relu', input_shape=(6,)))
model.add(Dense(1, activation='sigmoid'))
model.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])
model.fit(X_train, y_train, epochs=2, validation_data=(X_test, y_test))
