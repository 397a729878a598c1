import numpy as np
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Conv2D, Dense, Flatten, MaxPooling2D


def batch_generator(X, Y, batch_size):
    n = len(X)
    while True:
        idx = np.random.choice(n, batch_size)
        images = X[idx] / 255.
        yield images, Y[idx]


X = np.random.randint(0, 256, size=(50, 20, 30, 3))
Y = np.zeros((50, 2))
Y[np.arange(50), np.random.randint(0, 2, 50)] = 1

model = Sequential([
    Conv2D(8, (3, 3), activation='relu', input_shape=(20, 30, 3)),
    MaxPooling2D(2, 2),
    Conv2D(8, (3, 3), activation='relu'),
    MaxPooling2D(2, 2),
    Flatten(),
    Dense(16, activation='relu'),
    Dense(2, activation='softmax'),
])
model.compile(optimizer='rmsprop', loss='categorical_crossentropy', metrics=['accuracy'])
gen = batch_generator(X, Y, 10)
first_x, first_y = next(gen)
print(first_x.shape, first_y.shape)
model.fit(gen, steps_per_epoch=5, epochs=1, verbose=0)
loss, acc = model.evaluate(X / 255., Y, verbose=0)
