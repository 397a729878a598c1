from keras import Input, Model
from keras.layers import Concatenate, Conv2D, Conv2DTranspose, Dropout, MaxPooling2D, UpSampling2D, concatenate


def double_conv(x, n):
    for _ in range(2):
        x = Conv2D(n, 3, activation="relu", padding="same", kernel_initializer="he_normal")(x)
    return x


def unet(size=(128, 128, 1), base=16, depth=4):
    inputs = Input(size)
    skips = []
    x = inputs
    for level in range(depth):
        x = double_conv(x, base * 2**level)
        skips.append(x)
        x = MaxPooling2D()(x)
    x = Dropout(0.5)(double_conv(x, base * 2**depth))
    for level, skip in reversed(list(enumerate(skips))):
        x = Conv2DTranspose(base * 2**level, 2, strides=2, padding="same")(x)
        x = Concatenate()([x, skip])
        x = double_conv(x, base * 2**level)
    return Model(inputs, Conv2D(1, 1, activation="sigmoid")(x))


model = unet()
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
