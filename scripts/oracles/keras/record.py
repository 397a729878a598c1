"""Asks Keras what it makes of generated layers and writes its answers: `record.py FOLDER [LAYER | keywords | models …]`.

Configurations come from the signatures of the layers, never from a table of this project's. Everything is seeded: the same
Keras gives the same files. A case: `c` configuration, `i` input shapes, `t` their element type where it is not float32, `o`
output shape, `d` its element type, `p` number of weights; `r` instead when Keras refuses; `again` a second call of the same
layer with `i`, `o` or `r`.
"""

import inspect
import json
import os
import random
import re
import sys
import warnings

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("JAX_PLATFORMS", "cpu")

import keras  # noqa: E402

import models  # noqa: E402
import pools  # noqa: E402

warnings.simplefilter("ignore")

CASES = 190

LAYERS = {
    "Dense": lambda rng: pools.array(rng, 1, 4),
    "Conv2D": pools.image_or_other,
    "MaxPooling2D": pools.image_or_other,
    "AveragePooling2D": pools.image_or_other,
    "GlobalAveragePooling2D": pools.image_or_other,
    "Flatten": lambda rng: pools.array(rng, 1, 5),
    "Reshape": lambda rng: pools.array(rng, 1, 4),
    "Dropout": lambda rng: pools.array(rng, 1, 4),
    "BatchNormalization": lambda rng: pools.array(rng, 1, 5),
    "Activation": lambda rng: pools.array(rng, 1, 4),
    "Add": None,
    "Concatenate": None,
}

DENSE = lambda rng: pools.array(rng, 2, 4)  # noqa: E731
IMAGE = lambda rng: [None, *([rng.randint(4, 12)] * 2), 3]  # noqa: E731

# Layers that came later: fewer cases each.
MORE = {
    **{f"Conv{n}D": pools.spatial(n) for n in (1, 3)},
    **{f"Conv{n}DTranspose": pools.spatial(n) for n in (1, 2, 3)},
    **{f"DepthwiseConv{n}D": pools.spatial(n) for n in (1, 2)},
    **{f"SeparableConv{n}D": pools.spatial(n) for n in (1, 2)},
    **{f"{kind}Pooling{n}D": pools.spatial(n) for kind in ("Max", "Average") for n in (1, 3)},
    **{f"Global{kind}Pooling{n}D": pools.spatial(n) for kind in ("Max", "Average") for n in (1, 2, 3) if (kind, n) != ("Average", 2)},
    **{f"Adaptive{kind}Pooling{n}D": pools.spatial(n) for kind in ("Max", "Average") for n in (1, 2, 3)},
    **{f"{kind}{n}D": pools.spatial(n) for kind in ("ZeroPadding", "Cropping", "UpSampling", "SpatialDropout") for n in (1, 2, 3)},
    **{f"ConvLSTM{n}D": pools.spatial(n, 1) for n in (1, 2, 3)},
    **dict.fromkeys(("SimpleRNN", "LSTM", "GRU", "RNN", "Bidirectional"), pools.sequence),
    **dict.fromkeys(("LayerNormalization", "GroupNormalization", "UnitNormalization", "RMSNormalization", "PReLU"), DENSE),
    **dict.fromkeys(("ReLU", "LeakyReLU", "ELU", "Softmax", "GaussianDropout", "AlphaDropout", "GaussianNoise"), DENSE),
    **dict.fromkeys(("ActivityRegularization", "Identity", "Masking", "Rescaling"), DENSE),
    "Embedding": lambda rng: pools.array(rng, 1, 3),
    "RepeatVector": lambda rng: pools.array(rng, 2, 2) if rng.random() < 0.9 else pools.array(rng, 1, 3),
    "Permute": lambda rng: pools.array(rng, 2, 4),
    "TimeDistributed": lambda rng: [pools.batch(rng), *(pools.extent(rng, 9) for _ in range(3)), rng.randint(1, 4)],
    "SpectralNormalization": lambda rng: rng.choice([[None, 9, 9, 3], [None, 7, 4], [None, 6]]),
    "EinsumDense": lambda rng: pools.array(rng, 2, 4, 6),
    "Subtract": None, "Multiply": None, "Average": None, "Maximum": None, "Minimum": None, "Dot": None,
    "Attention": None, "AdditiveAttention": None, "MultiHeadAttention": None, "GroupQueryAttention": None,
    **dict.fromkeys(("Resizing", "CenterCrop", "RandomCrop"), lambda rng: [pools.batch(rng), pools.extent(rng, 20), pools.extent(rng, 20), 3]),
    "CategoryEncoding": lambda rng: rng.choice([[None, 1], [None, 4], [None, 3, 2], [4]]),
    "Discretization": lambda rng: rng.choice([[None, 1], [None, 4], [None, 3, 2], [4]]),
    "Hashing": lambda rng: rng.choice([[None, 1], [None, 4], [None, 3, 2]]),
    "StringLookup": lambda rng: rng.choice([[None, 1], [None, 4], [None]]),
    "IntegerLookup": lambda rng: rng.choice([[None, 1], [None, 4], [None]]),
    "TextVectorization": lambda rng: rng.choice([[None, 1], [None]]),
    **dict.fromkeys(("AutoContrast", "RandAugment", "RandomBrightness", "RandomContrast", "RandomFlip", "RandomRotation"), IMAGE),
    **dict.fromkeys(("RandomShear", "RandomTranslation", "RandomZoom", "Solarization", "RandomGrayscale", "RandomErasing"), IMAGE),
}  # fmt: skip
LAYERS.update(MORE)

