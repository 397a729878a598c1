"""The data sets of the tutorials with their true shapes and types, but a handful of images, so that nothing is downloaded."""

import keras
import numpy as np


def cifar10(train=96, test=40):
    rng = np.random.default_rng(1)

    def images(count):
        labels = rng.integers(0, 10, (count, 1)).astype("uint8")
        noise = rng.integers(0, 100, (count, 32, 32, 3))
        return (noise + 15 * labels.reshape(-1, 1, 1, 1)).astype("uint8"), labels

    return images(train), images(test)


keras.datasets.cifar10.load_data = cifar10
