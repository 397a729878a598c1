#- framework: keras
x = keras.Input((8,))
age = layers.Dense(1, name='age')(x)
sex = layers.Dense(2, activation='softmax', name='sex')(x)
model = keras.Model(x, [age, sex])
data = np.zeros((20, 8))
ages, sexes = np.zeros((20, 1)), np.zeros((20, 2))
model.compile('adam', loss={'age': 'mse', 'gender': 'categorical_crossentropy'})
#                                          ^^^^^^ fix[loss-target-mismatch]: sex
model.fit(data, [ages, sexes])  #! error[loss-target-mismatch]: The losses are given for 'age', 'gender', the outputs of the model are 'age', 'sex'
model.compile('adam', loss=['mse', 'categorical_crossentropy'], metrics=['mae'])
model.fit(data, [ages, sexes])  #! error[loss-target-mismatch]: The model has 2 outputs: the list of metrics has one entry for each, here it has 1
model.compile('adam', loss=['mse', 'categorical_crossentropy'], metrics={'Age': 'mae'})
model.fit(data, [ages, sexes])  #! error[loss-target-mismatch]: The metrics are given for 'Age', the outputs of the model are 'age', 'sex'
model.compile('adam', loss={'age': 'mse', 'sex': None}, metrics={'age': ['mae']})
model.fit(data, [ages, sexes])
model.compile('adam', loss={'age': 'mse', 'sex': 'categorical_crossentropy'}, metrics=[['mae'], ['accuracy']])
model.fit(data, {'age': ages, 'sex': sexes})
one = keras.Model(x, age)
one.compile('adam', loss={'age': 'mse'}, metrics=['mae', 'mse', 'mape'])
one.fit(data, ages)


def weighted(y_true, y_pred, weights):
    return weights * (y_pred - y_true) ** 2


one.compile('adam', loss=weighted)
one.fit(data, ages)  #! error[missing-argument]: weighted is called with y_true, y_pred alone; it needs weights as well
backbone = keras.applications.VGG16(weights=None, include_top=False, input_shape=(64, 64, 3))
inner = keras.Model(backbone.inputs, [backbone.get_layer('block5_conv3').output, backbone.output])
maps, features = inner(tf.zeros((1, 64, 64, 3)))