FEWER = 60
TYPES = {"StringLookup": "string", "TextVectorization": "string", "IntegerLookup": "int64", "Hashing": "int64"}


def parameters(name):
    signature = inspect.signature(getattr(keras.layers, name).__init__)
    named = [p for p in signature.parameters.values() if p.name != "self"]
    return [p for p in named if p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)]


def configuration(rng, name, shapes):
    config = {}
    for parameter in parameters(name):
        if parameter.name in pools.UNTOUCHED:
            continue
        if parameter.name == "target_shape":
            config["target_shape"] = pools.reshape_target(rng, shapes[0])
        elif name == "EinsumDense" and parameter.name in ("equation", "output_shape"):
            if parameter.name == "equation":
                config["equation"], config["output_shape"], _ = rng.choice([one for one in pools.EINSUMS if one[2] == len(shapes[0]) or rng.random() < 0.05] or pools.EINSUMS)
        elif parameter.name == "bias_axes":
            if rng.random() < 0.5:
                config["bias_axes"] = config["equation"].replace(".", "")[-1]
        elif parameter.default is inspect.Parameter.empty or parameter.name in ALWAYS.get(name, ()) or rng.random() < 0.45:
            pool = values_for(name, parameter.name)
            if pool is not None:
                config[parameter.name] = pool(rng)
    # Their states are variables, which cannot be made where weights are only counted.
    if config.get("stateful") and shapes[0][0] is not None:
        config["stateful"] = False
    return config


ALWAYS = {"StringLookup": ["vocabulary"], "IntegerLookup": ["vocabulary"], "CategoryEncoding": ["num_tokens"], "Discretization": ["bin_boundaries"]}


def values_for(name, parameter):
    own = (name, parameter)
    if own in pools.OWN_POOLS:
        return pools.OWN_POOLS[own]
    axes = pools.per_axis(int(name[name.index("D", 1) - 1] if name[-1] != "D" else name[-2])) if re.search(r"[13]D", name) else {}
    if parameter in axes:
        return axes[parameter]
    if parameter in pools.POOLS:
        return pools.POOLS[parameter]
    if name in MORE:
        return None
    raise LookupError(f"pools.py has no values for {parameter} of {name}")


def tuples(value):
    if isinstance(value, dict):
        return getattr(keras.layers, value["layer"])(**{key: tuples(each) for key, each in value["config"].items()})
    return tuple(tuples(item) for item in value) if isinstance(value, list) else value


def symbols(shapes, dtype):
    return [keras.Input(batch_shape=tuple(shape), dtype=dtype) for shape in shapes]


def refusal(error):
    return f"{type(error).__name__}: {str(error).strip().splitlines()[0][:100]}"


def applied(layer, shapes, dtype):
    x = symbols(shapes, dtype)
    name = type(layer).__name__
    y = layer(*x) if name in SPREAD else layer(x if name in LISTS else x[0])
    y = y[0] if isinstance(y, (list, tuple)) else y
    return {"o": list(y.shape), "d": y.dtype}


