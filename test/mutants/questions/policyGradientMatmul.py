import numpy as np
import tensorflow as tf

W = tf.Variable(tf.random.normal([4, 2]))
b = tf.Variable(tf.zeros([2]))
states = np.random.randn(20, 4)
actions = np.random.randint(0, 2, 20)
with tf.GradientTape() as tape:
    logits = tf.matmul(states, W) + b
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=actions, logits=logits))
print(tape.gradient(loss, [W, b]))
