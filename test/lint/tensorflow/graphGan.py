import numpy as np
import tensorflow as tf


def generator(z):
    with tf.variable_scope('gen'):
    #    ^^^^^^^^^^^^^^^^^ error[removed-api]: tf.variable_scope is gone; tf.compat.v1.variable_scope does the same
        h = tf.layers.dense(z, 128, activation=tf.nn.relu)
        #   ^^^^^^^^^ error[removed-api]: tf.layers is gone; tf.compat.v1.layers does the same
        return tf.layers.dense(h, 784, activation=tf.nn.tanh)
        #      ^^^^^^^^^ error[removed-api]: tf.layers is gone; tf.compat.v1.layers does the same


def discriminator(x, reuse=None):
    with tf.variable_scope('dis', reuse=reuse):
    #    ^^^^^^^^^^^^^^^^^ error[removed-api]: tf.variable_scope is gone; tf.compat.v1.variable_scope does the same
        h = tf.layers.dense(x, 128, activation=tf.nn.relu)
        #   ^^^^^^^^^ error[removed-api]: tf.layers is gone; tf.compat.v1.layers does the same
        return tf.layers.dense(h, 1)
        #      ^^^^^^^^^ error[removed-api]: tf.layers is gone; tf.compat.v1.layers does the same


real = tf.placeholder(tf.float32, shape=[None, 784])
#      ^^^^^^^^^^^^^^ error[removed-api]: tf.placeholder is gone; tf.compat.v1.placeholder does the same
z = tf.placeholder(tf.float32, shape=[None, 100])
#   ^^^^^^^^^^^^^^ error[removed-api]: tf.placeholder is gone; tf.compat.v1.placeholder does the same
fake = generator(z)
d_real = discriminator(real)
d_fake = discriminator(fake, reuse=True)
d_loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(logits=d_real, labels=tf.ones_like(d_real)))
g_loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(logits=d_fake, labels=tf.ones([64])))
#                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[dim-mismatch]: sigmoid_cross_entropy_with_logits: labels (64,) and logits (None, 1) must have one shape
