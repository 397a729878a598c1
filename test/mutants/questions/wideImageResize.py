import os, glob
import numpy as np
from PIL import Image
from tensorflow.keras import layers, models
from tensorflow.keras.utils import to_categorical

labels, images = [], []
for idx, cls in enumerate(sorted(os.listdir('train'))):
    for path in glob.glob(os.path.join('train', cls, '*.png')):
        im = Image.open(path).convert('RGB').resize((64, 48))
        images.append(np.array(im))
        labels.append(idx)
X = np.array(images, dtype='float32') / 255.
y = to_categorical(labels, 3)
model = models.Sequential([
    layers.Conv2D(8, 3, activation='relu', input_shape=(64, 48, 3)),
    layers.Flatten(),
    layers.Dense(3, activation='softmax')])
model.compile('adam', 'categorical_crossentropy')
model.fit(X, y, epochs=1)
