import numpy as np
from tensorflow.keras.models import Model
from tensorflow.keras.layers import (Input, Conv2D, MaxPooling2D, Conv2DTranspose,
                                     concatenate, Dropout, BatchNormalization, Activation)
from tensorflow.keras.optimizers import Adam

IMG_HEIGHT = 64
IMG_WIDTH = 64
IMG_CHANNELS = 3


def conv2d_block(input_tensor, n_filters, kernel_size=3, batchnorm=True):
    # first layer
    x = Conv2D(filters=n_filters, kernel_size=(kernel_size, kernel_size), kernel_initializer="he_normal",
               padding="same")(input_tensor)
    if batchnorm:
        x = BatchNormalization()(x)
    x = Activation("relu")(x)
    # second layer
    x = Conv2D(filters=n_filters, kernel_size=(kernel_size, kernel_size), kernel_initializer="he_normal",
               padding="same")(x)
    if batchnorm:
        x = BatchNormalization()(x)
    x = Activation("relu")(x)
    return x


def get_unet(input_img, n_filters=16, dropout=0.5, batchnorm=True):
    # contracting path
    c1 = conv2d_block(input_img, n_filters=n_filters * 1, kernel_size=3, batchnorm=batchnorm)
    p1 = MaxPooling2D((2, 2))(c1)
    p1 = Dropout(dropout * 0.5)(p1)

    c2 = conv2d_block(p1, n_filters=n_filters * 2, kernel_size=3, batchnorm=batchnorm)
    p2 = MaxPooling2D((2, 2))(c2)
    p2 = Dropout(dropout)(p2)

    c3 = conv2d_block(p2, n_filters=n_filters * 4, kernel_size=3, batchnorm=batchnorm)

    # expansive path
    u4 = Conv2DTranspose(n_filters * 2, (3, 3), strides=(2, 2), padding='same')(c3)
    u4 = concatenate([u4, c2])
    u4 = Dropout(dropout)(u4)
    c4 = conv2d_block(u4, n_filters=n_filters * 2, kernel_size=3, batchnorm=batchnorm)

    u5 = Conv2DTranspose(n_filters * 1, (3, 3), strides=(2, 2), padding='same')(c4)
    u5 = concatenate([u5, c1], axis=3)
    u5 = Dropout(dropout)(u5)
    c5 = conv2d_block(u5, n_filters=n_filters * 1, kernel_size=3, batchnorm=batchnorm)

    outputs = Conv2D(1, (1, 1), activation='sigmoid')(c5)
    model = Model(inputs=[input_img], outputs=[outputs])
    return model


X = np.random.rand(6, IMG_HEIGHT, IMG_WIDTH, IMG_CHANNELS).astype(np.float32)
y = np.random.randint(0, 2, (6, IMG_HEIGHT, IMG_WIDTH, 1)).astype(np.float32)

input_img = Input((IMG_HEIGHT, IMG_WIDTH, IMG_CHANNELS), name='img')
model = get_unet(input_img, n_filters=4, dropout=0.05, batchnorm=True)
model.compile(optimizer=Adam(), loss="binary_crossentropy", metrics=["accuracy"])
results = model.fit(X[:4], y[:4], batch_size=2, epochs=1, verbose=0, validation_data=(X[4:], y[4:]))
preds = model.predict(X[4:], verbose=0)
preds_t = (preds > 0.5).astype(np.uint8)
print(preds_t[0].squeeze().shape)
