import numpy as np
import tensorflow.compat.v1 as tf
tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None, 784], name='x')
y_ = tf.placeholder(tf.float32, [None, 10])
keep_prob = tf.placeholder(tf.float32)
W = tf.Variable(tf.truncated_normal([784, 100], stddev=0.1))
b = tf.Variable(tf.constant(0.1, shape=[100]))
h = tf.nn.relu(tf.matmul(x, W) + b)
h = tf.nn.dropout(h, keep_prob)
W2 = tf.get_variable('w2', [100, 10], initializer=tf.truncated_normal_initializer(stddev=0.1))
logits = tf.matmul(h, W2)
img = tf.reshape(x, [-1, 28, 28, 1])
c1 = tf.nn.conv2d(img, tf.Variable(tf.random_normal([5, 5, 1, 32])), strides=[1, 1, 1, 1], padding='SAME')
p1 = tf.nn.max_pool(c1, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding='SAME')
n = p1.get_shape().as_list()
n1 = p1.shape[1].value
flat = tf.reshape(p1, [-1, 14 * 14 * 32])
flat2 = tf.reshape(p1, [-1, n[1] * n[2] * n[3]])
loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y_, logits=logits))
train = tf.train.AdamOptimizer(1e-4).minimize(loss)
correct = tf.equal(tf.argmax(logits, 1), tf.argmax(y_, 1))
acc = tf.reduce_mean(tf.cast(correct, tf.float32))
X = np.random.rand(60, 784).astype('float32')
Y = np.eye(10)[np.random.randint(0, 10, 60)]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(100):
        _, l = sess.run([train, loss], feed_dict={x: X[:20], y_: Y[:20], keep_prob: 0.5})
    p, a, q = sess.run([logits, acc, flat], {x: X, y_: Y, keep_prob: 1.0})
    sess.run(loss, {x: X, y_: Y})
  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[missing-argument]: run needs keep_prob to be fed
    sess.run(loss, {x: X.reshape(-1, 28, 28), y_: Y, keep_prob: 1.0})
  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[input-mismatch]: x takes (None, 784), it is fed (60, 28, 28)
    sess.run(loss, {x: X[:30], y_: Y, keep_prob: 1.0})
  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[broadcast-mismatch]: softmax_cross_entropy_with_logits: the shapes do not fit each other, they differ on axis -2: (60, 10), (30, 10)
    sess.run(loss, {x: X[0], y_: Y[0], keep_prob: 1.0})
  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[input-mismatch]: x takes (None, 784), it is fed (784,)
    z = logits.eval({x: X[:7], keep_prob: 1})
    loss = sess.run(loss, {x: X[:60], y_: Y, keep_prob: 1.0})
    sess.run(loss, {x: X[:60], y_: Y, keep_prob: 1.0})
  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: run takes tensors and operations of the graph, it gets an array
