"""Writes the public names of a library, by the module or class that has them: what the table of coverage is held against.

`names.py FOLDER LIBRARY…` writes `FOLDER/LIBRARY.json`: `version`, and `groups` with the qualified name of each module or class and its
members. What a library lists itself (`__all__`, the modules of its public interface) counts, not what happens to lie there.
"""

import importlib
import inspect
import json
import os
import sys
import types
import warnings

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
warnings.simplefilter("ignore")


def members(owner, keep=callable):
    """Public members that are no modules; exceptions and plain constants are not worth a row."""
    names = getattr(owner, "__all__", None) or dir(owner)
    out = []
    for name in names:
        value = getattr(owner, name, None)
        if name.startswith("_") or isinstance(value, types.ModuleType) or not keep(value):
            continue
        if inspect.isclass(value) and issubclass(value, BaseException):
            continue
        out.append(name)
    return sorted(set(out))


def walk(module, path, depth=4):
    """A module of a public interface and those below it, as the library exports them."""
    out = {path: members(module)}
    for name in sorted(dir(module)):
        inner = getattr(module, name, None)
        if name.startswith("_") or not isinstance(inner, types.ModuleType) or not depth:
            continue
        if not inner.__name__.split(".")[0] in (module.__name__.split(".")[0], path.split(".")[0]):
            continue
        out.update(walk(inner, f"{path}.{name}", depth - 1))
    return {key: names for key, names in out.items() if names}


def numpy_groups():
    import numpy as np

    everything = lambda value: True  # noqa: E731
    groups = {"numpy": members(np, everything)}
    for name in ("linalg", "random", "fft"):
        groups[f"numpy.{name}"] = members(importlib.import_module(f"numpy.{name}"))
    for path, cls in (
        ("numpy.ndarray", np.ndarray),
        ("numpy.random.Generator", np.random.Generator),
        ("numpy.random.RandomState", np.random.RandomState),
    ):
        groups[path] = members(cls, everything)
    return groups


def keras_groups():
    import keras

    kept = {}
    for path, names in walk(keras, "keras").items():
        parts = path.split(".")
        if parts[-1] in ("legacy", "src", "_tf_keras") or ".src" in path or "legacy" in path:
            continue
        kept[path] = names
    return kept


def tensorflow_groups():
    import tensorflow as tf

    wanted = ("", "math", "nn", "image", "linalg", "random", "data", "data.Dataset", "signal", "strings", "io", "ragged", "sparse", "sets", "bitwise", "train", "config", "test")
    groups = {}
    for name in wanted:
        owner = tf
        for part in filter(None, name.split(".")):
            owner = getattr(owner, part)
        groups[".".join(filter(None, ("tensorflow", name)))] = members(owner)
    return groups


LIBRARIES = {"numpy": numpy_groups, "keras": keras_groups, "tensorflow": tensorflow_groups}

if __name__ == "__main__":
    folder, *libraries = sys.argv[1:]
    for library in libraries:
        groups = LIBRARIES[library]()
        with open(os.path.join(folder, f"{library}.json"), "w", encoding="utf-8") as file:
            rows = ",\n".join(f" {json.dumps(path)}: {json.dumps(names)}" for path, names in groups.items())
            file.write(f'{{"version": {json.dumps(importlib.import_module(library).__version__)}, "groups": {{\n{rows}\n}}}}\n')
        print(f"{library}: {sum(map(len, groups.values()))} names in {len(groups)} groups")
