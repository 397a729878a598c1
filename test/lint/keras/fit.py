#- framework: keras

x = np.zeros((100, 13))
one_hot = np.zeros((100, 3))
numbers = np.zeros(100)


def classifier(features, units=3):
    return keras.Sequential([keras.Input((features,)), layers.Dense(8, activation='relu'), layers.Dense(units, activation='softmax')])


model = keras.Sequential([keras.Input((14,)), layers.Dense(3)])
model.compile('adam', 'mse')
model.fit(x, one_hot)  #! error[input-mismatch]: The model takes (None, 14), it is fed (None, 13)

model = classifier(13)
model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x, one_hot)  #! error[loss-target-mismatch]: sparse_categorical_crossentropy takes class numbers, one for each output of (None, 3); these labels are one-hot: (None, 3)
# The same fault again is not worth a word.
model.evaluate(x, one_hot)

model = classifier(13)
model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(x, numbers)  #! error[loss-target-mismatch]: takes one-hot labels of the shape of the output, (None, 3); these are class numbers: (None,)

model = classifier(13, 4)
model.compile(optimizer='adam', loss='categorical_crossentropy')
model.fit(x, one_hot)  #! error[loss-target-mismatch]: The output has 4 classes, the labels have 3

model = classifier(13, 10)
model.compile('adam', 'mse')
model.fit(x, numbers)  #! error[loss-target-mismatch]: mse cannot compare the output with the labels: (None, 10) and (None,)
model = classifier(13, 10)
model.compile('adam', 'mae')
model.fit(x, np.zeros((100, 1)))  #! warning[silent-broadcast]: mae broadcasts the output (None, 10) with the labels (None, 1) to (None, 10)

model = classifier(13)
model.compile('addam', 'mse')  #! error[unknown-argument]: there is no optimizer called 'addam'; is 'adam' meant?
model = classifier(13)
model.compile('adam', loss='categorical_crossentropi')
model.fit(x, one_hot)  #! error[unknown-argument]: there is no loss called 'categorical_crossentropi'; is 'categorical_crossentropy' meant?
model = classifier(13)
model.compile('adam', 'mse', metrics='accuracy')  #! error[unknown-argument]: metrics takes a list: ['accuracy']
model.fit(x, numbers[:90])  #! error[dim-mismatch]: x has 100 samples, y has 90
model.fit([1, 2, 3], [1, 2, 3])  #! error[input-mismatch]: fit: x is a plain list; Keras takes an array
model.fit(x, one_hot, nb_epoch=3)  #! error[unknown-argument]: nb_epoch is called epochs now
model.fit_generator(x, one_hot)  #! error[removed-api]: fit_generator is gone; fit does the same
model.fit(x, one_hot, epoch=3)  #! error[unknown-argument]: fit does not take epoch; is epochs meant?
model.predict(np.zeros(13))  #! error[input-mismatch]: The model takes (None, 13), it is fed (None,)

late = keras.Sequential([layers.Conv2D(3, 3), layers.Flatten(), layers.Dense(3)])
late.compile('adam', 'mse')
late.fit(np.zeros((10, 28, 28)), np.zeros((10, 3)))  #! error[rank-mismatch]: Conv2D takes 4 axes with the batch, its input has 3

never = classifier(13)
never.fit(x, one_hot)  #! error[missing-argument]: fit needs a model that was compiled
