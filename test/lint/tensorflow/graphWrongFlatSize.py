import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 28, 28, 1], name='x')
#   ^^^^^^^^^^^^^^ error[removed-api]: tf.placeholder is gone; tf.compat.v1.placeholder does the same
y = tf.placeholder(tf.int64, [None], name='y')
#   ^^^^^^^^^^^^^^ error[removed-api]: tf.placeholder is gone; tf.compat.v1.placeholder does the same


def weight_variable(shape):
    return tf.Variable(tf.truncated_normal(shape, stddev=0.1))
    #                  ^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.truncated_normal is gone; tf.random.truncated_normal does the same


def bias_variable(shape):
    return tf.Variable(tf.constant(0.1, shape=shape))


def conv2d(x, W):
    return tf.nn.conv2d(x, W, strides=[1, 1, 1, 1], padding='VALID')


def max_pool_2x2(x):
    return tf.nn.max_pool(x, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding='SAME')


h_conv1 = tf.nn.relu(conv2d(x, weight_variable([5, 5, 1, 32])) + bias_variable([32]))
h_pool1 = max_pool_2x2(h_conv1)
h_conv2 = tf.nn.relu(conv2d(h_pool1, weight_variable([5, 5, 32, 64])) + bias_variable([64]))
h_pool2 = max_pool_2x2(h_conv2)
flat = tf.reshape(h_pool2, [-1, 7 * 7 * 64])
h_fc1 = tf.nn.relu(tf.matmul(flat, weight_variable([7 * 7 * 64, 1024])) + bias_variable([1024]))
logits = tf.matmul(h_fc1, weight_variable([1024, 10])) + bias_variable([10])
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
train_op = tf.train.AdamOptimizer(1e-4).minimize(loss)
#          ^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.train.AdamOptimizer is gone; tf.compat.v1.train.AdamOptimizer does the same

with tf.Session() as sess:
#    ^^^^^^^^^^ error[removed-api]: tf.Session is gone; tf.compat.v1.Session does the same
    sess.run(tf.global_variables_initializer())
    #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.global_variables_initializer is gone; tf.compat.v1.global_variables_initializer does the same
    for step in range(10):
        bx = np.random.rand(49, 28, 28, 1)
        by = np.random.randint(0, 10, 49)
        sess.run(train_op, feed_dict={x: bx, y: by})
      # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[dim-mismatch]: sparse_softmax_cross_entropy_with_logits: labels (49,) and logits (16, 10) must agree but for the classes
