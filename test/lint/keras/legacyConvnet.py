from keras.datasets import mnist
from keras.models import Sequential
from keras.layers.core import Dense, Dropout, Activation, Flatten
#    ^^^^^^^^^^^^^^^^^ error[removed-api]: keras.layers.core is gone since Keras 3; what was in it is in keras.layers
from keras.layers.convolutional import Convolution2D, MaxPooling2D
#    ^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: keras.layers.convolutional is gone since Keras 3; what was in it is in keras.layers
from keras.utils import np_utils
#                       ^^^^^^^^ error[removed-api]: keras.utils.np_utils is gone since Keras 3; keras.utils does the same

nb_classes = 10
(X_train, y_train), (X_test, y_test) = mnist.load_data()
X_train = X_train.reshape(X_train.shape[0], 28, 28, 1).astype('float32') / 255
Y_train = np_utils.to_categorical(y_train, nb_classes)

model = Sequential()
model.add(Convolution2D(32, 3, 3, border_mode='valid', input_shape=(28, 28, 1)))
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: Conv2D: border_mode is called padding now
model.add(Activation('relu'))
model.add(MaxPooling2D(pool_size=(2, 2)))
model.add(Dropout(0.25))
model.add(Dense(128))
model.add(Activation('relu'))
model.add(Dense(nb_classes))
model.add(Activation('softmax'))
model.compile(loss='categorical_crossentropy', optimizer='adadelta', metrics=['accuracy'])
model.fit(X_train, Y_train, batch_size=128, nb_epoch=1, verbose=1)  #! error[unknown-argument]: nb_epoch is called epochs now  #! error[loss-target-mismatch]: categorical_crossentropy cannot compare the output with the labels: (None, 13, 13, 10) and (None, 10)
