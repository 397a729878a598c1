import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, Model, Input
import tensorflow.keras.backend as K

def euclidean_distance(vects):
    x, y = vects
    return tf.sqrt(tf.reduce_sum(tf.square(x - y), axis=1, keepdims=True))

def base_network(shape):
    inp = Input(shape=shape)
    x = layers.Flatten()(inp)
    x = layers.Dense(64, activation='relu')(x)
    return Model(inp, x)

base = base_network((28, 28))
a, b = Input(shape=(28, 28)), Input(shape=(28, 28))
dist = layers.Lambda(euclidean_distance, output_shape=(1,))([base(a), base(b)])
model = Model([a, b], dist)
model.compile(loss='mse', optimizer='rmsprop')
pairs = np.random.rand(60, 2, 28, 28)
labels = np.random.randint(0, 2, 60).astype('float32')
model.fit([pairs[:, 0], pairs[:, 1]], labels, batch_size=16, epochs=1)
pred = model.predict([pairs[:, 0], pairs[:, 1]])
acc = np.mean((pred.ravel() < 0.5) == labels)
