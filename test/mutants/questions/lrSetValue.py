import numpy as np
import tensorflow as tf
from tensorflow.keras import backend as K

model = tf.keras.Sequential([tf.keras.layers.Dense(8, activation='relu', input_shape=(4,)), tf.keras.layers.Dense(1)])
model.compile(optimizer=tf.keras.optimizers.Adam(0.01), loss='mse')
x = np.random.rand(100, 4)
y = x.sum(axis=1)
for epoch in range(3):
    model.fit(x, y, verbose=0)
    old = K.get_value(model.optimizer.lr)
    K.set_value(model.optimizer.lr, old * 0.5)
