import numpy as np
import tensorflow as tf

a = tf.constant(np.random.rand(3, 4), dtype=tf.float32)
theta = tf.Variable(tf.random_normal([3, 1]))
#                   ^^^^^^^^^^^^^^^^ error[removed-api]: tf.random_normal is gone; tf.random.normal does the same
with tf.Session() as sess:
#    ^^^^^^^^^^ error[removed-api]: tf.Session is gone; tf.compat.v1.Session does the same
    sess.run(tf.global_variables_initializer())
    #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.global_variables_initializer is gone; tf.compat.v1.global_variables_initializer does the same
    ok = tf.matmul(tf.transpose(a), theta)
    print(sess.run(ok).shape)
    print(sess.run(tf.matmul(a, theta)))
    #              ^^^^^^^^^^^^^^^^^^^ error[dim-mismatch]: matmul joins the last axis of the first with the second to last of the other: (3, 4) and (3, 1)
