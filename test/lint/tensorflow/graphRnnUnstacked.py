import numpy as np
import tensorflow.compat.v1 as tf
tf.disable_v2_behavior()

n_steps, n_inputs, n_units, n_classes = 28, 28, 128, 10
x = tf.placeholder(tf.float32, [None, n_steps, n_inputs])
y = tf.placeholder(tf.float32, [None, n_classes])
cell = tf.nn.rnn_cell.BasicLSTMCell(n_units)
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.nn.rnn_cell.BasicLSTMCell is not in Keras 3; with os.environ['TF_USE_LEGACY_KERAS'] = '1' before the import it is that of Keras 2
outputs, states = tf.nn.static_rnn(cell, x, dtype=tf.float32)
#                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[rank-mismatch]: static_rnn takes a list with a tensor for each step, it gets a tensor (None, 28, 28); tf.unstack makes a list of it
logits = tf.matmul(outputs[-1], tf.Variable(tf.random_normal([n_units, n_classes])))
