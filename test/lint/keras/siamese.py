#- framework: keras
# One branch for two inputs; the second call checks what the first one built.
branch = keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(32)], name='branch')
left, right = keras.Input((28, 28, 1)), keras.Input((28, 28, 1))
both = layers.Concatenate()([branch(left), branch(right)])  #> [null, 64]
score = layers.Dense(1, activation='sigmoid')(both)
model = keras.Model([left, right], score)
