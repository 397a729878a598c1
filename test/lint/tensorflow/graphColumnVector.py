import numpy as np
import tensorflow.compat.v1 as tf
tf.disable_v2_behavior()

data = np.random.rand(200, 5)
target = data.sum(axis=1)
x = tf.placeholder(tf.float32, [None, 5])
y = tf.placeholder(tf.float32, [None, 1])
w = tf.Variable(tf.zeros([5, 1]))
loss = tf.reduce_mean(tf.square(tf.matmul(x, w) - y))
step = tf.train.AdamOptimizer(0.01).minimize(loss)
sess = tf.Session()
sess.run(tf.global_variables_initializer())
for i in range(100):
    sess.run(step, feed_dict={
  # ^^^^^^^^^^^^^^^^^^^^^^^^^^ error[input-mismatch]: y takes (None, 1), it is fed (200,)
        x: data,
        y: target})
