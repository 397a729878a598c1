import tensorflow as tf
from tensorflow.keras import layers, Model, Input

inp = Input(shape=(None, 64))
x = layers.LSTM(32, return_sequences=True)(inp)
batch = tf.shape(x)[0]
steps = tf.shape(x)[1]
flat = tf.reshape(x, (batch * steps, 32))
flat = layers.Dense(10, activation='softmax')(flat)
out = tf.reshape(flat, (batch, steps, 10))
model = Model(inp, out)
model.summary()
