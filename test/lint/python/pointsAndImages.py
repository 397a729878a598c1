import matplotlib.pyplot as plt
import numpy as np
import keras

x = np.random.rand(50, 6)
y = np.random.rand(50)
model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(1)])
model.compile('adam', 'mse')
EPOCHS = 5
history = model.fit(x, y, epochs=EPOCHS, validation_split=0.2, verbose=0)
epochs = range(1, EPOCHS)
plt.plot(epochs, history.history['loss'], 'b')  #! error[dim-mismatch]: x and y have the same number of values, these have 4 and 5
plt.plot(range(1, EPOCHS + 1), history.history['val_loss'], 'r', label='val')
stopped = model.fit(x, y, epochs=EPOCHS, callbacks=[keras.callbacks.EarlyStopping()])
plt.plot(epochs, stopped.history['loss'])
fig, ax = plt.subplots()
ax.plot(epochs, epochs, 'r', epochs, y)  #! error[dim-mismatch]: these have 4 and 50
plt.scatter(y, model.predict(x))
plt.scatter(y[:40], model.predict(x))  #! error[dim-mismatch]: these have 40 and 50
plt.bar(['a', 'b'], [1, 2, 3])  #! error[dim-mismatch]: x and height
plt.bar([0], [1, 2, 3])
plt.fill_between(range(50), y - 0.1, y + 0.1)
plt.fill_between(range(50), 0, 1)
(x_train, y_train), _ = keras.datasets.mnist.load_data()
plt.imshow(x_train[0].reshape(28, 28, 1), cmap='gray')
flat = x_train.reshape(-1, 784)
plt.imshow(flat[0])  #! error[rank-mismatch]: An image has rows and columns
plt.imshow(x_train[:1].reshape(1, 28, 28, 1))  #! error[rank-mismatch]: this is an array of shape (1, 28, 28, 1)
xx, yy = np.meshgrid(np.linspace(0, 1, 20), np.linspace(0, 1, 30))
plt.contourf(xx, yy, np.zeros(600).reshape(20, 30))  #! error[dim-mismatch]: The heights have rows and columns as the grid has
plt.contourf(xx, yy, np.zeros(600).reshape(xx.shape))
fig, axes = plt.subplots(2, 5)
for i, ax in enumerate(axes.flat):
    ax.imshow(flat[i])  #! error[rank-mismatch]: An image has rows and columns
for ax in axes.ravel():
    ax.imshow(x_train[0])
axes[0, 1].plot([1, 2], [1, 2, 3])  #! error[dim-mismatch]: these have 2 and 3
axes[1][2].set_titel('a')  #! error[missing-attribute]: is set_title meant?
row, other = plt.subplots(1, 3)[1][:2]
row.scatter(y, y)
