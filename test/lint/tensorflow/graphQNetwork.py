import numpy as np
import tensorflow as tf

tf.reset_default_graph()  #! error[removed-api]: tf.reset_default_graph is gone; tf.compat.v1.reset_default_graph does the same
inputs1 = tf.placeholder(shape=[1, 16], dtype=tf.float32)
#         ^^^^^^^^^^^^^^ error[removed-api]: tf.placeholder is gone; tf.compat.v1.placeholder does the same
W = tf.Variable(tf.random_uniform([16, 4], 0, 0.01))
#               ^^^^^^^^^^^^^^^^^ error[removed-api]: tf.random_uniform is gone; tf.random.uniform does the same
Qout = tf.matmul(inputs1, W)
predict = tf.argmax(Qout, 1)
nextQ = tf.placeholder(shape=[1, 4], dtype=tf.float32)
#       ^^^^^^^^^^^^^^ error[removed-api]: tf.placeholder is gone; tf.compat.v1.placeholder does the same
loss = tf.reduce_sum(tf.square(nextQ - Qout))
updateModel = tf.train.GradientDescentOptimizer(learning_rate=0.1).minimize(loss)
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.train.GradientDescentOptimizer is gone; tf.compat.v1.train.GradientDescentOptimizer does the same
with tf.Session() as sess:
#    ^^^^^^^^^^ error[removed-api]: tf.Session is gone; tf.compat.v1.Session does the same
    sess.run(tf.global_variables_initializer())
    #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.global_variables_initializer is gone; tf.compat.v1.global_variables_initializer does the same
    s = 3
    a, allQ = sess.run([predict, Qout], feed_dict={inputs1: np.identity(16)[s:s + 1]})
    Q1 = sess.run(Qout, feed_dict={inputs1: np.identity(16)[s:s + 1]})
    allQ[0, a[0]] = 0.5 + 0.99 * np.max(Q1)
    sess.run(updateModel, feed_dict={inputs1: np.identity(16)[s], nextQ: allQ})
  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[input-mismatch]: inputs1 takes (1, 16), it is fed (16,)
