import numpy as np
from keras.layers import Dense
from keras.models import Sequential

x = np.linspace(-1, 1, 200)
y = 0.5 * x + 2 + np.random.normal(0, 0.05, (200,))
model = Sequential([Dense(units=1, input_shape=(1,))])
model.compile(loss="mse", optimizer="sgd")
W, b = model.layers[0].get_weights()
print(f"weights {W} biases {b}")
