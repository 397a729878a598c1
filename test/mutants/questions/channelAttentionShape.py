from tensorflow.keras.layers import Input, Conv2D, GlobalAveragePooling2D, Dense, Reshape, Multiply, Flatten
from tensorflow.keras.models import Model
from tensorflow.keras import backend as K

def squeeze_excite(x, ratio=8):
    channels = K.int_shape(x)[-1]
    s = GlobalAveragePooling2D()(x)
    s = Dense(channels // ratio, activation='relu')(s)
    s = Dense(channels // 2, activation='sigmoid')(s)
    s = Reshape((1, 1, channels // 2))(s)
    return Multiply()([x, s])

inp = Input((32, 32, 3))
x = Conv2D(32, 3, padding='same', activation='relu')(inp)
x = squeeze_excite(x)
out = Dense(10, activation='softmax')(Flatten()(x))
model = Model(inp, out)
