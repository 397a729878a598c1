#- framework: keras
# Where channels stand is a setting of the whole program.
from tensorflow.keras import backend as K
from tensorflow.keras.layers import Conv2D, Dense, Flatten, MaxPooling2D
from tensorflow.keras.models import Sequential

img_rows, img_cols = 28, 28
if K.image_data_format() == 'channels_first':
    input_shape = (1, img_rows, img_cols)
else:
    input_shape = (img_rows, img_cols, 1)

model = Sequential()
model.add(Conv2D(32, kernel_size=(3, 3), activation='relu', input_shape=input_shape))
model.add(MaxPooling2D(pool_size=(2, 2)))
model.add(Flatten())
model.add(Dense(10, activation='softmax'))
features = model.layers[1].output  #> [null, 13, 13, 32]

K.set_image_data_format('channels_first')
first = Sequential()
first.add(Conv2D(32, (3, 3), input_shape=(3, 32, 32)))
first.add(MaxPooling2D((2, 2)))
pooled = first.outputs[0]  #> [null, 32, 15, 15]
assert K.image_data_format() == 'channels_first'

wrong = Sequential()
wrong.add(Conv2D(32, (5, 5), input_shape=(32, 32, 3)))  #! error[non-positive-size]
