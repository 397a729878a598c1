import numpy as np
import pandas as pd
import tensorflow as tf
df = pd.DataFrame({'age': np.random.randint(20, 60, 80).astype('float32'), 'fare': np.random.rand(80).astype('float32'), 'sex': np.random.choice(['m', 'f'], 80), 'survived': np.random.randint(0, 2, 80)})
labels = df.pop('survived')
inputs, encoded = [], []
for name in ['age', 'fare']:
    col = tf.keras.Input((1,), name=name)
    norm = tf.keras.layers.Normalization(axis=None)
    norm.adapt(df[name].to_numpy())
    encoded.append(norm(col)); inputs.append(col)
sex = tf.keras.Input((1,), name='sex', dtype='string')
lookup = tf.keras.layers.StringLookup(vocabulary=['m', 'f'])
onehot = tf.keras.layers.CategoryEncoding(num_tokens=lookup.vocabulary_size())
encoded.append(onehot(lookup(sex))); inputs.append(sex)
x = tf.keras.layers.concatenate(encoded)
model = tf.keras.Model(inputs, tf.keras.layers.Dense(1, activation='sigmoid')(x))
model.compile('adam', 'binary_crossentropy')
ds = tf.data.Dataset.from_tensor_slices(({'age': df['age'].values, 'fare': df['fare'].values, 'sex': df['sex'].astype(str).tolist()}, labels.values)).batch(16)
model.fit(ds, epochs=1, verbose=0)
print(x.shape)
