import numpy as np
import tensorflow as tf

celsius = np.array([-40, -10, 0, 8, 15, 22, 38], dtype=float)
fahrenheit = np.array([-40, 14, 32, 46, 59, 72, 100], dtype=float)

l0 = tf.keras.layers.Dense(units=1, input_shape=[1])
model = tf.keras.Sequential([l0])
model.compile(loss='mean_squared_error', optimizer=tf.keras.optimizers.Adam(0.1))
history = model.fit(celsius, fahrenheit, epochs=1, verbose=False)
print(model.predict(np.array([100.0]), verbose=0))
print("These are the layer variables: {}".format(l0.get_weights()))
w, b = l0.get_weights()
by_hand = celsius.reshape(-1, 1) @ w + b
print(by_hand.shape, history.history['loss'][0])
