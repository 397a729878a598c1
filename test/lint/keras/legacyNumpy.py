import numpy as np
from keras.models import Sequential
from keras.layers import Dense
from keras.utils import np_utils
#                       ^^^^^^^^ error[removed-api]: keras.utils.np_utils is gone since Keras 3; keras.utils does the same

data = np.random.rand(100, 21).astype(np.float)
#                                     ^^^^^^^^ error[removed-api]: numpy.float is gone since NumPy 1.24; float does the same
X = data[:, 0:20]
y = data[:, 20].astype(np.int)
#                      ^^^^^^ error[removed-api]: numpy.int is gone since NumPy 1.24; int does the same
target = np_utils.to_categorical(y, 2)
model = Sequential([Dense(12, input_shape=(21,), activation='relu'), Dense(2, activation='softmax')])
model.compile(loss='categorical_crossentropy', optimizer='adam')
model.fit(X, target, epochs=1)  #! error[input-mismatch]: The model takes (None, 21), it is fed (None, 20)
predictions = model.predict_classes(X)
#             ^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: predict_classes is gone; it is np.argmax of what predict gives, along the last axis
#             ^^^^^^^^^^^^^^^^^^^^^^^^ error[input-mismatch]: The model takes (None, 21), it is fed (None, 20)
