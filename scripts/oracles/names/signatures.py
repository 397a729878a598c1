"""Writes which arguments the functions and classes of a library take, by the module or class that has them: what calls without a rule are
checked against.

`signatures.py FOLDER LIBRARY…` writes `FOLDER/LIBRARY.json`: by module or class one text, its entries separated by `;`. An entry is a name
and its parameters: `x` is needed, `x?` is not, `/` and `*` as in Python, `+` is `*args` and `**` any keyword. `**:Owner` is any
keyword too, of which the properties of that class are known. `@` lists the special methods that a class has.
"""

import builtins
import importlib
import inspect
import json
import os
import re
import sys
import types
import warnings

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
warnings.simplefilter("ignore")

# What Python does not tell of its own functions, and where versions that are in use differ from the one that is asked.
BY_HAND = {
    "python": "print + sep? end? file? flush?; zip + strict?; range start stop? step? /; int x? / base?; max + key? default?; min + key? default?; map func iterable + /; "
    "filter func iterable /; str object? encoding? errors?; bool x? /; dict + **; list iterable? /; set iterable? /; tuple iterable? /; "
    "type object bases? namespace? / **; slice start stop? step? /; iter object sentinel? /; next iterator default? /; getattr object name default? /; "
    "vars object? /; dir object? /; property fget? fset? fdel? doc?; super type? obj? /; frozenset iterable? /; bytes + **; open file mode? "
    "buffering? encoding? errors? newline? closefd? opener?",
    "python.collections": "deque iterable? maxlen?; defaultdict + **; OrderedDict + **; Counter + **; ChainMap +",
    "python.dict": "update + **; pop key default? /",
    "python.list": "index value start? stop? /; pop index? /",
    "python.str": "count sub start? end? /; find sub start? end? /; index sub start? end? /; startswith prefix start? end? /; endswith suffix "
    "start? end? /; strip chars? /; format + **; rfind sub start? end? /; rindex sub start? end? /; replace old new count?",
    "python.itertools": "chain +; count start? step?; repeat object times?; islice iterable a b? c? /; product + repeat?; zip_longest + fillvalue?",
    "python.functools": "partial func + **; reduce function sequence initial? /",
    "python.math": "log x base? /; gcd + /; lcm + /; hypot + /",
    "python.time": "sleep seconds /; strftime format time? /; localtime seconds? /",
    "python.random": "randrange start stop? step?",
    "python.datetime": "datetime year month day hour? minute? second? microsecond? tzinfo? * fold?; date year month day; "
    "timedelta days? seconds? microseconds? milliseconds? minutes? hours? weeks?",
    "numpy": "arange start? stop? step? dtype? * device? like?; where condition x? y? /; concatenate arrays? axis? out? * dtype? casting?",
}
# Their own answer is not what they take, or differs between versions of Python.
LEFT_OUT = {
    "python": "breakpoint input exec eval compile credits copyright exit quit license help __import__ __build_class__ object memoryview bytearray "
    "classmethod staticmethod aiter anext",
    "python.random": "seed shuffle sample Random SystemRandom",
    "python.os": "fspath register_at_fork posix_spawn posix_spawnp",
    "python.os.path": "realpath",
    "python.glob": "glob iglob",
    "python.shutil": "rmtree copyfileobj unpack_archive",
    "python.argparse": "ArgumentParser",
    "python.pathlib": "Path PosixPath WindowsPath PurePath PurePosixPath PureWindowsPath",
    "python.json": "detect_encoding",
    "python.re": "template Scanner sub subn split",
    "python.dict": "popitem fromkeys",
}


# Special methods that decide what can be done with an instance.
SPECIAL = "__len__ __getitem__ __iter__ __call__ __add__ __array__ __enter__".split()


def tokens(signature, skip=0, properties=None):
    out, kind = [], None
    parameters = list(signature.parameters.values())[skip:]
    for i, p in enumerate(parameters):
        if kind == p.POSITIONAL_ONLY and p.kind != p.POSITIONAL_ONLY:
            out.append("/")
        if p.kind == p.KEYWORD_ONLY and kind not in (p.KEYWORD_ONLY, p.VAR_POSITIONAL):
            out.append("*")
        if p.kind == p.VAR_POSITIONAL:
            out.append("+")
        elif p.kind == p.VAR_KEYWORD:
            out.append(f"**:{properties}" if properties else "**")
        else:
            out.append(p.name if p.default is p.empty else f"{p.name}?")
        kind = p.kind
    if kind == inspect.Parameter.POSITIONAL_ONLY:
        out.append("/")
    return out


