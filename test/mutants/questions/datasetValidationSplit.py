import numpy as np
import tensorflow as tf
feats = np.random.rand(300, 12).astype(np.float32)
labels = np.random.randint(0, 2, size=(300, 1))
ds = tf.data.Dataset.from_tensor_slices((feats, labels)).batch(20)
model = tf.keras.Sequential([tf.keras.layers.Dense(10, 'relu'), tf.keras.layers.Dense(1, 'sigmoid')])
model.compile('adam', 'binary_crossentropy', metrics=['accuracy'])
model.fit(ds, epochs=3, validation_split=0.2)
