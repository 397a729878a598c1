import numpy as np
import tensorflow as tf
(x_train, y_train), (x_test, y_test) = tf.keras.datasets.cifar10.load_data()
x_train = x_train.reshape(x_train.shape[0], 32, 32, 1).astype('float32')
model = tf.keras.Sequential([tf.keras.layers.Conv2D(8, 3, input_shape=(32, 32, 1)), tf.keras.layers.Flatten(), tf.keras.layers.Dense(10)])
