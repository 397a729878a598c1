import numpy as np
import tensorflow.compat.v1 as tf
tf.disable_v2_behavior()

x_train = np.random.rand(120, 4)
y_train = np.random.randint(0, 3, 120)
X = tf.placeholder(tf.float32, [None, 4])
Y = tf.placeholder(tf.float32, [None, 3])
W = tf.Variable(tf.random_normal([4, 3]))
b = tf.Variable(tf.random_normal([3]))
hypothesis = tf.nn.softmax(tf.matmul(X, W) + b)
cost = tf.reduce_mean(-tf.reduce_sum(Y * tf.log(hypothesis), axis=1))
optimizer = tf.train.GradientDescentOptimizer(learning_rate=0.1).minimize(cost)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(2001):
        sess.run(optimizer, feed_dict={X: x_train, Y: y_train})
      # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[input-mismatch]: Y takes (None, 3), it is fed (120,)
        if step % 200 == 0:
            print(step, sess.run(cost, feed_dict={X: x_train, Y: y_train}))
            #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[input-mismatch]: Y takes (None, 3), it is fed (120,)
