import keras
from keras import layers
import numpy as np


def inception(x, filters):
    path1 = layers.Conv2D(filters[0], 1, activation="relu", padding="same")(x)
    path2 = layers.Conv2D(filters[1][0], 1, activation="relu", padding="same")(x)
    path2 = layers.Conv2D(filters[1][1], 3, activation="relu", padding="same")(path2)
    path3 = layers.MaxPooling2D(3, strides=1, padding="same")(x)
    path3 = layers.Conv2D(filters[2], 1, activation="relu", padding="same")(path3)
    return layers.concatenate([path1, path2, path3], axis=-1)


inp = layers.Input(shape=(24, 24, 3))
x = layers.ZeroPadding2D(1)(inp)
x = layers.Conv2D(8, 3, strides=2, activation="relu")(x)
x = inception(x, [4, (4, 6), 2])
x = layers.MaxPooling2D(2)(x)
x = inception(x, [4, (4, 8), 4])
x = layers.Cropping2D(1)(x)
x = layers.AveragePooling2D(2)(x)
x = layers.Flatten()(x)
out = layers.Dense(6)(x)
model = keras.Model(inp, out)
print(model.output_shape, model.count_params())
model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
images = np.random.rand(12, 24, 24, 3)
labels = np.random.randint(0, 6, 12)
model.fit(images, labels, epochs=1, batch_size=6, verbose=0)
