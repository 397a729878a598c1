import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers, backend as K

def euclidean(vectors):
    a, b = vectors
    return K.sqrt(K.maximum(K.sum(K.square(a - b), axis=1, keepdims=True), K.epsilon()))

left = keras.Input((105, 105, 1))
right = keras.Input((105, 105, 1))
net = keras.Sequential([
    layers.Input((105, 105, 1)),
    layers.Conv2D(16, 10, activation="relu"), layers.MaxPooling2D(),
    layers.Flatten(), layers.Dense(32, activation="sigmoid")])
d = layers.Lambda(euclidean)(net(left), net(right))
model = keras.Model([left, right], layers.Dense(1, activation="sigmoid")(d))
