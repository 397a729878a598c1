#- framework: keras

model = keras.Sequential()
model.add(layers.Dense(4))
model.add(keras.Input((3,)))
model.compile('adam', 'mse')
model.fit(np.zeros((8, 3)), np.zeros((8, 4)))  #! error[input-mismatch]: The input stands behind other layers of the model; it must be the first
model.add()  #! error[missing-argument]: add needs layer

x = keras.Input((3,))
layers.Dense(3)()  #! error[missing-argument]: Dense is called without inputs
layers.LSTM(3)(training=True)  #! error[missing-argument]: LSTM is called without inputs
layers.Dense(3)(inputs=x)
arguments = [x]
layers.Dense(3)(*arguments)

data = np.zeros((8, 5, 3))
keras.Input(shape=(data.shape, 4))  #! error[dtype-mismatch]: Input: shape is made of numbers, not of tuple
keras.Input(shape=data.shape[1:])  #> [null, 5, 3]
