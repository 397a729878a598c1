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


def with_modules(package):
    """The names of a package and of its modules, which an import of them adds."""
    return names_of(package) | {module.name for module in pkgutil.iter_modules(package.__path__) if not module.name.startswith("_")}


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
    # A number of NumPy is an array without axes here, and matrices and masked arrays are arrays.
    now["numpy.ndarray"] = names_of(np.ndarray)
    now["numpy.generic"] = set().union(*map(names_of, (np.ndarray, np.float64, np.int64, np.bool_, np.str_, np.datetime64, np.complex128)))
    now["numpy.dtype"] = names_of(np.dtype)
    now["numpy.number"] = set().union(*map(names_of, (np.float64, np.int64, np.complex128)))
    # Classes that inherit from arrays.
    now["numpy.special"] = (names_of(np.matrix) | names_of(np.ma.MaskedArray) | names_of(np.recarray)) - now["numpy.ndarray"]
    for cls in (np.random.Generator, np.random.RandomState):
        now[f"numpy.random.{cls.__name__}"] = names_of(cls)
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
    now["keras.KerasTensor"] = names_of(keras.Input((1,)))
    before["keras.KerasTensor"] = names_of(tf_keras.Input((1,))) | {"get_shape", "set_shape", "op", "graph"}
    now["keras.Object"] = written_names("keras")
    before["keras.Object"] = written_names("tf_keras")
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
    import numpy as np
    import tensorflow as tf

    roots = ("tensorflow",)
    now, before = walk(tf, "tensorflow", roots, 2), walk(tf.compat.v1, "tensorflow", roots, 2)
    # Eager ones, those of a graph, variables and ragged ones are not told apart here.
    kinds = (tf.Tensor, type(tf.constant(1)), type(tf.Variable(1)), tf.RaggedTensor, tf.SparseTensor, tf.IndexedSlices, tf.TensorArray)
    now["tensorflow.Tensor"] = set().union(*map(names_of, kinds))
    before["tensorflow.Tensor"] = {"initializer", "consumers", "value_index"}
    now["tensorflow.DType"] = names_of(tf.DType)
    now["tensorflow.TensorShape"] = names_of(tf.TensorShape)
    now["tensorflow.data.Dataset"] = names_of(tf.data.Dataset)
    before["tensorflow.data.Dataset"] = names_of(tf.compat.v1.data.Dataset)
    return now, before


# What Python has beside 3.11, which is asked.
NEWER_PYTHON = {
    "python.itertools": "batched",
    "python.math": "sumprod fma cbrt exp2",
    "python.random": "binomialvariate",
    "python.os.path": "isjunction splitroot isreserved isdevdrive ALLOW_MISSING",
    "python.range": "",
}


def python_names():
    import collections
    import datetime
    import io
    import types as kinds

    plain = (str, bytes, int, float, complex, bool, list, tuple, dict, set, frozenset, range, slice)
    now = {f"python.{cls.__name__}": names_of(cls) for cls in plain}
    for cls in (collections.deque, collections.OrderedDict, collections.Counter, collections.defaultdict):
        now[f"python.{cls.__name__}"] = names_of(cls)
    now["python.datetime.datetime"] = names_of(datetime.datetime)
    now["python.StringIO"] = names_of(io.StringIO)
    now["python.BytesIO"] = names_of(io.BytesIO)
    now["python.file"] = set().union(*map(names_of, (io.TextIOWrapper, io.BufferedReader, io.BufferedWriter, io.BufferedRandom, io.FileIO)))
    now["python.function"] = names_of(kinds.FunctionType)
    now["python.NoneType"] = names_of(type(None))
    modules = "math itertools functools operator collections random os os.path string re json time copy glob dataclasses enum statistics csv pickle datetime shutil io"
    for module in modules.split():
        now[f"python.{module}"] = names_of(importlib.import_module(module))
    for path, more in NEWER_PYTHON.items():
        now[path] = now[path] | set(more.split())
    return now, {}


def pandas_names():
    import numpy as np
    import pandas as pd

    now = {"pandas": with_modules(pd)}
    # What an index has of all its kinds, since it is not told apart here.
    kinds = (pd.Index, pd.RangeIndex, pd.MultiIndex, pd.DatetimeIndex, pd.CategoricalIndex, pd.IntervalIndex, pd.TimedeltaIndex, pd.PeriodIndex)
    now["pandas.Index"] = set().union(*map(names_of, kinds))
    for cls in (pd.DataFrame, pd.Series):
        now[f"pandas.{cls.__name__}"] = names_of(cls) | {"str", "dt", "cat", "sparse", "plot", "list", "struct"}
    grouped = pd.DataFrame({"a": [1], "b": [2]}).groupby("a")
    now["pandas.GroupBy"] = names_of(type(grouped)) | names_of(type(grouped["b"]))
    former = {
        "pandas": "Panel Int64Index Float64Index UInt64Index scatter_matrix rolling_mean rolling_std ewma datetime np read_gbq",
        "pandas.DataFrame": "append ix as_matrix get_value set_value iteritems lookup mad slice_shift tshift sort applymap select get_dtype_counts to_gbq swaplevel pad backfill first last swapaxes",
        "pandas.Series": "append ix as_matrix get_value set_value iteritems mad slice_shift tshift sort order from_array nonzero ptp itemsize strides data real imag view ravel iterkv clip_upper clip_lower compress pad backfill first last swapaxes",
        "pandas.Index": "is_numeric is_integer is_floating is_categorical is_object is_mixed format get_value set_value get_duplicates summary itemsize strides data labels contains is_monotonic",
    }
    return now, {path: set(names.split()) for path, names in former.items()}


