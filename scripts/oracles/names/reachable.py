"""Writes every name that a program can reach in the public modules of a library, today and in earlier versions: what is in neither list and
close to one of today's is a misspelling.

`reachable.py FOLDER LIBRARY…` writes `FOLDER/LIBRARY.json`: by module or class `now` and, where there are more, `before`, as one text each;
`only` holds what is there under one of two names of a library alone.
"""

import importlib
import json
import os
import pkgutil
import sys
import types
import warnings

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
warnings.simplefilter("ignore")


def names_of(owner):
    return {name for name in dir(owner) if not name.startswith("_")}


def walk(module, path, roots, depth=4, seen=()):
    """A module of a public interface and those below it."""
    out = {path: names_of(module)}
    for name in sorted(names_of(module)):
        inner = getattr(module, name, None)
        if not isinstance(inner, types.ModuleType) or not depth or inner in seen or name in ("src", "compat", "legacy", "keras", "experimental", "raw_ops", "tools", "tpu", "lite", "mlir", "dtensor", "security"):
            continue
        if str(getattr(inner, "__name__", "")).split(".")[0] in roots:
            out.update(walk(inner, f"{path}.{name}", roots, depth - 1, (*seen, inner)))
    return out


def merged(*groups):
    out = {}
    for group in groups:
        for path, names in group.items():
            out.setdefault(path, set()).update(names)
    return out


def numpy_names():
    import numpy as np

    now = {f"numpy{name}": names_of(importlib.import_module(f"numpy{name}")) for name in ("", ".linalg", ".random", ".fft")}
    # What NumPy leaves out of its own list.
    now["numpy"] |= {"matlib", "matrixlib", "version"}
    now["numpy.ndarray"] = names_of(np.ndarray)
    from numpy._expired_attrs_2_0 import __expired_attributes__ as expired

    former = "float int bool object str long unicode complex product cumproduct in1d trapz row_stack alltrue sometrue msort rank asscalar"
    return now, {"numpy": {*expired, *former.split()}, "numpy.ndarray": {"itemset", "newbyteorder", "ptp"}}


def keras_names():
    """The stand-alone Keras and TensorFlow's have most names in common; `only` holds what one of them has alone."""
    import keras
    import tensorflow as tf
    import tf_keras

    alone = walk(keras, "keras", ("keras",))
    within = walk(tf.keras, "keras", ("keras",))
    # TensorFlow's package has a module more than its attributes say.
    within["keras"].add("saving")
    now, only = {}, {}
    for path in {**alone, **within}:
        here, there = alone.get(path, set()), within.get(path, alone.get(path, set()) if path.startswith("keras.saving") else set())
        now[path] = here & there
        only[path] = {"keras": here - there, "tensorflow.keras": there - here}
    before = merged(walk(tf_keras, "keras", ("tf_keras", "keras")), walk(tf.compat.v1.keras, "keras", ("keras", "tensorflow", "tf_keras")))
    for path in before:
        before[path] = before[path] - alone.get(path, set()) - within.get(path, set())
    return {**now, **private_keras_names()}, before, only


def private_keras_names():
    """TensorFlow's own old copy of Keras: the modules of it that programs import from."""
    root = "tensorflow.python.keras"
    modules = ("", ".layers", ".models", ".optimizers", ".callbacks", ".losses", ".utils", ".regularizers", ".constraints", ".activations")
    modules += tuple(f".layers.{name}" for name in ("core", "convolutional", "recurrent", "merge", "advanced_activations", "embeddings", "pooling"))
    out = {}
    for name in modules:
        out[f"{root}{name}"] = names_of(importlib.import_module(f"{root}{name}"))
        for found in pkgutil.iter_modules(getattr(sys.modules[f"{root}{name}"], "__path__", [])):
            out[f"{root}{name}"].add(found.name)
    return out


def tensorflow_names():
    import tensorflow as tf

    roots = ("tensorflow",)
    return walk(tf, "tensorflow", roots, 2), walk(tf.compat.v1, "tensorflow", roots, 2)


LIBRARIES = {"numpy": numpy_names, "keras": keras_names, "tensorflow": tensorflow_names}

if __name__ == "__main__":
    folder, *libraries = sys.argv[1:]
    for library in libraries:
        now, before, *homes = LIBRARIES[library]()
        rows = []
        for path in sorted(now):
            more = before.get(path, set()) - now[path]
            only = {home: " ".join(sorted(names)) for home, names in (homes[0].get(path, {}) if homes else {}).items() if names}
            row = {
                "now": " ".join(sorted(now[path])),
                **({"only": only} if only else {}),
                **({"before": " ".join(sorted(more))} if more else {}),
            }
            rows.append(f"  {json.dumps(path)}: {json.dumps(row)}")
        with open(os.path.join(folder, f"{library}.json"), "w", encoding="utf-8") as file:
            file.write("{\n" + ",\n".join(rows) + "\n}\n")
        print(f"{library}: {sum(map(len, now.values()))} names in {len(now)} modules and classes")
