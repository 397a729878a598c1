import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 784])
#   ^^^^^^^^^^^^^^ error[removed-api]: tf.placeholder is gone; tf.compat.v1.placeholder does the same
y = tf.placeholder(tf.int32, [None])
#   ^^^^^^^^^^^^^^ error[removed-api]: tf.placeholder is gone; tf.compat.v1.placeholder does the same
is_training = tf.placeholder(tf.bool)
#             ^^^^^^^^^^^^^^ error[removed-api]: tf.placeholder is gone; tf.compat.v1.placeholder does the same
image = tf.reshape(x, [-1, 28, 28, 1])
conv1 = tf.layers.conv2d(image, 32, 5, activation=tf.nn.relu)
#       ^^^^^^^^^ error[removed-api]: tf.layers is gone; tf.compat.v1.layers does the same
conv1 = tf.layers.max_pooling2d(conv1, 2, 2)
#       ^^^^^^^^^ error[removed-api]: tf.layers is gone; tf.compat.v1.layers does the same
conv2 = tf.layers.conv2d(conv1, 64, 3, activation=tf.nn.relu)
#       ^^^^^^^^^ error[removed-api]: tf.layers is gone; tf.compat.v1.layers does the same
conv2 = tf.layers.max_pooling2d(conv2, 2, 2)
#       ^^^^^^^^^ error[removed-api]: tf.layers is gone; tf.compat.v1.layers does the same
fc1 = tf.layers.flatten(conv2)
#     ^^^^^^^^^ error[removed-api]: tf.layers is gone; tf.compat.v1.layers does the same
fc1 = tf.layers.dense(fc1, 1024)
#     ^^^^^^^^^ error[removed-api]: tf.layers is gone; tf.compat.v1.layers does the same
fc1 = tf.layers.dropout(fc1, rate=0.25, training=is_training)
#     ^^^^^^^^^ error[removed-api]: tf.layers is gone; tf.compat.v1.layers does the same
out = tf.layers.dense(fc1, 10)
#     ^^^^^^^^^ error[removed-api]: tf.layers is gone; tf.compat.v1.layers does the same
loss = tf.losses.sparse_softmax_cross_entropy(labels=y, logits=out)
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.losses.sparse_softmax_cross_entropy is gone; tf.compat.v1.losses.sparse_softmax_cross_entropy does the same
acc = tf.reduce_mean(tf.cast(tf.nn.in_top_k(out, y, 1), tf.float32))
train = tf.train.MomentumOptimizer(0.01, 0.9).minimize(loss)
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.train.MomentumOptimizer is gone; tf.compat.v1.train.MomentumOptimizer does the same
sess = tf.InteractiveSession()
#      ^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.InteractiveSession is gone; tf.compat.v1.InteractiveSession does the same
tf.global_variables_initializer().run()  #! error[removed-api]: tf.global_variables_initializer is gone; tf.compat.v1.global_variables_initializer does the same
train.run({x: np.zeros((32, 784)), y: np.zeros(32), is_training: True})
print(acc.eval(feed_dict={x: np.zeros((32, 784)), y: np.zeros((32, 10)), is_training: False}))
#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[input-mismatch]: y takes (None,), it is fed (32, 10)
