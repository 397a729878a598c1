import numpy as np
import keras

x = np.random.rand(100, 4)
y = np.random.randint(0, 3, 100)
one_hot = keras.utils.to_categorical(y, 3)


def trained(metrics, loss, labels, units=3):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(units, activation='sigmoid')])
    model.compile('adam', loss, metrics=metrics)
    model.fit(x, labels)


# Fine: the word takes whatever accuracy the shapes ask for.
trained(['accuracy', 'categorical_accuracy', 'mae'], 'categorical_crossentropy', one_hot)
trained(['acc', 'sparse_categorical_accuracy'], 'sparse_categorical_crossentropy', y)
trained([keras.metrics.Accuracy(), keras.metrics.AUC(), 'mae'], 'mse', y > 1, 1)

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation='softmax')])
model.compile('adam', 'categorical_crossentropy', metrics=['sparse_categorical_accuracy'])
model.fit(x, one_hot)  #! error[loss-target-mismatch]: The metric sparse_categorical_accuracy cannot compare the output with the labels: (None, 3) and (None, 3)

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation='softmax')])
model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy', keras.metrics.Precision()])
model.fit(x, y)  #! error[loss-target-mismatch]: The metric Precision cannot compare the output with the labels: (None, 3) and (None,)

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation='softmax')])
model.compile('adam', 'sparse_categorical_crossentropy', metrics=['mae'])
model.fit(x, y)  #! error[loss-target-mismatch]: The metric mae cannot compare the output with the labels: (None, 3) and (None,)

# Numbers between 0 and 1 are all class 0; of truth values some are 1.
binary = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, activation='sigmoid')])
binary.compile('adam', 'sparse_categorical_crossentropy')
binary.fit(x, np.random.rand(100))
binary.fit(x, np.random.randint(0, 2, 100))  #! error[class-count]: The output has 1 classes, numbered from 0 to 0; there are labels up to 1
