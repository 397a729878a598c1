#- framework: keras

x = np.zeros((100, 13))
numbers = np.zeros(100)

model = keras.Sequential([keras.Input((13,)), layers.Dense(1)])
model.compile('adam', 'mse', metrics=['mae'])
history = model.fit(x, numbers, epochs=3, validation_split=0.2)
print(history.history['loss'])
loss, error = model.evaluate(x, np.zeros((100, 1)))
answers = model.predict(np.ones((7, 13)))[:, 0]  #> [7]

# Keras drops and adds a last axis of one.
images = keras.Sequential([keras.Input((28, 28, 1)), layers.Conv2D(4, 3), layers.GlobalAveragePooling2D(), layers.Dense(10)])
images.compile('adam', keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=['accuracy'])
images.fit(np.zeros((20, 28, 28)), np.zeros(20), validation_data=(np.zeros((8, 28, 28, 1)), np.zeros((8, 1))))
# A sequential model checks what its layers check, and these take any size.
images.fit(np.zeros((20, 32, 32, 1)), np.zeros(20))

first = keras.Input((4,), name='first')
second = keras.Input((3,), name='second')
joined = layers.Concatenate()([first, second])
both = keras.Model([first, second], [layers.Dense(2, name='a')(joined), layers.Dense(1, activation='sigmoid', name='b')(joined)])
both.compile('sgd', loss={'a': 'mse', 'b': 'binary_crossentropy'})
both.fit([np.zeros((5, 4)), np.zeros((5, 3))], [np.zeros((5, 2)), np.zeros((5, 1))])
both.fit({'second': np.zeros((5, 3)), 'first': np.zeros((5, 4))}, {'a': np.zeros((5, 2)), 'b': np.zeros(5)})

def build(path):
    network = keras.models.load_model(path)
    network.fit(x, numbers)
    return network


def own_loss(labels, output):
    return keras.ops.mean((labels - output) ** 2)


model.compile(keras.optimizers.Adam(0.1), own_loss)
model.fit(x, numbers)

# An array longer than the first is cut where validation_split ends the first.
long_labels = np.zeros((70, 1))
regressor = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
regressor.compile(loss='mse', optimizer='sgd')
regressor.fit(np.zeros((50, 3)), long_labels, validation_split=0.2)
