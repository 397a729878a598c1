import numpy as np
from sklearn.model_selection import train_test_split
from tensorflow import keras
X, y = np.random.rand(200, 6), np.random.rand(200)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)
model = keras.Sequential([keras.layers.Dense(16, activation='relu', input_shape=(6,)), keras.layers.Dense(1)])
model.compile('adam', 'mse')
h = model.fit(X_train, y_train, validation_data=(X_test, y_test), epochs=1)
print(h.history['val_loss'][-1], model.evaluate(X_test, y_test))