# Layers that take a list of tensors, and those that take several by position.
LISTS = {"Add", "Concatenate", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Dot", "Attention", "AdditiveAttention"}
SPREAD = {"MultiHeadAttention", "GroupedQueryAttention"}


def case(rng, name):
    make = LAYERS[name]
    shapes = [make(rng)] if make else pools.pair(rng) if "Attention" in name or name == "Dot" else pools.relatives(rng, name)
    if name in ("Dot", "Subtract"):
        shapes = shapes[: pools.rarely(rng, [1, 3], 2)]
    config = configuration(rng, name, shapes)
    dtype = rng.choice(["int32", "float16", "float64", "bool", "uint8"]) if rng.random() < 0.12 else None
    if name in MORE:
        dtype = TYPES.get(name)
    out = {"c": config, "i": shapes, **({"t": dtype} if dtype else {})}
    try:
        layer = getattr(keras.layers, name)(**{key: tuples(value) for key, value in config.items()})
        out.update(applied(layer, shapes, dtype))
        out["p"] = layer.count_params()
    except Exception as error:  # noqa: BLE001
        out["r"] = refusal(error)
        return out
    if make and rng.random() < 0.3 and name not in TYPES:
        out["again"] = second_call(rng, layer, make, shapes[0])
    return out


def second_call(rng, layer, make, first):
    shape = list(first) if rng.random() < 0.6 else make(rng)
    if len(shape) > 1 and rng.random() < 0.5:
        shape[rng.randrange(1, len(shape))] = rng.randint(1, 20)
    try:
        return {"i": [shape], "o": applied(layer, [shape], None)["o"]}
    except Exception as error:  # noqa: BLE001
        return {"i": [shape], "r": refusal(error)}


# Values that make any layer.
REQUIRED = {"units": 3, "filters": 3, "kernel_size": 3, "pool_size": 2, "target_shape": (3,), "activation": "relu", "rate": 0.5}


def keywords():
    """By layer: parameters in order, which are required, and every keyword of any layer that it takes."""
    few = [name for name in LAYERS if name not in MORE]
    pool = sorted({p.name for name in few for p in parameters(name)} | set(models.KEYWORDS))
    out = {}
    for name in [*few, "InputLayer"]:
        own = parameters(name)
        required = [p.name for p in own if p.default is inspect.Parameter.empty]
        fill = {parameter: REQUIRED[parameter] for parameter in required}
        takes = []
        for keyword in pool:
            sample = {"name": "a", "trainable": True, "dtype": "float32", "input_shape": (3,), "batch_input_shape": (None, 3)}.get(keyword)
            values = [None, 1, "linear", (None, 3)] if sample is None else [sample]
            if any(takes_keyword(name, fill, keyword, value) for value in values):
                takes.append(keyword)
        positional = [p.name for p in own if p.kind is not p.KEYWORD_ONLY]
        out[name] = {"positional": positional, "required": required, "takes": takes}
    return out


def takes_keyword(name, fill, keyword, value):
    try:
        getattr(keras.layers, name)(**{**fill, keyword: value})
    except Exception as error:  # noqa: BLE001
        text = str(error)
        return not ("nrecognized keyword" in text or "unexpected keyword" in text)
    return True


def write(folder, name, cases):
    with open(os.path.join(folder, f"{name}.json"), "w", encoding="utf-8", newline="\n") as file:
        file.write("[\n" + ",\n".join(json.dumps(one, separators=(",", ":")) for one in cases) + "\n]\n")


def layer_cases(name):
    # Weights are never made inside the scope, only counted: a hundred times as fast. Clearing the session leaves it.
    keras.StatelessScope().__enter__()
    rng = random.Random(f"tensorwright {name}")
    seen = {}
    # Layers with few parameters have few configurations.
    for _ in range(20 * CASES):
        if len(seen) >= (FEWER if name in MORE else CASES):
            break
        one = case(rng, name)
        seen.setdefault(json.dumps([one["c"], one["i"], one.get("t")]), one)
    keras.backend.clear_session()
    return list(seen.values())


def main(folder, *only):
    for name in [name for name in only if name in LAYERS] if only and "more" not in only else MORE if only else LAYERS:
        cases = layer_cases(name)
        write(folder, name, cases)
        print(f"{name}: {len(cases)} cases, {sum('r' in one for one in cases)} refused", flush=True)
    # Leaving the scope would make all weights.
    keras.StatelessScope().__enter__()
    if not only or "keywords" in only:
        known = {"version": keras.__version__, "activations": sorted(keras.src.activations.ALL_OBJECTS_DICT), "layers": keywords()}
        with open(os.path.join(folder, "keywords.json"), "w", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(known, indent=1) + "\n")
    if not only or "models" in only:
        write(folder, "models", models.record(random.Random("tensorwright models")))


if __name__ == "__main__":
    main(*sys.argv[1:])
    sys.stdout.flush()
    os._exit(0)
