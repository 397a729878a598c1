import keras
from keras import layers, regularizers


def conv_bn(x, filters, size=3, strides=1, activation="relu"):
    x = layers.Conv2D(filters, size, strides=strides, padding="same", use_bias=False, kernel_regularizer=regularizers.l2(1e-4))(x)
    x = layers.BatchNormalization(momentum=0.9)(x)
    return layers.Activation(activation)(x) if activation else x


def residual(x, filters, strides=1):
    shortcut = x
    y = conv_bn(x, filters, strides=strides)
    y = conv_bn(y, filters, activation=None)
    if strides != 1 or shortcut.shape[-1] != filters:
        shortcut = conv_bn(shortcut, filters, size=1, strides=strides, activation=None)
    return layers.Activation("relu")(layers.Add()([shortcut, y]))


def resnet(depth=20, classes=10):
    n = (depth - 2) // 6
    inputs = keras.Input((32, 32, 3))
    x = conv_bn(inputs, 16)
    for stage, filters in enumerate((16, 32, 64)):
        for block in range(n):
            x = residual(x, filters, strides=2 if stage > 0 and block == 0 else 1)
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, layers.Dense(classes, activation="softmax")(x), name=f"resnet{depth}")


for d in (8, 20):
    net = resnet(d)
    print(net.name, net.count_params())
