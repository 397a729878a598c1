from keras.models import Sequential
from keras.layers import Conv2D, MaxPooling2D, Flatten, Dense

def make(img_rows, img_cols, filters=(32, 64, 128, 256)):
    model = Sequential()
    model.add(Conv2D(16, (5, 5), activation='relu', input_shape=(img_rows, img_cols, 1)))
    model.add(MaxPooling2D(2))
    for f in filters:
        model.add(Conv2D(f, (3, 3), activation='relu'))
        model.add(MaxPooling2D((2, 2)))
    model.add(Flatten())
    model.add(Dense(7, activation='softmax'))
    return model

model = make(48, 48)
model.summary()
