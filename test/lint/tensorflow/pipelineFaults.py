#- framework: tensorflow
x = np.zeros((100, 8))
y = np.zeros((90,))
tf.data.Dataset.from_tensor_slices((x, y))  #! error[dim-mismatch]: (100, 8), (90,)


def square(row):
    return tf.reshape(row, (3, 3))  #! error[reshape-size]: 8 elements


tf.data.Dataset.from_tensor_slices(x).map(square)
