import numpy as np
import keras
from keras import layers

base = keras.Sequential([keras.Input((10,)), layers.Dense(16, activation="relu", name="a"), layers.Dense(8, activation="relu", name="b")], name="base")
pretrain = keras.Sequential([base, layers.Dense(10)])
pretrain.compile("adam", "mse")
data = np.random.rand(32, 10)
pretrain.fit(data, data, epochs=1, verbose=0)
base.trainable = False
head = keras.Sequential([base, layers.Dense(1, activation="sigmoid")])
head.compile("adam", "binary_crossentropy", metrics=["accuracy"])
target = (data.sum(axis=1) > 5).astype("float32")
head.fit(data, target, epochs=1, verbose=0)
features = keras.Model(base.inputs, base.get_layer("a").output)
print(features.predict(data[:3], verbose=0).shape, len(head.trainable_weights))
