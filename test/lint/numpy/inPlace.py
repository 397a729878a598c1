import numpy as np
import keras

(x_train, y_train), _ = keras.datasets.cifar10.load_data()
x_train /= 255.0  #! error[dtype-mismatch]: /= keeps the element type of the array, uint8; the result is float64
x_scaled = x_train / 255.0
x_scaled -= x_scaled.mean(axis=0)

counts = np.arange(10)
counts -= counts.mean()  #! error[dtype-mismatch]: int64
counts *= 2
counts[3] += 0.5
first = counts[0]
first /= 2

X = np.random.rand(100, 3)
y = np.random.rand(100)
w = np.zeros((3, 1))
for i in range(50):
    err = X.dot(w) - y
    w -= 0.1 * X.T.dot(err)  #! error[broadcast-mismatch]: -= keeps the shape of the array, (3, 1); the result has (3, 100)
b = np.zeros(1)
b -= 0.1 * np.ones(1)
total = 0.0
total += np.ones(3)

order = np.argsort(np.random.random(404))
targets = np.zeros(102)
picked = targets[order]  #! error[axis-out-of-range]: There is no element 403 on axis 0, which has 102
few = targets[order[:3]]
drawn = targets[np.random.randint(0, 400, 500)]  #! error[axis-out-of-range]: There is no element 399
last = targets[np.random.randint(-102, 102, 500)]

split = len(X) * 0.8
train = X[:split]  #! error[dtype-mismatch]: A slice goes from one whole number to another, not by float
names = ['a', 'b', 'c'][: len(X) / 50]  #! error[dtype-mismatch]: not by float
half = X[: int(split)]
