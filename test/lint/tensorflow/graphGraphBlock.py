import numpy as np
import tensorflow as tf

graph = tf.Graph()
with graph.as_default():
    x = tf.compat.v1.placeholder(tf.float32, shape=[None, 3], name='x')
    y = tf.concat([x, tf.ones([tf.shape(x)[0], 1])], axis=1)
    z = tf.concat([x, tf.ones([4, 1])], axis=1)
with tf.compat.v1.Session(graph=graph) as sess:
    print(sess.run(y, feed_dict={x: np.zeros((2, 3))}).shape)
    print(sess.run(z, feed_dict={x: np.zeros((4, 3))}).shape)
    print(sess.run(z, feed_dict={x: np.zeros((2, 3))}).shape)
    #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[dim-mismatch]: concat: the tensors differ on axis 0, and only axis 1 is joined: (2, 3), (4, 1)
