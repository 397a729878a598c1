"""Data, model, labels and loss that meet in `fit`, `evaluate`, `predict` and their like."""

HEADER = (
    "import os\nos.environ['KERAS_BACKEND'] = 'jax'\n"
    "import numpy as np\nimport keras\nfrom keras import layers"
)
LIBRARIES = ["keras"]

LOSSES = ["mse", "mae", "binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy", "huber", "hinge", "kl_divergence", "poisson"]
COMPILE = ["", ", metrics=['accuracy']", ", metrics=['mae']", ", run_eagerly=True"]
FIT = ["", ", epochs=2", ", batch_size=4", ", validation_split=0.25", ", shuffle=False", ", class_weight={0: 1.0, 1: 2.0}"]


def network(rng, units):
    """A program's lines that make a model of rank 2, with the shape of what it takes."""
    kind = rng.choice(["dense", "dense", "functional", "flat", "conv", "deferred"])
    if kind == "dense":
        n = rng.choice([3, 4, 8])
        return f"m = keras.Sequential([keras.Input(({n},)), layers.Dense(5, activation='relu'), layers.Dense({units})])", (n,)
    if kind == "functional":
        n = rng.choice([3, 4, 8])
        return f"i = keras.Input(({n},))\nm = keras.Model(i, layers.Dense({units})(layers.Dense(5)(i)))", (n,)
    if kind == "flat":
        n = rng.choice([2, 3])
        return f"m = keras.Sequential([keras.Input(({n}, 4)), layers.Flatten(), layers.Dense({units})])", (n, 4)
    if kind == "conv":
        n = rng.choice([6, 8])
        last = rng.choice(["layers.Flatten()", "layers.GlobalAveragePooling2D()"])
        return f"m = keras.Sequential([keras.Input(({n}, {n}, 1)), layers.Conv2D(2, 3), {last}, layers.Dense({units})])", (n, n, 1)
    n = rng.choice([3, 4])
    return f"m = keras.Sequential([layers.Dense(4), layers.Dense({units})])", (n,)


def wrong_data(rng, shape):
    return rng.choice([(*shape[:-1], shape[-1] + 1), (*shape, 1), (*shape, 2), shape[:-1], (shape[0] + 2, *shape[1:])])


def labels(rng, loss, units, fits):
    if not fits:
        return rng.choice([(), (1,), (3,), (5,), (2,), (units,), (units, 1)])
    if loss.startswith("sparse"):
        return rng.choice([(), (1,)])
    return (units,) if units > 1 else rng.choice([(), (1,)])


def zeros(n, shape):
    return f"np.zeros({(n, *shape)})"


