import numpy as np
from keras.models import Sequential
from keras.layers import Convolution2D, MaxPooling2D, ZeroPadding2D, Flatten, Dense, Dropout

model = Sequential()
model.add(ZeroPadding2D((1, 1), input_shape=(64, 64, 3)))
model.add(Convolution2D(nb_filter=32, nb_row=3, nb_col=3, activation='relu', subsample=(2, 2), dim_ordering='tf'))
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: Conv2D: nb_filter is called filters now
model.add(MaxPooling2D((2, 2), strides=(2, 2), border_mode='valid'))
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: MaxPooling2D: border_mode is called padding now
model.add(Flatten())
model.add(Dense(64, W_regularizer='l2'))
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: Dense: W_regularizer is called kernel_regularizer now
model.add(Dropout(p=0.5))
#         ^^^^^^^^^^^^^^ error[unknown-argument]: Dropout: p is called rate now
model.add(Dense(10, activation='softmax'))
model.compile('sgd', 'sparse_categorical_crossentropy')
model.predict(np.zeros((2, 3, 64, 64)))  #! error[input-mismatch]: The model takes (None, 64, 64, 3), it is fed (None, 3, 64, 64)
