import numpy as np
import pandas as pd
import tensorflow as tf
rows = [{'vec': np.random.rand(16), 'y': i % 2} for i in range(40)]
df = pd.DataFrame(rows)
X = df['vec'].values
y = df['y'].values
model = tf.keras.Sequential([tf.keras.layers.Input((16,)), tf.keras.layers.Dense(4, activation='relu'), tf.keras.layers.Dense(1, activation='sigmoid')])
model.compile('adam', 'binary_crossentropy')
model.fit(X, y, epochs=1)
