import numpy as np
from keras.models import Sequential
from keras.layers.core import Dense, RepeatVector
#    ^^^^^^^^^^^^^^^^^ error[removed-api]: keras.layers.core is gone since Keras 3; what was in it is in keras.layers
from keras.layers.recurrent import GRU
#    ^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: keras.layers.recurrent is gone since Keras 3; what was in it is in keras.layers
from keras.layers.wrappers import TimeDistributed
#    ^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: keras.layers.wrappers is gone since Keras 3; what was in it is in keras.layers

model = Sequential()
model.add(GRU(32, input_shape=(7, 5)))
model.add(RepeatVector(3))
model.add(GRU(32))
model.add(TimeDistributed(Dense(2)))  #! error[rank-mismatch]: TimeDistributed takes at least 3 axes with the batch, its input has 2: (None, 32)
model.compile(loss='mean_squared_error', optimizer='adam')
model.fit(np.zeros((6, 7, 5)), np.zeros((6, 3, 2)), nb_epoch=1)  #! error[unknown-argument]: nb_epoch is called epochs now
