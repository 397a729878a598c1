import os
import numpy as np
import cv2
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Conv2D, Flatten, Dense

images, labels = [], []
for i in range(40):
    img = np.random.randint(0, 255, (32, 32, 3), dtype=np.uint8)
    images.append(img / 255.0)
    labels.append(i % 2)

model = Sequential()
model.add(Conv2D(8, (3, 3), activation='relu', input_shape=(32, 32, 3)))
model.add(Flatten())
model.add(Dense(1, activation='sigmoid'))
model.compile(optimizer='adam', loss='binary_crossentropy')
model.fit(images, labels, epochs=1)
