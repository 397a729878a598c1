#- framework: keras
keras.optimizers.Adam(lr=0.01)  #! error[unknown-argument]: Adam: lr is called learning_rate now
#                     ^^ fix[unknown-argument]: learning_rate
keras.optimizers.SGD(0.1, 0.9, True, decay=1e-6)
keras.callbacks.EarlyStopping(pateince=3)  #! error[unknown-argument]: EarlyStopping does not take pateince; is patience meant?
keras.callbacks.ReduceLROnPlateau(monitor='loss', epsilon=0.1)
keras.optimizers.schedules.ExponentialDecay(0.1, decay_steps=100)  #! error[missing-argument]: ExponentialDecay needs decay_rate
layers.Dense(3, kernel_initializer='he_norml')  #! error[unknown-argument]: there is no initializer called 'he_norml'; is 'he_normal' meant?
layers.Dense(3, kernel_initializer='he_normal', bias_initializer='zeros', kernel_regularizer='l2', bias_constraint='non_neg')
weights = keras.initializers.HeNormal()((3, 4))  #> [3, 4]

values = keras.losses.mean_squared_error(np.zeros((6, 3)), np.ones((6, 3)))  #> [6]
keras.losses.mean_squared_error(np.zeros((6, 4)), np.ones((6, 3)))  #! error[loss-target-mismatch]: mean_squared_error cannot compare the output with the labels: (6, 3) and (6, 4)
keras.losses.SparseCategoricalCrossentropy()(np.zeros((5, 3)), np.ones((5, 3)))  #! error[loss-target-mismatch]

x = np.zeros((4, 3))
model = keras.Sequential([keras.Input((3,)), layers.Dense(3, activation='softmax')])
model.compile('sgd', keras.losses.SparseCategoricalCrossentropy(from_logits=True))  #! warning[suspicious-training]: The output went through softmax already
model.fit(x, np.zeros(4))
model = keras.Sequential([keras.Input((3,)), layers.Dense(1, activation='softmax')])
model.compile('sgd', 'binary_crossentropy')  #! warning[suspicious-training]: A softmax over one unit is always 1
model.fit(x, np.zeros(4))
model = keras.Sequential([keras.Input((3,)), layers.Dense(1)])
model.compile('sgd', 'binary_crossentropy', metrics=['acuracy'])
model.fit(x, np.zeros(4))  #! error[unknown-argument]: there is no metric called 'acuracy'; is 'accuracy' meant?
model.compile('sgd', keras.losses.BinaryCrossentropy(from_logits=True))
model.fit(x)  #! error[missing-argument]: fit needs y: BinaryCrossentropy compares the output with labels
model.fit(x, np.zeros(4), steps_per_epoch=4 / 2)  #! error[unknown-argument]: fit: steps_per_epoch must be a whole number
