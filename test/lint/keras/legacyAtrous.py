import numpy as np
from keras.layers import Input, Convolution1D, GlobalMaxPooling1D, Dense, AtrousConvolution1D
#                                                                         ^^^^^^^^^^^^^^^^^^^ error[removed-api]: keras.layers.AtrousConvolution1D is gone since Keras 3; keras.layers.Conv1D does the same
from keras.models import Model

sequence = Input(shape=(100, 4))
x = Convolution1D(nb_filter=16, filter_length=5, border_mode='valid', subsample_length=2)(sequence)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: Conv1D: nb_filter is called filters now
x = AtrousConvolution1D(16, 3, atrous_rate=2)(x)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: Conv1D: atrous_rate is called dilation_rate now
x = GlobalMaxPooling1D()(x)
model = Model(input=sequence, output=Dense(2, activation='softmax')(x))
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: Model: input is called inputs now
model.compile('adam', 'categorical_crossentropy')
model.fit(np.zeros((10, 100, 3)), np.zeros((10, 2)))  #! error[input-mismatch]: The model takes (None, 100, 4), it is fed (None, 100, 3)
