import tensorflow as tf
import numpy as np
model = tf.keras.Sequential([tf.keras.layers.Dense(16, activation='relu'), tf.keras.layers.Dense(3)])
opt = tf.keras.optimizers.Adam()
X = tf.random.normal((60, 5))
y = tf.constant(np.random.randint(0, 3, 60))
for epoch in range(2):
    with tf.GradientTape() as tape:
        logits = model(X)
        loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits)
    g = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(g, model.trainable_variables))
