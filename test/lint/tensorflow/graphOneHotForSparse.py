import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_eager_execution()

X = tf.placeholder(tf.float32, [None, 4])
Y = tf.placeholder(tf.int32, [None, 3])
W = tf.Variable(tf.random_normal([4, 3]))
logits = tf.matmul(X, W)
cost = tf.reduce_mean(
    tf.nn.sparse_softmax_cross_entropy_with_logits(labels=Y, logits=logits))
  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[rank-mismatch]: sparse_softmax_cross_entropy_with_logits: labels (None, 3) must have one axis less than logits (None, 3)
