import tensorflow as tf
from tensorflow.contrib import rnn

n_steps, n_inputs, n_neurons = 28, 28, 100
X = tf.placeholder(tf.float32, [None, n_steps, n_inputs])
cell = rnn.BasicLSTMCell(n_neurons)
outputs, states = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32)
