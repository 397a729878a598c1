import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
#    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tensorflow.examples.tutorials.mnist is gone since TensorFlow 2

mnist = input_data.read_data_sets('MNIST_data/', one_hot=True)
n_steps, n_input, n_hidden, n_classes = 28, 28, 128, 10
batch_size = 128

x = tf.placeholder('float', [None, n_steps, n_input])
#   ^^^^^^^^^^^^^^ error[removed-api]: tf.placeholder is gone; tf.compat.v1.placeholder does the same
y = tf.placeholder('float', [None, n_classes])
#   ^^^^^^^^^^^^^^ error[removed-api]: tf.placeholder is gone; tf.compat.v1.placeholder does the same
weights = tf.Variable(tf.random_normal([n_hidden, n_classes]))
#                     ^^^^^^^^^^^^^^^^ error[removed-api]: tf.random_normal is gone; tf.random.normal does the same
biases = tf.Variable(tf.random_normal([n_classes]))
#                    ^^^^^^^^^^^^^^^^ error[removed-api]: tf.random_normal is gone; tf.random.normal does the same


def RNN(x):
    x = tf.unstack(x, n_steps, 1)
    cell = tf.contrib.rnn.BasicLSTMCell(n_hidden, forget_bias=1.0)
    #      ^^^^^^^^^^ error[removed-api]: tf.contrib is gone
    outputs, states = tf.contrib.rnn.static_rnn(cell, x, dtype=tf.float32)
    #                 ^^^^^^^^^^ error[removed-api]: tf.contrib is gone
    return tf.matmul(outputs[-1], weights) + biases


pred = RNN(x)
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=pred, labels=y))
optimizer = tf.train.AdamOptimizer(learning_rate=0.001).minimize(cost)
#           ^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.train.AdamOptimizer is gone; tf.compat.v1.train.AdamOptimizer does the same
correct_pred = tf.equal(tf.argmax(pred, 1), tf.argmax(y, 1))
accuracy = tf.reduce_mean(tf.cast(correct_pred, tf.float32))

with tf.Session() as sess:
#    ^^^^^^^^^^ error[removed-api]: tf.Session is gone; tf.compat.v1.Session does the same
    sess.run(tf.global_variables_initializer())
    #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.global_variables_initializer is gone; tf.compat.v1.global_variables_initializer does the same
    step = 1
    while step * batch_size < 10000:
        batch_x, batch_y = mnist.train.next_batch(batch_size)
        batch_x = batch_x.reshape((batch_size, n_steps, n_input))
        sess.run(optimizer, feed_dict={x: batch_x, y: batch_y})
        step += 1
    test_data = mnist.test.images[:128]
    test_label = mnist.test.labels[:128]
    print(sess.run(accuracy, feed_dict={x: test_data, y: test_label}))
    #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[input-mismatch]: x takes (None, 28, 28), it is fed (128, 784)
