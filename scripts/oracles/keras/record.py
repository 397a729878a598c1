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
        elif parameter.name not in pools.POOLS:
            raise LookupError(f"pools.py has no values for {parameter.name} of {name}")
        elif parameter.default is inspect.Parameter.empty or rng.random() < 0.45:
            config[parameter.name] = pools.POOLS[parameter.name](rng)
    return config


def tuples(value):
    return tuple(tuples(item) for item in value) if isinstance(value, list) else value


def symbols(shapes, dtype):
    return [keras.Input(batch_shape=tuple(shape), dtype=dtype) for shape in shapes]


def refusal(error):
    return f"{type(error).__name__}: {str(error).strip().splitlines()[0][:100]}"


def applied(layer, shapes, dtype):
    x = symbols(shapes, dtype)
    y = layer(x if isinstance(layer, keras.layers.Layer) and merges(layer) else x[0])
    return {"o": list(y.shape), "d": y.dtype}


def merges(layer):
    return isinstance(layer, (keras.layers.Add, keras.layers.Concatenate))


def case(rng, name):
    make = LAYERS[name]
    shapes = [make(rng)] if make else pools.relatives(rng, name)
    config = configuration(rng, name, shapes)
    dtype = rng.choice(["int32", "float16", "float64", "bool", "uint8"]) if rng.random() < 0.12 else None
    out = {"c": config, "i": shapes, **({"t": dtype} if dtype else {})}
    try:
        layer = getattr(keras.layers, name)(**{key: tuples(value) for key, value in config.items()})
        out.update(applied(layer, shapes, dtype))
        out["p"] = layer.count_params()
    except Exception as error:  # noqa: BLE001
        out["r"] = refusal(error)
        return out
    if make and rng.random() < 0.3:
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
    pool = sorted({p.name for name in LAYERS for p in parameters(name)} | set(models.KEYWORDS))
    out = {}
    for name in [*LAYERS, "InputLayer"]:
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
    rng = random.Random(f"tensorwright {name}")
    seen = {}
    while len(seen) < CASES:
        one = case(rng, name)
        seen.setdefault(json.dumps([one["c"], one["i"], one.get("t")]), one)
    keras.backend.clear_session()
    return list(seen.values())


def main(folder, *only):
    for name in [name for name in only if name in LAYERS] if only else LAYERS:
        cases = layer_cases(name)
        write(folder, name, cases)
        print(f"{name}: {len(cases)} cases, {sum('r' in one for one in cases)} refused", flush=True)
    if not only or "keywords" in only:
        known = {"version": keras.__version__, "activations": sorted(keras.src.activations.ALL_OBJECTS_DICT), "layers": keywords()}
        with open(os.path.join(folder, "keywords.json"), "w", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(known, indent=1) + "\n")
    if not only or "models" in only:
        write(folder, "models", models.record(random.Random("tensorwright models")))


if __name__ == "__main__":
    # Weights are never made inside the scope, only counted: a hundred times as fast. Leaving it would make them all.
    keras.StatelessScope().__enter__()
    main(*sys.argv[1:])
    sys.stdout.flush()
    os._exit(0)
