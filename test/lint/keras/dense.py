#- framework: keras
a = layers.Dense(10)(keras.Input((784,)))  #> [null, 10]
b = layers.Dense(units=3, activation='softmax', use_bias=False)(keras.Input((4, 4, 8)))  #> [null, 4, 4, 3]
c = layers.Dense(5)(keras.Input(batch_shape=(8, 2)))  #> [8, 5]
d = layers.Dense(4)(keras.Input((None, 3)))  #> [null, null, 4]

layers.Dense(10)(keras.Input((None,)))  #! error[dim-mismatch]: Dense needs a size on axis -1, its input leaves it open: (None, None)
layers.Dense(10)(keras.Input(()))  #! error[rank-mismatch]: at least 2 axes
layers.Dense(0)  #! error[non-positive-size]: units must be positive, it is 0
units = -4
layers.Dense(units)  #! error[non-positive-size]: units must be positive, it is -4

# A shared layer keeps the size that it was built for.
shared = layers.Dense(7)
shared(keras.Input((6,)))
shared(keras.Input((5, 6)))  #> [null, 5, 7]
shared(keras.Input((8,)))  #! error[dim-mismatch]: Dense was built for 6 features on axis -1; this input has 8: (None, 8)
