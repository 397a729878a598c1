import numpy as np
import tensorflow as tf
model = tf.keras.Sequential([tf.keras.layers.Input((7,)), tf.keras.layers.Dense(5)])
loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
acc = tf.keras.metrics.SparseCategoricalAccuracy()
opt = tf.keras.optimizers.Adam()
ds = tf.data.Dataset.from_tensor_slices((np.random.rand(60, 7).astype('float32'), np.random.randint(0, 5, 60))).batch(20)
for x, y in ds:
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        loss = loss_fn(logits, y)
    opt.apply_gradients(zip(tape.gradient(loss, model.trainable_weights), model.trainable_weights))
    acc.update_state(y, logits)
print(float(acc.result()))
