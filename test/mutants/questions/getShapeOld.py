from keras.layers import Input, Dense, Lambda, Reshape, LSTM
from keras.models import Model
inp = Input(shape=(10, 6))
h = LSTM(8, return_sequences=True)(inp)
steps, dim = h.get_shape().as_list()[1:]
flat = Reshape((steps * dim,))(h)
out = Dense(2, activation='softmax')(flat)
Model(inp, out).summary()
