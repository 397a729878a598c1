#- framework: keras
image = keras.Input((32, 32, 3))
a = layers.Conv2D(16, 3)(image)  #> [null, 30, 30, 16]
b = layers.Conv2D(16, (5, 3), strides=(2, 1), padding='same')(image)  #> [null, 16, 32, 16]
c = layers.Conv2D(filters=8, kernel_size=3, dilation_rate=4)(image)  #> [null, 24, 24, 8]
d = layers.Conv2D(6, 3, groups=3, data_format='channels_first')(keras.Input((3, 32, 32)))  #> [null, 6, 30, 30]
e = layers.Conv2D(4, 3)(keras.Input((None, None, 1)))  #> [null, null, null, 4]
f = layers.Conv2D(4, 3, padding='SAME')(image)  #> [null, 32, 32, 4]

layers.Conv2D(8, 5)(keras.Input((4, 4, 3)))  #! error[non-positive-size]: a 5×5 kernel with 'valid' padding does not fit into 4×4
layers.Conv2D(8, 5)(keras.Input((4, None, 3)))  #! error[non-positive-size]
layers.Conv2D(8, 3)(keras.Input((28, 28)))  #! error[rank-mismatch]: Conv2D takes 4 axes with the batch, its input has 3
layers.Conv2D(8, 3)(keras.Input((28, 28, None)))  #! error[dim-mismatch]: needs a size on axis -1
layers.Conv2D(8, 3, groups=2)(image)  #! error[dim-mismatch]: 3 channels cannot be split into 2 groups
layers.Conv2D(9, 3, groups=2)  #! error[dim-mismatch]: 9 filters cannot be split into 2 groups
layers.Conv2D(8, (3, 3, 3))  #! error[rank-mismatch]: kernel_size takes one number or 2, it gets 3
layers.Conv2D(8, 3, strides=2, dilation_rate=2)(image)  #! error[unknown-argument]: strides or dilation_rate above 1, not both
layers.Conv2D(8, 3, padding='causal')  #! error[unknown-argument]: padding cannot be 'causal'
layers.Conv2D(8)  #! error[missing-argument]: Conv2D needs kernel_size

built = layers.Conv2D(2, 3)
built(image)
built(keras.Input((64, 64, 3)))  #> [null, 62, 62, 2]
built(keras.Input((64, 64, 1)))  #! error[dim-mismatch]: Conv2D was built for 3 features
