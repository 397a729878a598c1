#- framework: keras
model = keras.Sequential()
model.add(keras.Input((28, 28, 1)))
model.add(layers.Conv2D(8, 3, activation='relu'))  #> [null, 26, 26, 8]
model.add(layers.MaxPooling2D())  #> [null, 13, 13, 8]
model.add(layers.Flatten())  #> [null, 1352]
model.add(layers.Reshape((26, 26, 3)))  #! error[reshape-size]: 1352 elements do not fit into (26, 26, 3), which has 2028

listed = keras.Sequential([
    keras.Input((10, 10, 3)),
    layers.Conv2D(8, 3),
    layers.MaxPooling2D(4),
    layers.Conv2D(8, 3),  #! error[non-positive-size]: a 3×3 kernel with 'valid' padding does not fit into 2×2
    layers.Flatten(),
])
