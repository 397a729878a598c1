import keras
from keras import layers

inputs = keras.Input(shape=(None, None, 3))
x = layers.Conv2D(16, 3, strides=2, padding="same")(inputs)
x = layers.BatchNormalization(axis=-1)(x)
x = layers.Activation(keras.activations.relu)(x)
residual = layers.Conv2D(32, 1, strides=2, padding="same")(x)
x = layers.SeparableConv2D(32, 3, padding="same")(x)
x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
x = layers.add([x, residual])
x = layers.Add()([x, residual])
mask = layers.Conv2D(2, 1, activation="softmax")(x)
pooled = layers.GlobalAveragePooling2D()(x)
model = keras.Model(inputs, [mask, pooled])
tokens = layers.Reshape((-1, 2))(mask)
