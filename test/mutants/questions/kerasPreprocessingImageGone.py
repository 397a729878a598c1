from keras.preprocessing.image import ImageDataGenerator, load_img, img_to_array
from keras.models import Sequential
from keras.layers import Conv2D, Flatten, Dense

datagen = ImageDataGenerator(rescale=1. / 255)
gen = datagen.flow_from_directory('train', target_size=(150, 150), batch_size=20, class_mode='binary')
model = Sequential()
model.add(Conv2D(32, (3, 3), activation='relu', input_shape=(150, 150, 3)))
model.add(Flatten())
model.add(Dense(1, activation='sigmoid'))
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['acc'])
model.fit_generator(gen, steps_per_epoch=10, epochs=3)
