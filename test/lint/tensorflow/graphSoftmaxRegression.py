import numpy as np
import tensorflow as tf

train_x = np.random.rand(1000, 784).astype(np.float32)
train_y = np.eye(10)[np.random.randint(0, 10, 1000)]

x = tf.placeholder(tf.float32, [None, 784])
#   ^^^^^^^^^^^^^^ error[removed-api]: tf.placeholder is gone; tf.compat.v1.placeholder does the same
W = tf.Variable(tf.zeros([784, 10]))
b = tf.Variable(tf.zeros([10]))
y = tf.nn.softmax(tf.matmul(x, W) + b)
y_ = tf.placeholder(tf.float32, [None, 10])
#    ^^^^^^^^^^^^^^ error[removed-api]: tf.placeholder is gone; tf.compat.v1.placeholder does the same
cross_entropy = tf.reduce_mean(-tf.reduce_sum(y_ * tf.log(y), reduction_indices=[1]))
#                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: reduce_sum: reduction_indices is called axis now
#                                                  ^^^^^^ error[removed-api]: tf.log is gone; tf.math.log does the same
train_step = tf.train.GradientDescentOptimizer(0.5).minimize(cross_entropy)
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.train.GradientDescentOptimizer is gone; tf.compat.v1.train.GradientDescentOptimizer does the same

init = tf.initialize_all_variables()
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.initialize_all_variables is gone; tf.compat.v1.global_variables_initializer does the same
sess = tf.Session()
#      ^^^^^^^^^^ error[removed-api]: tf.Session is gone; tf.compat.v1.Session does the same
sess.run(init)
for i in range(20):
    idx = np.random.choice(1000, 100)
    batch_xs, batch_ys = train_x[idx], train_y[idx]
    sess.run(train_step, feed_dict={x: batch_xs, y_: batch_ys})

correct_prediction = tf.equal(tf.argmax(y, 1), tf.argmax(y_, 1))
accuracy = tf.reduce_mean(tf.cast(correct_prediction, "float"))
print(sess.run(accuracy, feed_dict={x: train_x, y_: train_y}))
