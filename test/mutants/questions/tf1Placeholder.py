import tensorflow as tf
import numpy as np

n_input, n_hidden, n_classes = 784, 128, 10
X = tf.placeholder(tf.float32, [None, n_input])
Y = tf.placeholder(tf.float32, [None, n_classes])
W1 = tf.Variable(tf.random_normal([n_input, n_hidden]))
b1 = tf.Variable(tf.zeros([n_hidden]))
W2 = tf.Variable(tf.random_normal([n_hidden, n_classes]))
h = tf.nn.relu(tf.matmul(X, W1) + b1)
logits = tf.matmul(h, W2)
loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=Y))
train = tf.train.AdamOptimizer(0.01).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train, feed_dict={X: np.random.rand(5, 784), Y: np.random.rand(5, 10)})
