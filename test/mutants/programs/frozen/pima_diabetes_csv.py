# Predict diabetes from a CSV, after a popular "first network in Keras" post
import os
import tempfile
import numpy as np
import pandas as pd
from keras.models import Sequential
from keras.layers import Dense

path = os.path.join(tempfile.mkdtemp(), 'pima.csv')
rng = np.random.default_rng(0)
columns = ['pregnancies', 'glucose', 'pressure', 'skin', 'insulin', 'bmi', 'pedigree', 'age', 'outcome']
frame = pd.DataFrame(rng.random((120, 9)), columns=columns)
frame['outcome'] = (frame['outcome'] > 0.5).astype(int)
frame.to_csv(path, index=False, header=False)

# load the dataset
dataset = np.loadtxt(path, delimiter=',')
# split into input (X) and output (y) variables
X = dataset[:, 0:8]
y = dataset[:, 8]

# define the keras model
model = Sequential()
model.add(Dense(12, input_shape=(8,), activation='relu'))
model.add(Dense(8, activation='relu'))
model.add(Dense(1, activation='sigmoid'))

# compile the keras model
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])

# fit the keras model on the dataset
model.fit(X, y, epochs=1, batch_size=10, verbose=0)

# evaluate the keras model
_, accuracy = model.evaluate(X, y, verbose=0)
print('Accuracy: %.2f' % (accuracy * 100))

predictions = (model.predict(X, verbose=0) > 0.5).astype(int)
for i in range(5):
    print('%s => %d (expected %d)' % (X[i].tolist(), predictions[i][0], y[i]))
