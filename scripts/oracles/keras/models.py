"""Small whole networks, sensible and not, and what Keras makes of them."""

import keras

# Keywords that programs give layers, besides those of the signatures: general ones, old ones, and mistakes.
KEYWORDS = [
    "name", "dtype", "trainable", "activity_regularizer", "autocast", "input_shape", "batch_input_shape", "input_dim", "batch_shape",
    "batch_size", "weights", "dynamic", "input_dtype", "shape", "sparse", "ragged", "input_tensor", "optional", "type_spec",
    "output_dim", "init", "bias", "border_mode", "subsample", "nb_filter", "p", "dropout", "kernel", "stride", "pad", "dilation",
    "unit", "filter", "kernal_size", "actvation", "input_length", "in_features", "renorm", "fused", "virtual_batch_size",
    "adjustment", "renorm_clipping", "renorm_momentum", "num_units",
]  # fmt: skip


def step(rng, rank):
    """One layer that mostly fits a tensor of this rank."""
    images = [
        ("Conv2D", lambda: {"filters": rng.choice([4, 8]), "kernel_size": rng.choice([2, 3, 5]), "padding": rng.choice(["same", "valid"])}),
        ("Conv2D", lambda: {"filters": 4, "kernel_size": 3, "strides": 2, "use_bias": False}),
        ("MaxPooling2D", lambda: {"pool_size": rng.choice([2, 3])}),
        ("AveragePooling2D", lambda: {"pool_size": 2, "padding": "same"}),
        ("GlobalAveragePooling2D", lambda: {}),
    ]
    others = [
        ("Dense", lambda: {"units": rng.choice([3, 8, 12])}),
        ("Flatten", lambda: {}),
        ("Dropout", lambda: {"rate": 0.25}),
        ("BatchNormalization", lambda: {}),
        ("Activation", lambda: {"activation": "relu"}),
        ("Reshape", lambda: {"target_shape": rng.choice([[-1, 4], [2, -1], [12], [4, 4, -1]])}),
    ]
    name, config = rng.choice(images if (rank == 4) == (rng.random() < 0.75) else others)
    return [name, config()]


def build(name, config):
    return getattr(keras.layers, name)(**{k: tuple(v) if isinstance(v, list) else v for k, v in config.items()})


def sequential(rng):
    shape = rng.choice([[12, 12, 3], [28, 28, 1], [9, 9, 2], [16], [6, 8], [None, 8], [None, None, 3]])
    out = {"kind": "sequential", "input": [None, *shape], "layers": []}
    model = keras.Sequential([keras.Input(tuple(shape))])
    for _ in range(rng.randint(2, 7)):
        name, config = step(rng, len(model.output_shape) if out["layers"] else len(shape) + 1)
        out["layers"].append([name, config])
        try:
            model.add(build(name, config))
        except Exception as error:  # noqa: BLE001
            out["r"] = type(error).__name__
            return out
    out["o"], out["p"] = list(model.output_shape), model.count_params()
    return out


def functional(rng):
    """`layers` take their inputs by position: 0 is the input of the model, n the output of layer n."""
    shape = rng.choice([[12, 12, 3], [16], [6, 8], [8, 8, 4]])
    out = {"kind": "functional", "input": [None, *shape], "layers": []}
    tensors = [keras.Input(tuple(shape))]
    for _ in range(rng.randint(3, 8)):
        if len(tensors) > 2 and rng.random() < 0.35:
            merged = rng.sample(range(len(tensors)), 2)
            same = [i for i, t in enumerate(tensors) if t.shape == tensors[merged[0]].shape]
            inputs = [merged[0], rng.choice(same)] if rng.random() < 0.8 else merged
            name, config = ("Add", {}) if rng.random() < 0.5 else ("Concatenate", {"axis": rng.choice([-1, 1])})
        else:
            inputs = [rng.choice([len(tensors) - 1, len(tensors) - 1, rng.randrange(len(tensors))])]
            name, config = step(rng, len(tensors[inputs[0]].shape))
        out["layers"].append([name, config, inputs])
        x = [tensors[i] for i in inputs]
        try:
            tensors.append(build(name, config)(x if name in ("Add", "Concatenate") else x[0]))
        except Exception as error:  # noqa: BLE001
            out["r"] = type(error).__name__
            return out
    model = keras.Model(tensors[0], tensors[-1])
    out["o"], out["p"] = list(model.output_shape), model.count_params()
    return out


def record(rng):
    return [sequential(rng) for _ in range(100)] + [functional(rng) for _ in range(80)]
