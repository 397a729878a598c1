import numpy as np
import tensorflow as tf
model = tf.keras.Sequential([tf.keras.layers.Input((4,)), tf.keras.layers.Dense(3)])
opt = tf.keras.optimizers.SGD(0.1)
x = np.random.rand(12, 4).astype('float32'); y = np.random.rand(12, 3).astype('float32')
with tf.GradientTape() as tape:
    out = model(x).numpy()
    loss = tf.reduce_mean((out - y) ** 2)
g = tape.gradient(loss, model.trainable_weights)
opt.apply_gradients(zip(g, model.trainable_weights))
