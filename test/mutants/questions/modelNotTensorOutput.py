import numpy as np
from tensorflow.keras.layers import Input, Dense
from tensorflow.keras.models import Model

inputs = Input(shape=(20,))
x = Dense(16, activation='relu')
out = Dense(1)(x)
model = Model(inputs=inputs, outputs=out)
