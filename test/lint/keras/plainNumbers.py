#- framework: keras
image_shape = (28, 28, 1)
labels = np.array([0, 2, 1])
model = keras.Sequential()
model.add(keras.Input((100,)))
model.add(layers.Dense(np.prod(image_shape)))  #! error[dtype-mismatch]: units has to be an int of Python, it gets a value of type numpy.int64
#                      ^^^^^^^^^^^^^^^^^^^^ fix[dtype-mismatch]: int(np.prod(image_shape))
model.add(layers.Reshape(image_shape))
layers.Dense(784 / 2)  #! error[dtype-mismatch]: Dense: units has to be an int of Python, it gets a value of type float
layers.Dense([32])  #! error[dtype-mismatch]: Dense: units is one whole number, it gets a value of type list
layers.Embedding(labels.max() + 1, 8)  #! error[dtype-mismatch]: input_dim has to be an int of Python
layers.MaxPooling2D(2.0)  #! error[dtype-mismatch]: pool_size has to be an int of Python
layers.GRU(np.int64(8))  #! error[dtype-mismatch]: GRU: units has to be an int of Python
for units in np.arange(8, 24, 8):
    layers.Dense(units)  #! error[dtype-mismatch]: Dense: units has to be an int of Python
    layers.LSTM(units)
layers.Conv2D(np.int64(8), 3)
layers.Dense(784 // 2)
layers.Dense(int(np.prod(image_shape)))
layers.Dense(len(np.unique(labels)))
layers.Dense(labels.max().item())
layers.Dense(labels.size)
layers.Dense(True)
layers.Reshape((np.prod(image_shape),))
layers.Embedding(101, 8, weights=[np.zeros((100, 8))])  #! error[dim-mismatch]: Weight 0 of Embedding has the shape (101, 8), its array has (100, 8)
layers.Embedding(100, 8, weights=[np.zeros((100, 8))])
layers.LSTM(4, batch_input_shape=(32, 10, 1), stateful=True)  #! error[unknown-argument]: LSTM does not take batch_input_shape
layers.LSTM(4, input_shape=(10, 1))
