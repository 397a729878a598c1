import numpy as np
from sklearn.model_selection import train_test_split
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, LSTM

class Dataset:
    def __init__(self, n=120, steps=15, features=4):
        self.X = np.random.randn(n, steps, features)
        self.y = np.random.randn(n, 1)

    def split(self, test_size=0.25):
        return train_test_split(self.X, self.y, test_size=test_size, shuffle=False)

class Forecaster:
    def __init__(self, units, input_shape):
        self.model = Sequential()
        self.model.add(LSTM(units, input_shape=input_shape, return_sequences=True))
        self.model.add(LSTM(units // 2))
        self.model.add(Dense(1))
        self.model.compile(loss='mae', optimizer='adam')

    def train(self, X, y, **kwargs):
        return self.model.fit(X, y, **kwargs)

    def evaluate(self, X, y):
        return self.model.evaluate(X, y, verbose=0)

def main():
    data = Dataset()
    X_train, X_test, y_train, y_test = data.split()
    f = Forecaster(32, (X_train.shape[2], X_train.shape[1]))
    f.train(X_train, y_train, epochs=1, batch_size=16)
    print(f.evaluate(X_test, y_test))

if __name__ == '__main__':
    main()
