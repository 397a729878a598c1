import numpy as np
import pandas as pd
import tensorflow as tf
df = pd.DataFrame({'age': np.random.randint(20, 60, 80), 'fare': np.random.rand(80), 'survived': np.random.randint(0, 2, 80)})
labels = df.pop('survived')
ds = tf.data.Dataset.from_tensor_slices((dict(df), labels)).batch(16)
inputs = {name: tf.keras.Input((1,), name=name) for name in ['age', 'fares']}
x = tf.keras.layers.Concatenate()(list(inputs.values()))
out = tf.keras.layers.Dense(1, activation='sigmoid')(x)
model = tf.keras.Model(inputs, out)
model.compile('adam', 'binary_crossentropy')
model.fit(ds, epochs=1)
