import numpy as np
from keras.models import Sequential
from keras.layers import Dense, Flatten
X = np.random.rand(256, 8, 8, 1)
y = np.random.randint(0, 3, 256)
model = Sequential([Flatten(input_shape=(8, 8, 1)), Dense(3, activation='softmax')])
model.compile('sgd', 'sparse_categorical_crossentropy')
batch = 32
for epoch in range(1):
    idx = np.random.permutation(len(X))
    losses = []
    for start in range(0, len(X), batch):
        b = idx[start:start + batch]
        losses.append(model.train_on_batch(X[b], y[b]))
    print(epoch, np.mean(losses))
