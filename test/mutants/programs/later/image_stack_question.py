# From a question: a list of images into a CNN
import numpy as np
import keras
from keras import layers

images = [np.random.randint(0, 255, (20, 20, 3), dtype=np.uint8) for _ in range(12)]
gray = [img.mean(axis=2) for img in images]
X = np.stack(gray)[..., None] / 255
classes = np.array(['cat', 'dog', 'cow'] * 4)
names, y = np.unique(classes, return_inverse=True)
model = keras.Sequential([
    layers.Input((20, 20, 1)),
    layers.Conv2D(4, (5, 5), activation='relu'),
    layers.AveragePooling2D((2, 2)),
    layers.Conv2D(6, (3, 3), strides=(2, 2), activation='relu'),
    layers.Flatten(),
    layers.Dense(len(names), activation='softmax'),
])
model.compile(loss='sparse_categorical_crossentropy', optimizer='sgd', metrics=['accuracy'])
model.fit(X, y, epochs=1, batch_size=4, verbose=0)
prob = model.predict(X[:1], verbose=0)[0]
print(names[np.argmax(prob)], prob.shape)
