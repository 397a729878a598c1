import numpy as np
import tensorflow.compat.v1 as tf
tf.disable_v2_behavior()

x = tf.placeholder(tf.float32, [None, 28, 28])
y = tf.placeholder(tf.float32, [None, 10])
lstm = tf.nn.rnn_cell.BasicLSTMCell(128)
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.nn.rnn_cell.BasicLSTMCell is not in Keras 3; with os.environ['TF_USE_LEGACY_KERAS'] = '1' before the import it is that of Keras 2
outputs, state = tf.nn.dynamic_rnn(lstm, x, dtype=tf.float32)
W = tf.Variable(tf.random_normal([128, 10]))
b = tf.Variable(tf.zeros([10]))
last = tf.transpose(outputs, [1, 0, 2])[-1]
good = tf.matmul(last, W) + b
bad = tf.matmul(outputs, W) + b
