# Arrays, tuples and dicts where a number, an element type or an index is taken; what looks alike and runs stays silent.
import keras
import numpy as np
import pandas as pd
import tensorflow as tf

a = np.arange(6)
np.where(a > 2, 5.0)  #! error[missing-argument]: both x and y
np.where(a > 2, 5.0, a)
np.where(a > 2)

scores = tf.random.normal((4, 1))
tf.cast(tf.float32, scores)  #! error[dtype-mismatch]: names an element type
tf.cast(scores, a.dtype)
keras.ops.cast(scores, scores.dtype)

images = np.zeros((10, 5, 5))
images.reshape(images.shape, -1)  #! error[dtype-mismatch]: not tuple
images.reshape(images.shape[0], -1)
images.reshape((10, 25), order="C")

ids = {"a": 0, "b": 1}
onehot = np.zeros((1, 20, 30))
onehot[0, 3, ids] = 1.0  #! error[dtype-mismatch]: not by dict
onehot[0, 3, ids["a"]] = 1.0
onehot[0, 3, [0, 1]] = 1.0

table = pd.read_csv("a.csv").values
table[:, 0].reshape(len(table), 0)  #! error[reshape-size]: cannot be arranged
table[:, 0].reshape(len(table), 1)
np.zeros((0, 4)).reshape(4, 0)

model = keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(3)])
out = model(np.zeros((2, 4)))
float(keras.ops.square(out))  #! error[rank-mismatch]: not one of shape (2, 3)
float(keras.ops.mean(out))
int(tf.argmax(out[0]))
