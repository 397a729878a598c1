import tensorflow as tf
import numpy as np

x = np.random.rand(500, 28, 28).astype('float32')
y = np.random.randint(0, 10, 500)
train_ds = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(500)
val_ds = tf.data.Dataset.from_tensor_slices((x[:100], y[:100])).batch(32)
model = tf.keras.Sequential([
    tf.keras.layers.Flatten(input_shape=(28, 28)),
    tf.keras.layers.Dense(128, activation='relu'),
    tf.keras.layers.Dense(10)])
model.compile(optimizer='adam', loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=['accuracy'])
model.fit(train_ds, epochs=1, validation_data=val_ds)
