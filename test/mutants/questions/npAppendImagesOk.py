import os
import numpy as np
from PIL import Image
from sklearn.model_selection import train_test_split
from tensorflow.keras.utils import to_categorical
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Conv2D, MaxPooling2D, Flatten, Dense

folder = 'photos'
data, labels = [], []
classes = sorted(os.listdir(folder))
for idx, name in enumerate(classes):
    for f in os.listdir(os.path.join(folder, name)):
        img = Image.open(os.path.join(folder, name, f)).convert('RGB').resize((50, 50))
        data.append(np.array(img))
        labels.append(idx)
data = np.array(data)
labels = np.array(labels)
idxs = np.arange(data.shape[0])
np.random.shuffle(idxs)
data, labels = data[idxs], labels[idxs]
X_train, X_test, y_train, y_test = train_test_split(data, labels, test_size=0.2)
y_train, y_test = to_categorical(y_train, len(classes)), to_categorical(y_test, len(classes))
model = Sequential()
model.add(Conv2D(16, 3, padding='same', activation='relu', input_shape=(50, 50, 3)))
model.add(MaxPooling2D())
model.add(Flatten())
model.add(Dense(500, activation='relu'))
model.add(Dense(len(classes), activation='softmax'))
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
model.fit(X_train / 255, y_train, batch_size=5, epochs=1, validation_data=(X_test / 255, y_test))
