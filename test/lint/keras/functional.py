#- framework: keras
def block(x, filters):
    skip = x
    x = layers.Conv2D(filters, 3, padding='same')(x)
    x = layers.BatchNormalization()(x)
    x = layers.Activation('relu')(x)
    return layers.Add()([x, skip])

inputs = keras.Input((32, 32, 3))
x = layers.Conv2D(16, 3)(inputs)  #> [null, 30, 30, 16]
for _ in range(3):
    x = block(x, 16)
pooled = layers.GlobalAveragePooling2D()(x)  #> [null, 16]
outputs = layers.Dense(10, activation='softmax')(pooled)
model = keras.Model(inputs, outputs)
z = model(keras.Input((32, 32, 3)))  #> [null, 10]

encoder = keras.Model(inputs, pooled, name='encoder')
code = encoder(keras.Input((32, 32, 3)))  #> [null, 16]
layers.Reshape((4, 5))(code)  #! error[reshape-size]: 16 elements do not fit into (4, 5)
encoder(keras.Input((32, 16, 3)))  #! error[input-mismatch]: The model takes (None, 32, 32, 3), it is called on (None, 32, 16, 3)
# Keras lets this pass until there is data.
encoder(keras.Input((32, 32, 1)))  #! warning[input-mismatch]: it is called on (None, 32, 32, 1)
