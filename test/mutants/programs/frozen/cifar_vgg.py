# Small VGG for CIFAR-10
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras.layers import Conv2D, MaxPooling2D, Dense, Flatten, BatchNormalization, Dropout

(train_images, train_labels), (test_images, test_labels) = keras.datasets.cifar10.load_data()
train_images, test_images = train_images / 255.0, test_images / 255.0

class_names = ['airplane', 'automobile', 'bird', 'cat', 'deer',
               'dog', 'frog', 'horse', 'ship', 'truck']


def conv_block(model, filters, dropout):
    model.add(Conv2D(filters, (3, 3), padding='same', activation='relu'))
    model.add(BatchNormalization())
    model.add(Conv2D(filters, (3, 3), padding='same', activation='relu'))
    model.add(BatchNormalization())
    model.add(MaxPooling2D((2, 2)))
    model.add(Dropout(dropout))


def build_model():
    model = keras.models.Sequential()
    model.add(keras.layers.InputLayer(shape=(32, 32, 3)))
    for filters, rate in [(16, 0.2), (32, 0.3), (64, 0.4)]:
        conv_block(model, filters, rate)
    model.add(Flatten())
    model.add(Dense(64, activation='relu'))
    model.add(Dense(len(class_names)))
    return model


model = build_model()
model.compile(optimizer='adam',
              loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
              metrics=['accuracy'])
model.fit(train_images[:64], train_labels[:64], epochs=1, batch_size=32, verbose=0,
          validation_data=(test_images[:32], test_labels[:32]))

probability_model = tf.keras.Sequential([model, tf.keras.layers.Softmax()])
predictions = probability_model.predict(test_images[:10], verbose=0)
print([class_names[int(i)] for i in predictions.argmax(axis=1)])
