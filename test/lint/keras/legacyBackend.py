#- framework: keras
# Losses and layers of old programs that compute with the backend.
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import backend as K
from tensorflow.keras import layers


def rmse(y_true, y_pred):
    return K.sqrt(K.mean(K.square(y_pred - y_true), axis=-1))


def attend(x):
    weights = K.softmax(K.sum(x, axis=-1))
    return K.batch_dot(weights, x, axes=(1, 1))


inputs = keras.Input((7, 16))
context = layers.Lambda(attend)(inputs)  #> [null, 16]
gelu = keras.layers.Dense(4, activation=keras.activations.gelu)(context)  #> [null, 4]
model = keras.Model(inputs, layers.Dense(1)(gelu))
model.compile('adam', loss=rmse)
error = rmse(tf.ones((8, 1)), tf.ones((8, 1)))  #> [8]
flat = K.batch_flatten(tf.ones((4, 3, 5)))  #> [4, 15]
turned = K.permute_dimensions(tf.ones((4, 3, 5)), (0, 2, 1))  #> [4, 5, 3]
size = K.int_shape(turned)[1]
again = K.reshape(turned, (-1, size * 3))  #> [4, 15]
act = keras.activations.get('relu')(np.ones((2, 3)))  #> [2, 3]

K.reshape(turned, (-1, 7))  #! error[reshape-size]
K.concatenate([tf.ones((2, 3)), tf.ones((4, 5))], axis=0)  #! error[dim-mismatch]
K.dot(tf.ones((2, 3)), tf.ones((4, 5)))  #! error[dim-mismatch]
