#- framework: keras
# What a function that nobody calls makes of its defaults, and what stands behind a comparison that was made before, proves nothing.
import inspect

import keras

HASHES = {"b0": 1, "b1": 2}


def EfficientNet(inputs, model_name="efficientnet", weights="imagenet"):
    if weights == "imagenet":
        print(HASHES[model_name[-2:]])
    print(HASHES["b3"])  #! error[missing-attribute]: There is no key 'b3'
    return keras.layers.Dense(10)(inputs)


def pad_time(x, sizes):
    _, height, width = sizes
    return x


def convolve(x, sizes=None):
    is_2d = len(x.shape) == 4
    if is_2d:
        x = keras.layers.Conv2D(8, sizes)(x)
    else:
        x = pad_time(x, sizes)
    return x


def block(x):
    return convolve(x, sizes=[3, 3])


class Recorder(keras.callbacks.Callback):
    def __init__(self):
        self.epochs = []

    def on_epoch_end(self, epoch, logs=None):
        self.epochs.append((epoch, logs))


def test_recorder(train):
    recorder = Recorder()
    recorders = [recorder]
    train(epochs=2, callbacks=recorders)
    numbers, logs = zip(*recorder.epochs)


# A function that was handed in is asked what it takes before it is called.
def repeat(fn, config=None):
    has_config = "config" in inspect.getfullargspec(fn).args
    if has_config:
        return fn(1, config=config)
    return fn(1)


def outer(x):
    def body(i):
        return keras.layers.Dense(i)(x)

    return repeat(body)
