import numpy as np
import tensorflow as tf

def gen():
    for i in range(100):
        x = np.random.rand(20, 3).astype('float32')
        y = np.float32(i % 2)
        yield x, y

ds = tf.data.Dataset.from_generator(gen, output_signature=(tf.TensorSpec(shape=(20, 3), dtype=tf.float32), tf.TensorSpec(shape=(), dtype=tf.float32)))
ds = ds.batch(16)
model = tf.keras.Sequential([
    tf.keras.layers.Input(shape=(30, 3)),
    tf.keras.layers.Flatten(),
    tf.keras.layers.Dense(1, activation='sigmoid')])
model.compile(optimizer='adam', loss='binary_crossentropy')
model.fit(ds, epochs=1)
