"""How many samples there are nobody knows, and yet some counts differ for sure."""

import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from tensorflow import keras

dataset = np.loadtxt('pima.csv', delimiter=',')
x = dataset[:, 0:8]
y = dataset[:, 8]
model = keras.Sequential([keras.layers.Dense(12, input_shape=(8,)), keras.layers.Dense(1)])
model.compile(loss='mse', optimizer='adam')
model.fit(x, y, verbose=0)
model.fit(x, y[:-1])  #! error[dim-mismatch]: x has rows samples, y has rows-1
model.predict(dataset)  #! error[input-mismatch]: The model takes (None, 8), it is fed (None, columns)
model.predict(dataset[:, :-1])

# Windows of a series: the lists grow side by side.
series = pd.read_csv('prices.csv')['close'].values
windows, following, odd = [], [], []
for i in range(len(series) - 30):
    windows.append(series[i : i + 30])
    following.append(series[i + 30])
    if i % 2:
        odd.append(i)
windows, following = np.array(windows), np.array(following)
dense = keras.Sequential([keras.layers.Dense(4), keras.layers.Dense(1)])
dense.compile(loss='mse', optimizer='adam')
dense.fit(windows, following)
dense.fit(windows, series[30:])
dense.fit(windows, np.array(odd))
dense.fit(windows, series)  #! error[dim-mismatch]: x has rows2-30 samples, y has rows2

# A part for training and the others are as many only where there are two.
table = pd.read_csv('churn.csv')
parts = train_test_split(table[['age', 'balance']].values, table['exited'].values, test_size=0.2)
x_train, x_test, y_train, y_test = parts
churn = keras.Sequential([keras.layers.Dense(4), keras.layers.Dense(1, activation='sigmoid')])
churn.compile(loss='binary_crossentropy', optimizer='adam')
churn.fit(x_train, y_train, validation_data=(x_test, y_test))
churn.evaluate(x_test, y_train)  #! error[dim-mismatch]: x has rows3-train samples, y has train
halves = train_test_split(table[['age', 'balance']].values, table['exited'].values, test_size=0.5)
churn.evaluate(halves[0], halves[3])

# The inputs of one call have as many samples each, also where nothing is compared with them.
left, right = keras.Input((4,)), keras.Input((4,))
pair = keras.Model([left, right], keras.layers.Dense(1)(keras.layers.Concatenate()([left, right])))
first, second = np.random.rand(24, 4), np.random.rand(24, 4)
pair.predict([first[:3], second])  #! error[dim-mismatch]: The arrays of x have different numbers of samples: 3 and 24
pair.predict([first[:3], second[:3]])
