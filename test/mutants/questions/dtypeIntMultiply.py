import tensorflow as tf
import numpy as np

x = tf.constant(np.arange(12).reshape(3, 4))
w = tf.Variable(tf.random.normal((4, 1)))
y = tf.matmul(tf.cast(x, tf.float32), w)
scale = tf.constant([2])
out = y * scale
print(out)
