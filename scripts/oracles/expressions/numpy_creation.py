"""Functions of NumPy that make arrays from nothing but numbers."""

HEADER = "import numpy as np"
LIBRARIES = ["numpy"]


def shape(rng):
    return rng.choice(["3", "()", "(4,)", "(2, 3)", "[2, 3, 4]", "(0, 2)", "-1", "(2, -3)"])


def dtype(rng):
    return rng.choice(["", "", ", dtype=np.float32", ", dtype='int32'", ", dtype=int", ", dtype=bool", ", dtype='uint8'"])


def cases(rng):
    for name in ("zeros", "ones", "empty"):
        for _ in range(20):
            yield f"numpy.{name}", f"np.{name}({shape(rng)}{dtype(rng)})"
