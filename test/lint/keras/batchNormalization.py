#- framework: keras
layers.BatchNormalization()(keras.Input((8, 8, 3)))  #> [null, 8, 8, 3]
layers.BatchNormalization(axis=1)(keras.Input((3, 8, 8)))  #> [null, 3, 8, 8]
layers.BatchNormalization()(keras.Input((None, None, 3)))  #> [null, null, null, 3]

layers.BatchNormalization(axis=3)(keras.Input((16,)))  #! error[axis-out-of-range]: there is no axis 3
layers.BatchNormalization()(keras.Input((8, None)))  #! error[dim-mismatch]: needs a size on axis -1
norm = layers.BatchNormalization()
norm(keras.Input((4,)))
norm(keras.Input((5,)))  #! error[dim-mismatch]: built for 4 features
norm(keras.Input((2, 4)))  #! error[rank-mismatch]: built for 2 axes
