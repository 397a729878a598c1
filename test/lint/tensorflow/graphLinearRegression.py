import numpy
import tensorflow as tf
rng = numpy.random

train_X = numpy.asarray([3.3, 4.4, 5.5, 6.71, 6.93, 4.168, 9.779])
train_Y = numpy.asarray([1.7, 2.76, 2.09, 3.19, 1.694, 1.573, 3.366])
n_samples = train_X.shape[0]

X = tf.placeholder("float")
#   ^^^^^^^^^^^^^^ error[removed-api]: tf.placeholder is gone; tf.compat.v1.placeholder does the same
Y = tf.placeholder("float")
#   ^^^^^^^^^^^^^^ error[removed-api]: tf.placeholder is gone; tf.compat.v1.placeholder does the same
W = tf.Variable(rng.randn(), name="weight")
b = tf.Variable(rng.randn(), name="bias")
pred = tf.add(tf.multiply(X, W), b)
cost = tf.reduce_sum(tf.pow(pred - Y, 2)) / (2 * n_samples)
optimizer = tf.train.GradientDescentOptimizer(0.01).minimize(cost)
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.train.GradientDescentOptimizer is gone; tf.compat.v1.train.GradientDescentOptimizer does the same
init = tf.global_variables_initializer()
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.global_variables_initializer is gone; tf.compat.v1.global_variables_initializer does the same

with tf.Session() as sess:
#    ^^^^^^^^^^ error[removed-api]: tf.Session is gone; tf.compat.v1.Session does the same
    sess.run(init)
    for epoch in range(100):
        for (x, y) in zip(train_X, train_Y):
            sess.run(optimizer, feed_dict={X: x, Y: y})
    training_cost = sess.run(cost, feed_dict={X: train_X, Y: train_Y})
    print("Training cost=", training_cost, "W=", sess.run(W), "b=", sess.run(b))
