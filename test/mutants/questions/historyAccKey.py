import numpy as np
import matplotlib.pyplot as plt
from tensorflow import keras

x = np.random.rand(300, 12)
y = (x.sum(axis=1) > 6).astype(int)
model = keras.Sequential([keras.layers.Dense(8, activation='relu', input_shape=(12,)), keras.layers.Dense(1, activation='sigmoid')])
model.compile('adam', 'binary_crossentropy', metrics=['accuracy'])
history = model.fit(x, y, validation_split=0.2, epochs=3, verbose=0)
acc = history.history['acc']
val_acc = history.history['val_acc']
epochs = range(1, len(acc) + 1)
plt.plot(epochs, acc, 'bo', label='Training acc')
plt.plot(epochs, val_acc, 'b', label='Validation acc')
plt.show()
