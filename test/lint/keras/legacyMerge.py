import numpy as np
from keras.layers import Input, Dense, merge
#                                      ^^^^^ error[removed-api]: keras.layers.merge is gone since Keras 3
from keras.models import Model

left = Input(shape=(8,))
right = Input(shape=(6,))
a = Dense(16, activation='relu')(left)
b = Dense(12, activation='relu')(right)
both = merge([a, b], mode='sum')
out = Dense(1, activation='sigmoid')(both)
model = Model(input=[left, right], output=out)
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: Model: input is called inputs now
model.compile('adam', 'binary_crossentropy')
