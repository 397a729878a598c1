import tensorflow as tf
import numpy as np

net = tf.keras.Sequential([tf.keras.Input((6,)), tf.keras.layers.Dense(12, activation='tanh'), tf.keras.layers.Dense(4)])
optimizer = tf.keras.optimizers.RMSprop(0.001)
data = tf.data.Dataset.from_tensor_slices((np.random.rand(64, 6).astype(np.float32), np.random.randint(0, 4, 64).astype(np.float32))).batch(16)

def custom_loss(labels, logits):
    predicted = tf.cast(tf.argmax(logits, axis=1), tf.float32)
    return tf.reduce_mean(tf.square(labels - predicted))

for xb, yb in data:
    with tf.GradientTape() as tape:
        loss = custom_loss(yb, net(xb, training=True))
    grads = tape.gradient(loss, net.trainable_variables)
    optimizer.apply_gradients(zip(grads, net.trainable_variables))
print('done')
