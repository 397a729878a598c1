#- framework: keras
# A model has as many outputs as it was given, whatever is known of its inputs; the rank of what nobody knows may be a tensor.
import keras
import numpy as np
from keras import ops
from somewhere import make_input, make_tensor

inputs = make_input()
x = keras.layers.Dense(5)(inputs)
model = keras.Model(inputs, [keras.layers.Dense(4)(x), keras.layers.Dense(3)(x)])
first, second = model(np.zeros((2, 3)))
print(model(np.zeros((2, 3)))[1].shape)
print(ops.ndim(make_tensor((2, 3))).shape)
