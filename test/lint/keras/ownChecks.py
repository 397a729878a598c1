#- framework: keras
# What the program itself refuses for certain, arguments of metrics, the numbers of the history, and optimizers that are none.
import os
import sys
import numpy as np
import keras
from keras import layers


def resnet(depth):
    if (depth - 2) % 6 != 0:
        raise ValueError("depth should be 6n+2")
      # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: The program's own check fails here: depth should be 6n+2
    return layers.Dense(depth)


def maybe(path, sizes):
    if not os.path.exists(path):
        raise ValueError("no such file")
    for size in sizes:
        if size < 0:
            raise ValueError("negative")
    if len(sys.argv) > 3:
        raise ValueError("too many")
    return sizes


n = 3
block = resnet(6 * n + 2)
other = resnet(5 * n + 2)
maybe("data.csv", np.loadtxt("sizes.txt"))
try:
    resnet(7)
except ValueError:
    print("as expected")


class Attention(layers.Layer):
    def __init__(self, width, heads=8):
        super().__init__()
        if width % heads != 0:
            raise ValueError(f"width {width} should be divisible by heads {heads}")
          # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: The program's own check fails here: width 100 should be divisible by heads 8
        self.dense = layers.Dense(width)

    def call(self, x):
        return self.dense(x)


attention = Attention(64)
narrow = Attention(100)

accuracy = keras.metrics.CategoricalAccuracy()
accuracy.update_state(np.zeros((2, 3)))  #! error[missing-argument]: CategoricalAccuracy.update_state needs y_pred
accuracy.update_state(np.zeros((2, 3)), np.zeros((2, 3)))
similarity = keras.metrics.CosineSimilarity()(np.zeros((2, 3)))
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[missing-argument]: CosineSimilarity.update_state needs y_pred
mean = keras.metrics.Mean()
mean.update_state([1.0, 2.0], sample_weight=[1.0, 0.0])
mean.update_state(values=[1.0])
mean.update_state([1.0], [2.0], [1.0])  #! error[unknown-argument]: Mean.update_state takes at most 2 positional arguments, it gets 3

model = keras.Sequential([keras.Input((4,)), layers.Dense(1)])
model.compile(keras.optimizers.Adam, "mse")  #! error[unknown-argument]: Adam is a class; compile takes an optimizer that is made: Adam(…)
model.compile(keras.losses.MeanSquaredError(), "adam")  #! error[unknown-argument]: MeanSquaredError is no optimizer
model.compile("adam", "mse", metrics=["accuracy", "mae"])
x, y = np.zeros((8, 4)), np.zeros((8, 1))
history = model.fit(x, y, epochs=2)
print(history.history["acc"])
#     ^^^^^^^^^^^^^^^^^^^^^^ error[missing-attribute]: There is no key 'acc'; the keys are 'loss', 'accuracy', 'mae'
print(history.history["accuracy"], history.history["mae"], history.history["loss"])
print(history.history["val_loss"])
#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[missing-attribute]: There is no key 'val_loss'; the keys are 'loss', 'accuracy', 'mae'
checked = model.fit(x, y, validation_split=0.25, callbacks=[keras.callbacks.EarlyStopping()])
print(checked.history["val_mae"], checked.history["val_acc"])
#                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^ error[missing-attribute]: There is no key 'val_acc'; the keys are 'loss', 'accuracy', 'mae', 'val_loss', 'val_accuracy', 'val_mae'
slowed = model.fit(x, y, callbacks=[keras.callbacks.ReduceLROnPlateau()])
print(slowed.history["learning_rate"])

rnn = layers.RNN([layers.LSTMCell(6), layers.GRUCell(4)])(layers.LSTM(8)(keras.Input((5, 3))))
#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[rank-mismatch]: RNN takes 3 axes with the batch, its input has 2: (None, 8)
