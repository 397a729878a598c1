import numpy as np
from keras.models import Sequential
from keras.layers import Dense
X = np.random.rand(50, 3)
y = np.random.randint(0, 2, 50)
model = Sequential([Dense(4, input_dim=3), Dense(1, activation='sigmoid')])
model.compile('adam', 'binary_crossentropy')
model.fit(X, y, epochs=1, verbose=0)
pred = model.predict(X)
for i in range(5):
    print('sample %d: predicted %d, true %d' % (i, pred[i], y[i]))
conf = pred[:, 1]
