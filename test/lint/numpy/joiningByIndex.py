import keras
import numpy as np

xx, yy = np.meshgrid(np.linspace(-10, 10, 12), np.linspace(-10, 10, 10))
grid = np.c_[xx.ravel(), yy.ravel()]
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3)])
model.predict(grid)
model.predict(np.c_[xx, yy])  #! error[input-mismatch]: The model takes (None, 2), it is fed (None, 24)
np.c_[xx, yy.ravel()]  #! error[dim-mismatch]: differ on axis
bias = np.c_[np.ones(100), np.random.rand(100, 3)]
print(bias.shape)  #> (100, 4)
longer = np.r_[np.zeros(3), 1, np.ones(4)]
print(longer.shape)  #> (8,)
steps = np.r_[0:5, 7]
