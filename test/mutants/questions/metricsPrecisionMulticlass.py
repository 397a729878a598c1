import numpy as np
import tensorflow as tf
x = np.random.rand(64, 10)
y = np.random.randint(0, 5, 64)
model = tf.keras.Sequential([tf.keras.layers.Dense(5, activation='softmax', input_shape=(10,))])
model.compile('adam', 'sparse_categorical_crossentropy', metrics=[tf.keras.metrics.Precision(), tf.keras.metrics.Recall()])
model.fit(x, y, epochs=1)
