"""Writes every name that a program can reach in the public modules of a library, today and in earlier versions: what is in neither list and
close to one of today's is a misspelling.

`reachable.py FOLDER LIBRARY…` writes `FOLDER/LIBRARY.json`: by module or class `now` and, where there are more, `before`, as one text each.
"""

import importlib
import json
import os
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
    now["numpy.ndarray"] = names_of(np.ndarray)
    from numpy._expired_attrs_2_0 import __expired_attributes__ as expired

    former = "float int bool object str long unicode complex product cumproduct in1d trapz row_stack alltrue sometrue msort rank asscalar"
    return now, {"numpy": {*expired, *former.split()}, "numpy.ndarray": {"itemset", "newbyteorder", "ptp"}}


def keras_names():
    import keras
    import tensorflow as tf
    import tf_keras

    now = merged(walk(keras, "keras", ("keras",)), walk(tf.keras, "keras", ("keras",)))
    before = merged(walk(tf_keras, "keras", ("tf_keras", "keras")), walk(tf.compat.v1.keras, "keras", ("keras", "tensorflow", "tf_keras")))
    return now, before


def tensorflow_names():
    import tensorflow as tf

    roots = ("tensorflow",)
    return walk(tf, "tensorflow", roots, 2), walk(tf.compat.v1, "tensorflow", roots, 2)


LIBRARIES = {"numpy": numpy_names, "keras": keras_names, "tensorflow": tensorflow_names}

if __name__ == "__main__":
    folder, *libraries = sys.argv[1:]
    for library in libraries:
        now, before = LIBRARIES[library]()
        rows = []
        for path in sorted(now):
            more = before.get(path, set()) - now[path]
            row = {"now": " ".join(sorted(now[path])), **({"before": " ".join(sorted(more))} if more else {})}
            rows.append(f"  {json.dumps(path)}: {json.dumps(row)}")
        with open(os.path.join(folder, f"{library}.json"), "w", encoding="utf-8") as file:
            file.write("{\n" + ",\n".join(rows) + "\n}\n")
        print(f"{library}: {sum(map(len, now.values()))} names in {len(now)} modules and classes")
