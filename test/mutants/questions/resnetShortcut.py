from keras.layers import Input, Conv2D, BatchNormalization, Activation, Add, GlobalAveragePooling2D, Dense
from keras.models import Model

def residual_block(x, filters, stride=1):
    shortcut = x
    y = Conv2D(filters, 3, strides=stride, padding='same')(x)
    y = BatchNormalization()(y)
    y = Activation('relu')(y)
    y = Conv2D(filters, 3, padding='same')(y)
    y = BatchNormalization()(y)
    if stride != 1:
        shortcut = Conv2D(filters, 1, padding='same')(x)
    y = Add()([shortcut, y])
    return Activation('relu')(y)

inputs = Input((32, 32, 3))
x = Conv2D(16, 3, padding='same')(inputs)
for i, f in enumerate([16, 32, 64]):
    for j in range(2):
        x = residual_block(x, f, stride=2 if i > 0 and j == 0 else 1)
x = GlobalAveragePooling2D()(x)
model = Model(inputs, Dense(10, activation='softmax')(x))