def cases(rng):
    for turn in range(150):
        units = rng.choice([1, 3, 5])
        loss = rng.choice(LOSSES)
        if units == 1 and "categorical" in loss:
            units = 3
        fits = turn % 3 != 0
        lines, shape = network(rng, units)
        data = shape if rng.random() < 0.85 else wrong_data(rng, shape)
        n = 8
        y = labels(rng, loss, units, fits)
        last = rng.choice(["fit", "fit", "fit", "evaluate", "train_on_batch"])
        compile = rng.choice(COMPILE)
        m = n if rng.random() < 0.95 else 6
        if last == "fit":
            options = rng.choice(FIT)
            if "class_weight" in options and len(y) > 1:
                options = ""
            call = f"m.fit({zeros(n, data)}, {zeros(m, y)}{options}, verbose=0).epoch"
        elif last == "evaluate":
            compile = ""
            call = f"len([m.evaluate({zeros(n, data)}, {zeros(m, y)}, verbose=0)])"
        else:
            compile = ""
            call = f"len([m.train_on_batch({zeros(n, data)}, {zeros(n, y)})])"
        yield f"keras.Model.{last}", f"{lines}\nm.compile('sgd', '{loss}'{compile})\n{call}"
    for turn in range(60):
        units = rng.choice([1, 3])
        lines, shape = network(rng, units)
        data = shape if turn % 3 else wrong_data(rng, shape)
        n = rng.choice([1, 5, 40])
        yield "keras.Model.predict", f"{lines}\nm.predict({zeros(n, data)}, verbose=0)"
    for text in ("[1.0, 2.0]", "[[1.0, 2.0, 3.0]]", "[np.zeros((2, 3))]", "np.zeros((2, 3))", "[np.zeros(3), np.zeros(3)]"):
        yield "keras.Model.predict", f"m = keras.Sequential([keras.Input((3,)), layers.Dense(2)])\nm.predict({text}, verbose=0)"
    two = "a = keras.Input((3,), name='a')\nb = keras.Input((2,), name='b')\nm = keras.Model([a, b], layers.Dense(1)(layers.Concatenate()([a, b])))\nm.compile('sgd', 'mse')\n"
    for x in (
        "[np.zeros((4, 3)), np.zeros((4, 2))]", "[np.zeros((4, 2)), np.zeros((4, 3))]", "[np.zeros((4, 3))]", "np.zeros((4, 5))",
        "{'a': np.zeros((4, 3)), 'b': np.zeros((4, 2))}", "{'b': np.zeros((4, 2)), 'a': np.zeros((4, 3))}", "{'a': np.zeros((4, 3))}",
        "(np.zeros((4, 3)), np.zeros((4, 2)))", "[np.zeros((4, 3)), np.zeros((5, 2))]", "{'a': np.zeros((4, 3)), 'c': np.zeros((4, 2))}",
    ):
        yield "keras.Model.fit", f"{two}m.fit({x}, np.zeros(4), verbose=0).epoch"
    outputs = "i = keras.Input((3,))\nm = keras.Model(i, [layers.Dense(2, name='p')(i), layers.Dense(1, name='q')(i)])\n"
    for loss, y in (
        ("'mse'", "[np.zeros((4, 2)), np.zeros((4, 1))]"), ("['mse', 'mae']", "[np.zeros((4, 2)), np.zeros((4, 1))]"),
        ("{'p': 'mse', 'q': 'mae'}", "[np.zeros((4, 2)), np.zeros((4, 1))]"), ("{'p': 'mse', 'q': 'mae'}", "{'p': np.zeros((4, 2)), 'q': np.zeros((4, 1))}"),
        ("['mse', 'mae']", "np.zeros((4, 2))"), ("['mse', 'binary_crossentropy']", "[np.zeros((4, 2)), np.zeros((4, 3))]"),
        ("['categorical_crossentropy', 'mse']", "[np.zeros((4, 3)), np.zeros((4, 1))]"), ("['sparse_categorical_crossentropy', 'mse']", "[np.zeros(4), np.zeros(4)]"),
    ):
        yield "keras.Model.fit", f"{outputs}m.compile('sgd', {loss})\nm.fit(np.zeros((4, 3)), {y}, verbose=0).epoch"
    one = "m = keras.Sequential([keras.Input((3,)), layers.Dense(3)])\n"
    for compile in (
        "'sgd', 'mse', metrics='accuracy'", "'sdg', 'mse'", "optimizer='Adam', loss='MSE'", "'SGD', 'MeanSquaredError'", "'sgd', keras.losses.MeanSquaredError",
        "'sgd', keras.losses.mean_squared_error", "keras.optimizers.Adam(0.1), keras.losses.Huber()", "'sgd', 'mean_squared_eror'", "'sgd', loss='mse', metric=['mae']",
        "'sgd', 'mse', metrics=[keras.metrics.MeanAbsoluteError()]", "'sgd', lambda y, p: keras.ops.mean((y - p) ** 2)",
    ):
        yield "keras.Model.compile", f"{one}m.compile({compile})\nm.fit(np.zeros((4, 3)), np.zeros((4, 3)), verbose=0).epoch"
    for fit in (
        "np.zeros((4, 3)), np.zeros((4, 3)), nb_epoch=2", "np.zeros((4, 3)), np.zeros((4, 3)), validation_data=(np.zeros((2, 3)), np.zeros((2, 3)))",
        "np.zeros((4, 3)), np.zeros((4, 3)), validation_data=(np.zeros((2, 4)), np.zeros((2, 3)))", "np.zeros((4, 3)), np.zeros((4, 3)), validation_data=(np.zeros((2, 3)), np.zeros((3, 3)))",
        "np.zeros((4, 3)), np.zeros((4, 3)), sample_weight=np.zeros(4)", "np.zeros((4, 3)), np.zeros((4, 3)), sample_weight=np.zeros(3)", "np.zeros((4, 3)), np.zeros((4, 3)), workers=2",
        "x=np.zeros((4, 3)), y=np.zeros((4, 3)), epochs=3", "np.zeros((4, 3)), [1.0, 2.0, 3.0, 4.0]", "np.zeros((4, 3)), np.array(['a', 'b', 'c', 'd'])",
        "np.zeros((4, 3)), np.zeros((4, 3)), validation_data=[np.zeros((2, 3)), np.zeros((2, 3))]",
    ):
        yield "keras.Model.fit", f"{one}m.compile('sgd', 'mse')\nm.fit({fit}, verbose=0).epoch"
    yield "keras.Model.fit", f"{one}m.fit(np.zeros((4, 3)), np.zeros((4, 3)), verbose=0).epoch"
