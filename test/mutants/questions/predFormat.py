import numpy as np
import keras
m = keras.Sequential([keras.layers.Dense(2, input_shape=(3,))])
pred = m.predict(np.random.rand(1, 3))
print(f'{pred[0]:.2f}')
