import numpy as np
import tensorflow as tf

images = np.random.randint(0, 255, (500, 28, 28)) / 255.0
labels = np.random.randint(0, 10, 500)
n_classes = 10
batch_size = 50

x = tf.placeholder('float', [None, 784])
#   ^^^^^^^^^^^^^^ error[removed-api]: tf.placeholder is gone; tf.compat.v1.placeholder does the same
y = tf.placeholder('float')
#   ^^^^^^^^^^^^^^ error[removed-api]: tf.placeholder is gone; tf.compat.v1.placeholder does the same


def neural_network_model(data):
    hidden = {'weights': tf.Variable(tf.random_normal([784, 500])), 'biases': tf.Variable(tf.random_normal([500]))}
    #                                ^^^^^^^^^^^^^^^^ error[removed-api]: tf.random_normal is gone; tf.random.normal does the same
    output = {'weights': tf.Variable(tf.random_normal([500, n_classes])), 'biases': tf.Variable(tf.random_normal([n_classes]))}
    #                                ^^^^^^^^^^^^^^^^ error[removed-api]: tf.random_normal is gone; tf.random.normal does the same
    l1 = tf.nn.relu(tf.add(tf.matmul(data, hidden['weights']), hidden['biases']))
    return tf.matmul(l1, output['weights']) + output['biases']


def train_neural_network(x):
    prediction = neural_network_model(x)
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=prediction, labels=y))
    optimizer = tf.train.AdamOptimizer().minimize(cost)
    #           ^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.train.AdamOptimizer is gone; tf.compat.v1.train.AdamOptimizer does the same
    with tf.Session() as sess:
    #    ^^^^^^^^^^ error[removed-api]: tf.Session is gone; tf.compat.v1.Session does the same
        sess.run(tf.global_variables_initializer())
        #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.global_variables_initializer is gone; tf.compat.v1.global_variables_initializer does the same
        for epoch in range(3):
            epoch_loss = 0
            for i in range(500 // batch_size):
                epoch_x = images[i * batch_size:(i + 1) * batch_size]
                epoch_y = np.eye(n_classes)[labels[i * batch_size:(i + 1) * batch_size]]
                _, c = sess.run([optimizer, cost], feed_dict={x: epoch_x, y: epoch_y})
                #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[input-mismatch]: x takes (None, 784), it is fed (50, 28, 28)
                epoch_loss += c


train_neural_network(x)
