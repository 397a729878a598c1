#- framework: keras
# Without an input nothing is known until the model is built or called.
late = keras.Sequential([layers.Dense(4), layers.Dense(2)])
late.build((None, 6))

called = keras.Sequential([layers.Flatten(), layers.Dense(3)])
y = called(keras.Input((4, 4)))  #> [null, 3]

wrong = keras.Sequential([layers.Conv2D(4, 3), layers.Flatten()])
wrong.build((None, 28, 28))  #! error[rank-mismatch]: Conv2D takes 4 axes with the batch, its input has 3
