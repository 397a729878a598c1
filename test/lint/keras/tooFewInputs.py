#- framework: keras
# What a refused call of a model gives is no part of a graph when its data is none.
import numpy as np
import tensorflow as tf
from tensorflow import keras

first = keras.Input((4,))
second = keras.Input((3,))
model = keras.Model([first, second], keras.layers.Dense(2)(keras.layers.Concatenate()([first, second])))

with tf.GradientTape() as tape:
    predictions = model(tf.constant(np.zeros((8, 4), 'float32')), training=True)  #! error[input-mismatch]: The model has 2 inputs, it is called on 1
    loss = tf.reduce_mean(tf.square(predictions))
