#- framework: keras
a = keras.Input((8, 8, 3))
b = keras.Input((8, 8, 5))
layers.Concatenate()([a, b])  #> [null, 8, 8, 8]
layers.Concatenate(axis=1)([a, a, a])  #> [null, 24, 8, 3]
layers.Add()([a, layers.Conv2D(3, 1)(b)])  #> [null, 8, 8, 3]
layers.Add()([a, keras.Input((8, 1, 3))])  #> [null, 8, 8, 3]
layers.Add()([a])  #> [null, 8, 8, 3]

layers.Add()([a, b])  #! error[broadcast-mismatch]: (None, 8, 8, 3) and (None, 8, 8, 5) do not fit
layers.Concatenate(axis=1)([a, b])  #! error[dim-mismatch]: differ on axis 3, and only axis 1 is joined
layers.Concatenate()([a, layers.Flatten()(b)])  #! error[rank-mismatch]: different numbers of axes
layers.Concatenate(axis=4)([a, b])  #! error[axis-out-of-range]: there is no axis 4
layers.Add()([])  #! error[missing-argument]: Add takes at least 1 tensors
layers.Add()([keras.Input(batch_shape=(2, 3)), keras.Input(batch_shape=(4, 3))])  #! error[broadcast-mismatch]: different batch sizes
