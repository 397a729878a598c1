import numpy as np
from keras.models import Sequential
from keras.layers.core import Dense, Activation
#    ^^^^^^^^^^^^^^^^^ error[removed-api]: keras.layers.core is gone since Keras 3; what was in it is in keras.layers
from keras.layers.recurrent import LSTM
#    ^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: keras.layers.recurrent is gone since Keras 3; what was in it is in keras.layers
from keras.optimizers import RMSprop

x = np.random.rand(200, 12)
y = np.random.rand(200, 1)
model = Sequential()
model.add(LSTM(output_dim=50, input_dim=12, input_length=1, return_sequences=False, init='glorot_uniform', inner_activation='hard_sigmoid'))
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: LSTM: output_dim is called units now
model.add(Dense(1, init='uniform'))
#         ^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: Dense: init is called kernel_initializer now
model.add(Activation('linear'))
model.compile(loss='mse', optimizer=RMSprop(lr=0.001))
#                                   ^^^^^^^^^^^^^^^^^ error[unknown-argument]: RMSprop: lr is called learning_rate now
model.fit(x, y, nb_epoch=2, batch_size=32)  #! error[unknown-argument]: nb_epoch is called epochs now  #! error[input-mismatch]: The model takes (None, 1, 12), it is fed (None, 12)
