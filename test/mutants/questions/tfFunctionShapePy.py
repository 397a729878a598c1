import tensorflow as tf
import numpy as np
class Affine(tf.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.w = tf.Variable(tf.random.normal([n_in, n_out]))
        self.b = tf.Variable(tf.zeros([n_out]))
    @tf.function
    def __call__(self, x):
        return x @ self.w + self.b
class MLP(tf.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = [Affine(a, b) for a, b in zip(sizes[:-1], sizes[:-1])]
    def __call__(self, x):
        for layer in self.layers[:-1]:
            x = tf.nn.relu(layer(x))
        return self.layers[-1](x)
net = MLP([4, 16, 16, 3])
x = tf.constant(np.random.rand(10, 4), tf.float32)
y = tf.one_hot(np.random.randint(0, 3, 10), 3)
loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=net(x)))
