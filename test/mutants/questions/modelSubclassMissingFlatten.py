import tensorflow as tf
from tensorflow.keras import Model
from tensorflow.keras.layers import Dense, Conv2D, MaxPool2D

class CNN(Model):
    def __init__(self, n_classes):
        super(CNN, self).__init__()
        self.conv1 = Conv2D(16, 3, activation='relu')
        self.pool = MaxPool2D()
        self.fc1 = Dense(64, activation='relu')
        self.fc2 = Dense(n_classes, activation='softmax')

    def call(self, x):
        x = self.pool(self.conv1(x))
        x = self.fc1(x)
        return self.fc2(x)

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.cifar10.load_data()
x_train = x_train / 255.0
model = CNN(10)
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, epochs=1, batch_size=20)
