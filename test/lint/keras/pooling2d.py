#- framework: keras
image = keras.Input((31, 30, 8))
a = layers.MaxPooling2D()(image)  #> [null, 15, 15, 8]
b = layers.MaxPool2D((3, 2), strides=1)(image)  #> [null, 29, 29, 8]
c = layers.AveragePooling2D(2, padding='same')(image)  #> [null, 16, 15, 8]
d = layers.GlobalAveragePooling2D()(image)  #> [null, 8]
e = layers.GlobalAveragePooling2D(keepdims=True)(image)  #> [null, 1, 1, 8]
f = layers.MaxPooling2D(2, data_format='channels_first')(keras.Input((8, 31, 30)))  #> [null, 8, 15, 15]
layers.GlobalAveragePooling2D()(keras.Input((None, None, 12)))  #> [null, 12]

layers.MaxPooling2D(8)(keras.Input((4, 4, 8)))  #! error[non-positive-size]: a 8×8 window
layers.MaxPooling2D()(keras.Input((28, 28)))  #! error[rank-mismatch]: takes 4 axes
layers.GlobalAveragePooling2D()(layers.Flatten()(image))  #! error[rank-mismatch]: its input has 2: (None, 7440)
layers.AveragePooling2D()  #! error[missing-argument]: AveragePooling2D needs pool_size
layers.MaxPooling2D(pool_size=0)  #! error[non-positive-size]: pool_size must be positive, it is 0
