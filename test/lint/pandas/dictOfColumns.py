import numpy as np
import pandas as pd
import tensorflow as tf

table = pd.DataFrame({'age': np.random.randint(20, 60, 80), 'fare': np.random.rand(80), 'label': np.random.randint(0, 2, 80)})
labels = table.pop('label')
columns = dict(table)
print(columns['age'].shape, columns['fare'].mean())
for name, column in dict(table).items():
    print(name.upper(), column.shape[0])
dataset = tf.data.Dataset.from_tensor_slices((dict(table), labels)).batch(16)
inputs = {name: tf.keras.Input((1,), name=name) for name in ['age', 'fares']}
joined = tf.keras.layers.Concatenate()(list(inputs.values()))
model = tf.keras.Model(inputs, tf.keras.layers.Dense(1, activation='sigmoid')(joined))
model.compile('adam', 'binary_crossentropy')
model.fit(dataset, epochs=1)  #! error[input-mismatch]: fares
columns['fair']  #! error[missing-attribute]: fair
