from keras.layers import Input, Dense, Lambda
from keras.models import Model
from keras import backend as K
import numpy as np

def cosine(vests):
    x, y = vests
    x = K.l2_normalize(x, axis=-1)
    y = K.l2_normalize(y, axis=-1)
    return -K.mean(x * y, axis=-1, keepdims=True)

a = Input(shape=(50,))
b = Input(shape=(50,))
shared = Dense(16)
d = Lambda(cosine)([shared(a), shared(b)])
model = Model([a, b], d)
model.compile('adam', 'mse')
