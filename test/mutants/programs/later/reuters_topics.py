import numpy as np
from tensorflow.keras.datasets import reuters
from tensorflow.keras.utils import to_categorical
from tensorflow.keras import models, layers

(train_data, train_labels), (test_data, test_labels) = reuters.load_data(num_words=1000)


def vectorize_sequences(sequences, dimension=1000):
    results = np.zeros((len(sequences), dimension))
    for i, sequence in enumerate(sequences):
        results[i, sequence] = 1.
    return results


x_train = vectorize_sequences(train_data)
x_test = vectorize_sequences(test_data)
one_hot_train_labels = to_categorical(train_labels)
one_hot_test_labels = to_categorical(test_labels)

model = models.Sequential()
model.add(layers.Dense(64, activation='relu', input_shape=(1000,)))
model.add(layers.Dense(64, activation='relu'))
model.add(layers.Dense(46, activation='softmax'))
model.compile(optimizer='rmsprop', loss='categorical_crossentropy', metrics=['accuracy'])

x_val = x_train[:60]
partial_x_train = x_train[60:]
y_val = one_hot_train_labels[:60]
partial_y_train = one_hot_train_labels[60:]
history = model.fit(partial_x_train, partial_y_train, epochs=1, batch_size=64, validation_data=(x_val, y_val), verbose=0)
results = model.evaluate(x_test, one_hot_test_labels, verbose=0)
predictions = model.predict(x_test, verbose=0)
print(predictions[0].shape, np.sum(predictions[0]), results)
