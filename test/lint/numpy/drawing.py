import numpy as np
import keras

model = keras.Sequential([keras.Input((5, 10)), keras.layers.LSTM(8), keras.layers.Dense(10, activation='softmax')])
p = model.predict(np.random.rand(1, 5, 10))
np.random.choice(10, p=p)  #! error[rank-mismatch]: the probabilities have one axis, these have 2: (1, 10)
np.random.choice(10, p=p[0])
np.random.multinomial(1, p, 1)  #! error[rank-mismatch]: the probabilities have one axis
np.random.multinomial(1, p[0], 1)
np.random.default_rng().multinomial(1, p)
np.random.choice(20, 32, replace=False)  #! error[dim-mismatch]: 32 different elements cannot be drawn from 20
np.random.choice(20, 32)
np.random.rand((10, 3))  #! error[dtype-mismatch]: an extent is a whole number, not tuple
np.random.rand(*(10, 3))
np.zeros(10, 28)  #! error[dtype-mismatch]: dtype names an element type, it gets int
np.savetxt('features.csv', np.zeros((4, 5, 6)))  #! error[rank-mismatch]: writes rows and columns, it gets 3 axes
np.savetxt('features.csv', np.zeros((4, 30)), delimiter=',', fmt='%.3f')
keras.ops.transpose((0, 2, 1), np.random.rand(2, 3, 4))  #! error[rank-mismatch]: axes takes whole numbers, it gets an array of shape (2, 3, 4)
