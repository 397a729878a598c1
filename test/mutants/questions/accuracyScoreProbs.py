import numpy as np
from sklearn.metrics import accuracy_score
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from tensorflow import keras
X, y = load_breast_cancer(return_X_y=True)
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.3)
m = keras.Sequential([keras.layers.Dense(16, 'relu'), keras.layers.Dense(1, 'sigmoid')])
m.compile('adam', 'binary_crossentropy', ['accuracy'])
m.fit(X_tr, y_tr, epochs=1, verbose=0)
p = m.predict(X_te)
print(accuracy_score(y_te, p))
