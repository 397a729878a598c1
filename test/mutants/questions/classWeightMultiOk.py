import numpy as np
from sklearn.utils import class_weight
from keras.models import Sequential
from keras.layers import Dense

X = np.random.rand(100, 4)
y = np.random.randint(0, 3, 100)
weights = class_weight.compute_class_weight(class_weight='balanced', classes=np.unique(y), y=y)
weights = dict(enumerate(weights))
model = Sequential([Dense(4, input_dim=4, activation='relu'), Dense(3, activation='softmax')])
model.compile('adam', 'sparse_categorical_crossentropy')
model.fit(X, y, class_weight=weights, epochs=1)
