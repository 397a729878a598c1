#- framework: keras
x = keras.Input((28, 28, 1))
a = layers.Conv2D(8, 3)(x)  #> [null, 26, 26, 8]
b = layers.Conv2D(
c = layers.MaxPooling2D(2)(a)  #> [null, 13, 13, 8]
layers.
d = layers.Dense(10,
