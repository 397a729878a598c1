import numpy as np
from keras.models import Sequential
from keras.layers import Conv3D, MaxPooling3D, Flatten, Dense

videos = np.random.rand(6, 16, 32, 32, 3)
labels = np.random.randint(0, 2, 6)
model = Sequential()
model.add(Conv3D(8, (3, 3, 3), activation='relu', input_shape=(16, 32, 32, 1)))
model.add(MaxPooling3D((2, 2, 2)))
model.add(Flatten())
model.add(Dense(1, activation='sigmoid'))
model.compile('adam', 'binary_crossentropy')
model.fit(videos, labels, epochs=1, batch_size=2)
