import tensorflow as tf
from tensorflow.keras import layers

def make_generator():
    model = tf.keras.Sequential()
    model.add(layers.Dense(8 * 8 * 64, use_bias=False, input_shape=(100,)))
    model.add(layers.Reshape((8, 8, 64)))
    model.add(layers.Conv2DTranspose(32, (5, 5), strides=(2, 2), padding='same', use_bias=False))
    model.add(layers.Conv2DTranspose(1, (5, 5), strides=(2, 2), padding='same', activation='tanh'))
    return model

def make_discriminator():
    return tf.keras.Sequential([layers.Conv2D(16, 5, strides=2, padding='same', input_shape=[28, 28, 1]), layers.LeakyReLU(), layers.Flatten(), layers.Dense(1)])

generator, discriminator = make_generator(), make_discriminator()
noise = tf.random.normal([1, 100])
image = generator(noise, training=False)
decision = discriminator(image)
print(decision)
