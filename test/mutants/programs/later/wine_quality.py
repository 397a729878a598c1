import pandas as pd
import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.metrics import confusion_matrix, precision_score, recall_score
from keras.models import Sequential
from keras.layers import Dense

rng = np.random.RandomState(0)
names = ['fixed acidity', 'volatile acidity', 'citric acid', 'sugar', 'alcohol']
white = pd.DataFrame(rng.rand(60, 5), columns=names)
red = pd.DataFrame(rng.rand(60, 5), columns=names)
red['type'] = 1
white['type'] = 0
wines = pd.concat([red, white], ignore_index=True)

X = wines.iloc[:, 0:5]
y = np.ravel(wines.type)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.33, random_state=42)
scaler = StandardScaler().fit(X_train)
X_train = scaler.transform(X_train)
X_test = scaler.transform(X_test)

model = Sequential()
model.add(Dense(12, activation='relu', input_shape=(5,)))
model.add(Dense(8, activation='relu'))
model.add(Dense(1, activation='sigmoid'))
print(model.output_shape)
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])
model.fit(X_train, y_train, epochs=1, batch_size=20, verbose=0)

y_pred = (model.predict(X_test, verbose=0) > 0.5).astype("int32")
score = model.evaluate(X_test, y_test, verbose=0)
print(confusion_matrix(y_test, y_pred))
print(precision_score(y_test, y_pred, zero_division=0), recall_score(y_test, y_pred), score)
