import numpy as np
from sklearn.datasets import make_blobs
from sklearn.preprocessing import LabelBinarizer
from tensorflow.keras import Input, Model
from tensorflow.keras.layers import Dense
from tensorflow.keras.optimizers import SGD
from tensorflow.keras.losses import CategoricalCrossentropy

X, y = make_blobs(n_samples=90, centers=3, n_features=2, random_state=1)
Y = LabelBinarizer().fit_transform(y)
i = Input((2,))
o = Dense(3, activation='softmax')(i)
model = Model(i, o)
model.compile(SGD(0.1), CategoricalCrossentropy(), metrics=['accuracy'])
model.fit(X, Y, epochs=1, verbose=0)
xx, yy = np.meshgrid(np.linspace(-10, 10, 12), np.linspace(-10, 10, 10))
grid = np.c_[xx.ravel(), yy.ravel()]
Z = model.predict(grid, verbose=0).argmax(axis=1)
Z = Z.reshape(xx.shape)
print(Z.shape)
