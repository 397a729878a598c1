import os
import numpy as np
from PIL import Image
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Conv2D, MaxPooling2D, Flatten, Dense

data = []
for f in sorted(os.listdir('scans')):
    img = Image.open('scans/' + f).convert('L').resize((64, 48))
    data.append(np.asarray(img, dtype=np.float32) / 255)
X = np.stack(data)[..., np.newaxis]
y = np.random.randint(0, 2, len(X))
model = Sequential([Conv2D(8, 3, activation='relu', input_shape=(64, 48, 1)), MaxPooling2D(), Flatten(), Dense(1, activation='sigmoid')])
model.compile('adam', 'binary_crossentropy')
model.fit(X, y, epochs=1)
