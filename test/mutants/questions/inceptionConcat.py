from keras.layers import Input, Conv2D, MaxPooling2D, concatenate, Dense, Flatten
from keras.models import Model

inp = Input(shape=(28, 28, 192))
t1 = Conv2D(64, (1, 1), padding='same', activation='relu')(inp)
t2 = Conv2D(96, (1, 1), padding='same', activation='relu')(inp)
t2 = Conv2D(128, (3, 3), activation='relu')(t2)
t3 = MaxPooling2D((3, 3), strides=(1, 1), padding='same')(inp)
t3 = Conv2D(32, (1, 1), padding='same')(t3)
out = concatenate([t1, t2, t3], axis=3)
model = Model(inp, out)
