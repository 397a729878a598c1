import tensorflow as tf
import numpy as np

X = np.linspace(-1, 1, 101).astype(np.float32)
Y = 2 * X + np.random.randn(101).astype(np.float32) * 0.3
w = tf.Variable(0.0, name='weights')

def model(X, w):
    return tf.multiply(X, w)

cost = tf.square(Y - model(X, w))
train_op = tf.keras.optimizers.SGD(0.01).minimize(cost, [w])
print(w.numpy())
