import tensorflow as tf
import numpy as np
x = tf.constant(np.random.randn(50, 3), dtype=tf.float32)
y = tf.constant(np.random.randn(50, 1), dtype=tf.float32)
W = tf.Variable(tf.random.normal((3, 1)))
b = tf.Variable(0.0)
opt = tf.keras.optimizers.SGD(learning_rate=0.1)
for i in range(5):
    with tf.GradientTape() as t:
        y_hat = tf.matmul(x, W) + b
        loss = tf.reduce_mean((y_hat - y) ** 2)
    g = t.gradient(loss, [W, b])
    opt.apply_gradients(g, [W, b])
    print(loss.numpy())
