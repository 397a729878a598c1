# What a function inside another finds in a variable that is bound again later is not known: it may have been called before.
import keras
from keras import backend


def summary_of(model):
    lines = []

    def gather(text, line_break=False):
        lines.append(text)

    model.summary(print_fn=gather)
    lines = "\n".join(lines)
    return lines


def step_of(layer):
    if backend.backend() == "torch":

        def train(x):
            layer.zero_grad()

        return train


def only_once(model):
    title = "model"

    def gather(text):
        title.append(text)  #! error[missing-attribute]: str has no append

    model.summary(print_fn=gather)
    return title


step_of(keras.layers.Dense(3))
