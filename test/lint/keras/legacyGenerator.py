from keras.models import Sequential
from keras.layers import Conv2D, MaxPooling2D, Flatten, Dense
from keras.preprocessing.image import ImageDataGenerator
#                                     ^^^^^^^^^^^^^^^^^^ error[removed-api]: keras.preprocessing.image.ImageDataGenerator is gone since Keras 3; tensorflow.keras.preprocessing.image.ImageDataGenerator does the same
import numpy as np

images = np.random.rand(64, 48, 48, 3)
labels = np.random.randint(0, 5, size=(64,))
datagen = ImageDataGenerator(rescale=1. / 255, horizontal_flip=True)
model = Sequential()
model.add(Conv2D(16, (3, 3), activation='relu', input_shape=(48, 48, 3)))
model.add(MaxPooling2D((2, 2)))
model.add(Flatten())
model.add(Dense(5, activation='softmax'))
model.compile(loss='categorical_crossentropy', optimizer='rmsprop', metrics=['acc'])
model.fit_generator(datagen.flow(images, labels, batch_size=16), steps_per_epoch=4, epochs=1)  #! error[removed-api]: fit_generator is gone; fit does the same  #! error[loss-target-mismatch]: categorical_crossentropy takes one-hot labels of the shape of the output, (None, 5); these are class numbers: (None,)
