import numpy as np
from sklearn.datasets import load_iris
from sklearn.metrics import roc_auc_score, roc_curve
from keras.models import Sequential
from keras.layers import Dense
iris = load_iris()
m = Sequential([Dense(8, activation='relu', input_dim=4), Dense(3, activation='softmax')])
m.compile('adam', 'sparse_categorical_crossentropy')
m.fit(iris.data, iris.target, epochs=1, verbose=0)
p = m.predict(iris.data)
fpr, tpr, th = roc_curve(iris.target, p)
print(roc_auc_score(iris.target, p, multi_class='ovr'))
