import keras
import numpy as np
import pandas as pd
import tensorflow as tf

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
rows = pd.DataFrame([{'vector': np.random.rand(4), 'label': i % 2} for i in range(10)])
model(np.stack(rows['vector']))
model(np.stack(rows.vector.values))
model(np.vstack(rows['vector']))
model(np.array(rows['vector'].tolist()))
model(np.array(list(rows['vector'])))
model(np.array([vector for vector in rows['vector']]))
made = pd.DataFrame({'vector': [np.random.rand(4) for _ in range(10)], 'label': 1})
made['twice'] = made['vector'].apply(lambda vector: vector * 2)
made['plain'] = [[1.0, 2.0, 3.0, 4.0]] * 10
model(np.stack(made['twice']))
model(np.concatenate(made['twice'].values).reshape(-1, 4))
model(np.array(made['plain'].values.tolist()))
# What has numbers in it stays what it is.
model(np.stack(made['label']))  #! error[input-mismatch]: (None, 4)

# TensorFlow converts arrays of NumPy where it takes one type alone.
tf.one_hot(made['label'].values.astype(float), 3)
tf.one_hot(tf.constant([0.5]), 3)  #! error[dtype-mismatch]: float32
tf.reduce_any(np.zeros(3))