def sklearn_names():
    import sklearn

    # What is on trial has to be asked for before it is there.
    import sklearn.experimental.enable_halving_search_cv  # noqa: F401
    import sklearn.experimental.enable_iterative_imputer  # noqa: F401
    from sklearn.utils import all_estimators
    from sklearn.utils._bunch import Bunch

    now, before = {}, {}
    for name in sorted(sklearn.__all__):
        try:
            module = importlib.import_module(f"sklearn.{name}")
        except ImportError:
            continue
        now[f"sklearn.{name}"] = with_modules(module) if hasattr(module, "__path__") else names_of(module)
    # Parameters are attributes as well. What fitting gives ends with an underscore.
    now["sklearn.Object"] = {name for name in written_names("sklearn") if not name.endswith("_")}
    now["sklearn"] = with_modules(sklearn) | set(sklearn.__all__)
    former = {
        "sklearn": "cross_validation grid_search externals learning_curve lda qda hmm",
        "sklearn.datasets": "load_boston fetch_mldata make_blob",
        "sklearn.metrics": "plot_confusion_matrix plot_roc_curve plot_precision_recall_curve jaccard_similarity_score calinski_harabaz_score mean_absolute_percentage",
        "sklearn.preprocessing": "Imputer CategoricalEncoder",
        "sklearn.model_selection": "cross_val",
        "sklearn.utils": "safe_indexing",
    }
    before = {path: set(names.split()) for path, names in former.items()}
    return now, before


def matplotlib_names():
    import matplotlib.pyplot as plt
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from mpl_toolkits.mplot3d.axes3d import Axes3D

    now = {"matplotlib.pyplot": names_of(plt), "matplotlib.figure.Figure": names_of(Figure)}
    # Other projections have axes of their own; subfigures and grids have a few members more.
    now["matplotlib.axes.Axes"] = names_of(Axes) | names_of(Axes3D) | names_of(plt.PolarAxes)
    return now, {"matplotlib.pyplot": {"hold", "ishold", "subplot_tool", "viridis"}}


def written_names(package):
    """Every attribute that the sources of a package set on `self` or define in a class: what its objects may have."""
    import ast

    out = set()
    folder = os.path.dirname(importlib.import_module(package).__file__)
    for root, _, files in os.walk(folder):
        for file in files:
            if not file.endswith(".py") or file.endswith("_test.py"):
                continue
            tree = ast.parse(open(os.path.join(root, file), encoding="utf-8").read())
            for node in ast.walk(tree):
                if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                    out.add(node.attr)
                elif isinstance(node, ast.ClassDef):
                    for inner in node.body:
                        if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef)):
                            out.add(inner.name)
                        elif isinstance(inner, (ast.Assign, ast.AnnAssign)):
                            targets = inner.targets if isinstance(inner, ast.Assign) else [inner.target]
                            out.update(target.id for target in targets if isinstance(target, ast.Name))
    return {name for name in out if not name.startswith("_")}


def torch_names():
    """The public modules of PyTorch and torchvision, tensors, and what modules, data sets and optimizers of all kinds have."""
    import torch
    import torchvision.tv_tensors as kinds

    modules = (
        "torch torch.nn torch.nn.functional torch.nn.init torch.nn.utils torch.nn.utils.rnn torch.nn.utils.prune torch.nn.utils.parametrizations "
        "torch.nn.parallel torch.optim torch.optim.lr_scheduler torch.optim.swa_utils torch.utils torch.utils.data torch.linalg torch.fft torch.special "
        "torch.amp torch.cuda torch.cuda.amp torch.autograd torch.autograd.functional torch.jit torch.distributions torch.random torch.sparse torch.onnx "
        "torch.backends torchvision torchvision.models torchvision.models.detection torchvision.models.segmentation torchvision.datasets "
        "torchvision.transforms torchvision.transforms.functional torchvision.transforms.v2 torchvision.transforms.v2.functional torchvision.ops "
        "torchvision.utils torchvision.io"
    )
    now = {}
    for path in modules.split():
        module = importlib.import_module(path)
        now[path] = with_modules(module) if hasattr(module, "__path__") else names_of(module)
    # What other libraries add when they are imported: processors of other makers.
    now["torch"] |= set("npu hpu mlu musa xla sdaa gcu dipu vulkan maia supa ptpu tpu ipu".split())
    # They are there to this day, and raise when they are called.
    now["torch"] -= set("symeig eig lstsq solve matrix_rank qr".split())
    tensors = (torch.Tensor, torch.nn.Parameter, torch.nn.UninitializedParameter, kinds.Image, kinds.Mask, kinds.BoundingBoxes)
    now["torch.Tensor"] = set().union(*map(names_of, tensors)) | now["torch"] & set("npu hpu mlu musa xla".split())
    now["torch.nn.Module"] = names_of(torch.nn.Module())
    now["torch.utils.data.Dataset"] = names_of(torch.utils.data.Dataset) | {"functions"}
    now["torch.optim.Optimizer"] = names_of(torch.optim.SGD([torch.zeros(1)]))
    return now, {}


LIBRARIES = {
    "numpy": numpy_names,
    "keras": keras_names,
    "tensorflow": tensorflow_names,
    "python": python_names,
    "pandas": pandas_names,
    "sklearn": sklearn_names,
    "matplotlib": matplotlib_names,
    "torch": torch_names,
}

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
