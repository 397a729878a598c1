"""The networks of `keras.applications`: what they give and how many weights they have.

`test/python` asks the same of Keras's own source files, from which the analysis then has to find out what the rules know.
"""

import keras
import numpy as np

HEADER = """\
import os
os.environ['KERAS_BACKEND'] = 'jax'
import keras
"""

LIBRARIES = ["keras"]


def nothing(self, shape, dtype=None):
    """Weights are only counted."""
    return np.broadcast_to(np.zeros((), "float32"), shape)


keras.initializers.VarianceScaling.__call__ = nothing
keras.initializers.RandomNormal.__call__ = nothing
keras.initializers.TruncatedNormal.__call__ = nothing


def constructors():
    for name in sorted(dir(keras.applications)):
        one = getattr(keras.applications, name)
        if callable(one) and name[0].isupper():
            yield name


def variants(rng, name):
    smallest = 75 if name.startswith(("Inception", "Xception")) else 32
    height, width = (rng.choice([96, 128, 160]) for _ in range(2))
    yield ""
    yield ", include_top=False"
    yield f", include_top=False, pooling={rng.choice(['avg', 'max'])!r}"
    yield f", include_top=False, input_shape=({height}, {width}, 3)"
    yield f", classes={rng.choice([2, 5, 10, 100])}, classifier_activation=None"
    yield f", include_top=False, input_shape=({smallest - 1}, {smallest - 1}, 3)"
    yield f", include_top=True, input_shape={'(3, 224, 224)' if rng.random() < 0.5 else '(224, 224)'}"


def cases(rng):
    for name in constructors():
        for more in variants(rng, name):
            program = f"m = keras.applications.{name}(weights=None{more})\n[m.output, m.count_params()]"
            yield f"keras.applications.{name}", program
