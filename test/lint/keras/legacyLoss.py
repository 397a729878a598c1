import numpy as np
from keras import backend as K
from keras.models import Sequential
from keras.layers import Dense

def root_mean_squared_error(y_true, y_pred):
    return K.sqrt(K.mean(K.square(y_pred - y_true)))
    #      ^^^^^^ error[removed-api]: keras.backend.sqrt is gone since Keras 3; tensorflow.keras.backend.sqrt does the same
    #             ^^^^^^ error[removed-api]: keras.backend.mean is gone since Keras 3; tensorflow.keras.backend.mean does the same
    #                    ^^^^^^^^ error[removed-api]: keras.backend.square is gone since Keras 3; tensorflow.keras.backend.square does the same
    #                             ^^^^^^^^^^^^^^^ error[broadcast-mismatch]: The shapes of - do not fit each other: (8, 3) and (8, 2) differ on axis -1

model = Sequential()
model.add(Dense(3, input_shape=(4,)))
model.compile(optimizer='adam', loss=root_mean_squared_error)
model.fit(np.zeros((8, 4)), np.zeros((8, 2)), epochs=1)
