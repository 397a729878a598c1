import tensorflow.compat.v1 as tf
tf.disable_v2_behavior()
import numpy as np

X = tf.placeholder(tf.float32, shape=(None, 28, 28, 1))
Y = tf.placeholder(tf.float32, shape=(None, 10))
w1 = tf.Variable(tf.random_normal([5, 5, 1, 32]))
conv = tf.nn.relu(tf.nn.conv2d(X, w1, strides=[1, 1, 1, 1], padding='SAME'))
pool = tf.nn.max_pool(conv, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding='SAME')
flat = tf.reshape(pool, [-1, 14 * 14 * 32])
w2 = tf.Variable(tf.random_normal([7 * 7 * 64, 10]))
logits = tf.matmul(flat, w2)
loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=Y))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(loss, feed_dict={X: np.zeros((4, 28, 28, 1)), Y: np.zeros((4, 10))}))
