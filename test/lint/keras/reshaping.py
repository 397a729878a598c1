#- framework: keras
x = keras.Input((4, 6))
layers.Flatten()(x)  #> [null, 24]
layers.Flatten()(keras.Input((None, 6)))  #> [null, null]
layers.Reshape((3, 8))(x)  #> [null, 3, 8]
layers.Reshape((-1, 2, 3))(x)  #> [null, 4, 2, 3]
layers.Reshape((-1,))(x)  #> [null, 24]
layers.Reshape(target_shape=[24])(x)  #> [null, 24]
layers.Reshape((-1, 3))(keras.Input((None, 6)))  #> [null, null, 3]

layers.Reshape((5, 5))(x)  #! error[reshape-size]: 24 elements do not fit into (5, 5), which has 25
layers.Reshape((-1, 7))(x)  #! error[reshape-size]: 24 elements cannot be arranged as (-1, 7)
layers.Reshape((-1, -1))(x)  #! error[reshape-size]: only one size can be left open
layers.Reshape()  #! error[missing-argument]: Reshape needs target_shape
