import numpy as np
import tensorflow as tf

n_input, n_hidden_1, n_hidden_2 = 784, 256, 128
X = tf.placeholder("float", [None, n_input])
#   ^^^^^^^^^^^^^^ error[removed-api]: tf.placeholder is gone; tf.compat.v1.placeholder does the same
weights = {
    'encoder_h1': tf.Variable(tf.random_normal([n_input, n_hidden_1])),
    #                         ^^^^^^^^^^^^^^^^ error[removed-api]: tf.random_normal is gone; tf.random.normal does the same
    'encoder_h2': tf.Variable(tf.random_normal([n_hidden_1, n_hidden_2])),
    #                         ^^^^^^^^^^^^^^^^ error[removed-api]: tf.random_normal is gone; tf.random.normal does the same
    'decoder_h1': tf.Variable(tf.random_normal([n_hidden_2, n_hidden_1])),
    #                         ^^^^^^^^^^^^^^^^ error[removed-api]: tf.random_normal is gone; tf.random.normal does the same
    'decoder_h2': tf.Variable(tf.random_normal([n_hidden_1, n_input])),
    #                         ^^^^^^^^^^^^^^^^ error[removed-api]: tf.random_normal is gone; tf.random.normal does the same
}


def encoder(x):
    layer_1 = tf.nn.sigmoid(tf.matmul(x, weights['encoder_h1']))
    return tf.nn.sigmoid(tf.matmul(layer_1, weights['encoder_h2']))


def decoder(x):
    layer_1 = tf.nn.sigmoid(tf.matmul(x, weights['decoder_h1']))
    return tf.nn.sigmoid(tf.matmul(layer_1, weights['decoder_h2']))


y_pred = decoder(encoder(X))
cost = tf.reduce_mean(tf.pow(X - y_pred, 2))
optimizer = tf.train.RMSPropOptimizer(0.01).minimize(cost)
#           ^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.train.RMSPropOptimizer is gone; tf.compat.v1.train.RMSPropOptimizer does the same
with tf.Session() as sess:
#    ^^^^^^^^^^ error[removed-api]: tf.Session is gone; tf.compat.v1.Session does the same
    sess.run(tf.global_variables_initializer())
    #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.global_variables_initializer is gone; tf.compat.v1.global_variables_initializer does the same
    batch = np.random.rand(256, 784)
    _, c = sess.run([optimizer, cost], feed_dict={X: batch})
    encode_decode = sess.run(y_pred, feed_dict={X: batch[:10]})
    print(np.reshape(encode_decode[0], (28, 28)).shape)