def signature_of(value):
    """What a function takes, and the old names that it takes besides; None when that is not told."""
    old = []
    # Wrappers that warn of what will not be taken one day, and take it.
    inner = value
    while True:
        code = getattr(inner, "__code__", None)
        cells = dict(zip(code.co_freevars, inner.__closure__ or ())) if isinstance(code, types.CodeType) else {}
        for name in ("old_arg_name", "old"):
            if name in cells and isinstance(cells[name].cell_contents, str):
                old.append(cells[name].cell_contents)
        if not hasattr(inner, "__wrapped__"):
            break
        if "__signature__" in vars(inner) or "kwonly" in cells or "num_allow_args" in cells:
            value = inner.__wrapped__
        inner = inner.__wrapped__
    try:
        return inspect.signature(value), old
    except (ValueError, TypeError):
        return None


def find(module, name):
    try:
        return getattr(module, name, None)
    except ImportError:
        return None


def is_plain(value):
    return inspect.isclass(value) or callable(value)


def entry(name, value, skip, properties=None):
    found = signature_of(value)
    if found is None:
        return None
    signature, old = found
    parameters = list(signature.parameters.values())
    if skip and (not parameters or parameters[0].kind in (parameters[0].VAR_POSITIONAL, parameters[0].KEYWORD_ONLY)):
        return None
    words = tokens(signature, skip, properties)
    if old and "**" not in words:
        words += ([] if "*" in words or "+" in words else ["*"]) + [f"{name}?" for name in old]
    # What takes anything is no use.
    return None if words and not [word for word in words if word not in ("+", "**", "/", "*")] else " ".join([name, *words])


def of_module(module, path, names=None, properties=None):
    out = {}
    left_out = LEFT_OUT.get(path, "").split()
    for name in sorted(names if names is not None else dir(module)):
        value = find(module, name)
        if name.startswith("_") or name in left_out or isinstance(value, types.ModuleType) or not is_plain(value):
            continue
        if inspect.isclass(value) and issubclass(value, (BaseException, tuple)):
            continue
        found = entry(name, value, 0, properties and properties.get(name, "Any"))
        if found:
            out[name] = found
    return by_hand(path, out)


def of_class(cls, path, properties=None):
    out = {}
    left_out = LEFT_OUT.get(path, "").split()
    for name in sorted(dir(cls)):
        value = inspect.getattr_static(cls, name, None)
        if name.startswith("_") or name in left_out:
            continue
        is_static = isinstance(value, staticmethod)
        if isinstance(value, (staticmethod, classmethod)):
            value = value.__func__
        if not (inspect.isfunction(value) or isinstance(value, (types.MethodDescriptorType, types.BuiltinFunctionType))):
            continue
        found = entry(name, value, 0 if is_static else 1, properties and properties.get(name, "Any"))
        if found:
            out[name] = found
    special = [name for name in SPECIAL if any(name in vars(each) for each in cls.__mro__)]
    if special:
        out["@"] = " ".join(["@", *special])
    return by_hand(path, out)


def by_hand(path, out):
    for text in filter(None, BY_HAND.get(path, "").split("; ")):
        out[text.split(" ", 1)[0]] = text
    return out


PYTHON_MODULES = (
    "collections itertools functools random math os os.path json csv pickle re time datetime glob shutil copy string argparse io statistics "
    "operator heapq bisect"
)


def python_signatures():
    import collections
    import io

    out = {"python": of_module(builtins, "python")}
    for module in PYTHON_MODULES.split():
        out[f"python.{module}"] = of_module(importlib.import_module(module), f"python.{module}")
    for cls in (str, list, dict, set, collections.deque, collections.Counter):
        out[f"python.{cls.__name__}"] = of_class(cls, f"python.{cls.__name__}")
    out["python.StringIO"] = of_class(io.StringIO, "python.StringIO")
    return out


def numpy_signatures():
    import numpy as np

    # What earlier versions took is gone with a word; what NumPy 2 takes by name besides does no harm.
    return {path: of_module(importlib.import_module(path), path) for path in ("numpy", "numpy.linalg", "numpy.random", "numpy.fft")}


def pandas_signatures():
    import pandas as pd
    from pandas.core.groupby import DataFrameGroupBy, SeriesGroupBy

    out = {"pandas": of_module(pd, "pandas")}
    for cls, path in (
        (pd.DataFrame, "pandas.DataFrame"),
        (pd.Series, "pandas.Series"),
        (pd.Index, "pandas.Index"),
        (DataFrameGroupBy, "pandas.DataFrameGroupBy"),
        (SeriesGroupBy, "pandas.SeriesGroupBy"),
    ):
        out[path] = of_class(cls, path)
    return out


SKLEARN_MODULES = (
    "base calibration cluster compose covariance cross_decomposition datasets decomposition discriminant_analysis dummy ensemble "
    "feature_extraction feature_extraction.text feature_selection gaussian_process impute inspection isotonic kernel_approximation kernel_ridge "
    "linear_model manifold metrics metrics.pairwise mixture model_selection multiclass multioutput naive_bayes neighbors neural_network pipeline "
    "preprocessing random_projection semi_supervised svm tree utils utils.class_weight"
)


