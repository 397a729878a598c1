import numpy as np
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelBinarizer
from sklearn.metrics import confusion_matrix
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense

iris = load_iris()
X_train, X_test, y_train, y_test = train_test_split(iris.data, LabelBinarizer().fit_transform(iris.target), test_size=0.2)
model = Sequential([Dense(16, activation='relu', input_dim=4), Dense(3, activation='softmax')])
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
model.fit(X_train, y_train, epochs=2, verbose=0)
y_pred = model.predict_classes(X_test)
print(confusion_matrix(y_test.argmax(axis=1), y_pred))
