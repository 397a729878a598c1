import keras
from keras import layers

encoding_dim = 32
input_img = keras.Input(shape=(784,))
encoded = layers.Dense(encoding_dim, activation="relu")(input_img)
decoded = layers.Dense(784, activation="sigmoid")(encoded)
autoencoder = keras.Model(input_img, decoded)
encoder = keras.Model(input_img, encoded)
encoded_input = keras.Input(shape=(encoding_dim,))
decoder_layer = autoencoder.layers[-1]
decoder = keras.Model(encoded_input, decoder_layer(encoded_input))
autoencoder.compile(optimizer="adam", loss="binary_crossentropy")

conv_in = keras.Input(shape=(28, 28, 1))
x = layers.Conv2D(16, (3, 3), activation="relu", padding="same")(conv_in)
x = layers.MaxPooling2D((2, 2), padding="same")(x)
x = layers.Conv2D(8, (3, 3), activation="relu", padding="same")(x)
x = layers.MaxPooling2D((2, 2), padding="same")(x)
x = layers.Conv2D(8, (3, 3), activation="relu", padding="same")(x)
latent = layers.MaxPooling2D((2, 2), padding="same")(x)
x = layers.UpSampling2D((2, 2))(layers.Conv2D(8, (3, 3), activation="relu", padding="same")(latent))
x = layers.UpSampling2D((2, 2))(layers.Conv2D(8, (3, 3), activation="relu", padding="same")(x))
x = layers.UpSampling2D((2, 2))(layers.Conv2D(16, (3, 3), activation="relu")(x))
conv_out = layers.Conv2D(1, (3, 3), activation="sigmoid", padding="same")(x)
conv_autoencoder = keras.Model(conv_in, conv_out)
