import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler
from tensorflow import keras
digits = load_digits()
X, y = digits.images, digits.target
Xtr, Xte, ytr, yte = train_test_split(X, y, test_size=0.25)
scaler = MinMaxScaler()
Xtr = scaler.fit_transform(Xtr)
Xte = scaler.transform(Xte)
m = keras.Sequential([keras.layers.Input((64,)), keras.layers.Dense(32, activation='relu'), keras.layers.Dense(10, activation='softmax')])
m.compile('adam', 'sparse_categorical_crossentropy')
m.fit(Xtr, ytr, validation_data=(Xte, yte))
