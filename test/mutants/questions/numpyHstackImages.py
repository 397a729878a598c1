import numpy as np
from tensorflow.keras.utils import to_categorical
a = np.random.rand(50, 28, 28, 1)
b = np.random.rand(40, 28, 28, 1)
X = np.hstack((a, b))
y = to_categorical(np.concatenate([np.zeros(50), np.ones(40)]))
print(X.shape, y.shape)
