from tensorflow.examples.tutorials.mnist import input_data
#    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tensorflow.examples.tutorials.mnist is gone since TensorFlow 2
from keras.models import Sequential
from keras.layers import Dense

mnist = input_data.read_data_sets("MNIST_data/", one_hot=True)
model = Sequential()
model.add(Dense(64, activation='relu', input_shape=(784,)))
model.add(Dense(10, activation='softmax'))
model.compile(optimizer='sgd', loss='sparse_categorical_crossentropy')
model.fit(mnist.train.images, mnist.train.labels, epochs=1)  #! error[loss-target-mismatch]: sparse_categorical_crossentropy takes class numbers, one for each output of (None, 10); these labels are one-hot: (None, 10)
batch_x, batch_y = mnist.train.next_batch(100)
images = mnist.test.images  #> [10000, 784]
pixels = mnist.train.images  #> [55000, 784]
first = batch_x  #> [100, 784]
classes = batch_y  #> [100, 10]
model.train_on_batch(batch_x, batch_y)
