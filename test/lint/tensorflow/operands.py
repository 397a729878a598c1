#- framework: tensorflow
# Tensors of different types are not mixed; numbers of Python and arrays of NumPy are taken as what the tensor is.
images = tf.zeros((32, 28, 28))
labels = tf.constant([3, 1, 4])
scaled = images / 255.0  #> [32, 28, 28]
shifted = images + np.zeros((28, 28))  #> [32, 28, 28]
total = tf.reduce_sum(labels) + 1  #> []
loss = tf.reduce_mean(images) * labels
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[dtype-mismatch]: float32 and int32
root = tf.sqrt(labels)  #! error[dtype-mismatch]: sqrt does not take int32
w = tf.Variable(tf.random.normal((784, 10)))
flat = tf.reshape(images, (-1, 28 * 28))  #> [32, 784]
logits = tf.matmul(flat, w)  #> [32, 10]
wrong = tf.matmul(w, flat)  #! error[dim-mismatch]: (784, 10) and (32, 784)
tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.zeros((32, 1), tf.int32), logits=logits)  #! error[rank-mismatch]: one axis less