def sklearn_signatures():
    out = {}
    methods = {}
    for module in SKLEARN_MODULES.split():
        path = f"sklearn.{module}"
        loaded = importlib.import_module(path)
        names = getattr(loaded, "__all__", None) or [n for n in dir(loaded) if str(getattr(find(loaded, n), "__module__", "")).startswith("sklearn")]
        out[path] = of_module(loaded, path, names)
        for name in names:
            cls = find(loaded, name)
            if inspect.isclass(cls) and (hasattr(cls, "fit") or hasattr(cls, "split")):
                own = of_class(cls, f"{path}.{name}")
                for method, text in own.items():
                    # Methods that are there under a condition say so when they are asked.
                    if method not in ("set_params", "get_metadata_routing") and not method.endswith("_request"):
                        methods.setdefault(text, []).append(f"{path}.{name}")
    for text, classes in methods.items():
        for path in classes:
            out.setdefault(path, {})[text.split(" ", 1)[0]] = text
    return out


def artist_properties(cls):
    return {name for name in inspect.signature(cls.set).parameters if name != "self"} | alias_names(cls)


# What these take behind their names and give to others.
BAR_ARGUMENTS = "xerr yerr ecolor capsize error_kw log tick_label align orientation bottom height left width"


def matplotlib_signatures():
    import matplotlib.pyplot as plt
    from matplotlib.axes import Axes
    from matplotlib.collections import PathCollection
    from matplotlib.figure import Figure
    from matplotlib.legend import Legend
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle
    from matplotlib.text import Text

    homes = {
        "Text": "title xlabel ylabel suptitle text figtext set_title set_xlabel set_ylabel",
        "Line2D": "plot semilogx semilogy loglog axhline axvline",
        "Rectangle": "bar barh axhspan axvspan hist",
        "Collection": "scatter",
        "Figure": "subplots figure",
        "Legend": "legend",
    }
    properties = {name: home for home, names in homes.items() for name in names.split()}
    figure = {*artist_properties(Figure), *inspect.signature(plt.figure).parameters} - {"kwargs", "num", "clear"}
    known = {
        "Text": artist_properties(Text) | {"fontdict", "labelpad", "loc", "pad"},
        "Line2D": artist_properties(Line2D),
        "Rectangle": artist_properties(Rectangle) | set(BAR_ARGUMENTS.split()),
        "Collection": artist_properties(PathCollection),
        "Figure": figure,
        "Legend": set(inspect.signature(Legend.__init__).parameters) - {"self", "parent"},
    }
    out = {
        "matplotlib.pyplot": of_module(plt, "matplotlib.pyplot", set(plt.get_plot_commands()) | set(own_functions(plt)), properties),
        "matplotlib.figure.Figure": of_class(Figure, "matplotlib.figure.Figure", properties),
        "matplotlib.axes.Axes": of_class(Axes, "matplotlib.axes.Axes", properties),
    }
    # Any keyword of any function may be passed on to any other.
    words = {word.rstrip("?") for entries in out.values() for text in entries.values() for word in text.split(" ")[1:]}
    every = set().union(*known.values(), artist_properties(Axes), {word for word in words if word.isidentifier()})
    for name, names in {**known, "Any": every}.items():
        out[f"matplotlib.{name}"] = {"set": " ".join(["set", "*", *(f"{one}?" for one in sorted(names))])}
    return out


def own_functions(plt):
    return [name for name in dir(plt) if inspect.isfunction(getattr(plt, name)) and getattr(plt, name).__module__ == "matplotlib.pyplot"]


def alias_names(cls):
    from matplotlib.artist import ArtistInspector

    return {alias for aliases in ArtistInspector(cls).aliasd.values() for alias in aliases}


LIBRARIES = {
    "python": python_signatures,
    "numpy": numpy_signatures,
    "pandas": pandas_signatures,
    "sklearn": sklearn_signatures,
    "matplotlib": matplotlib_signatures,
}

if __name__ == "__main__":
    folder, *libraries = sys.argv[1:]
    for library in libraries:
        owners = {path: entries for path, entries in sorted(LIBRARIES[library]().items()) if entries}
        rows = ",\n".join(f"  {json.dumps(path)}: {json.dumps(';'.join(entries[name] for name in sorted(entries)))}" for path, entries in owners.items())
        with open(os.path.join(folder, f"{library}.json"), "w", encoding="utf-8") as file:
            file.write(f"{{\n{rows}\n}}\n")
        print(f"{library}: {sum(map(len, owners.values()))} in {len(owners)} modules and classes")
