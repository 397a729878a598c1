"""Losses of Keras as objects and functions: each loss with outputs and labels of every shape that goes together, and of some that do not."""

HEADER = (
    "import os\nos.environ['KERAS_BACKEND'] = 'jax'\n"
    "import numpy as np\nimport keras\nfrom keras import losses"
)
LIBRARIES = ["keras"]

CLASSES = [
    "KLDivergence", "Poisson", "BinaryCrossentropy", "BinaryFocalCrossentropy", "CategoricalCrossentropy",
    "CategoricalFocalCrossentropy", "SparseCategoricalCrossentropy", "MeanSquaredError", "MeanAbsoluteError",
    "MeanAbsolutePercentageError", "MeanSquaredLogarithmicError", "CosineSimilarity", "LogCosh", "Huber", "Hinge",
    "SquaredHinge", "CategoricalHinge",
]
FUNCTIONS = [
    "kl_divergence", "poisson", "binary_crossentropy", "binary_focal_crossentropy", "categorical_crossentropy",
    "categorical_focal_crossentropy", "sparse_categorical_crossentropy", "mean_squared_error", "mean_absolute_error",
    "mean_absolute_percentage_error", "mean_squared_logarithmic_error", "cosine_similarity", "log_cosh", "huber",
    "hinge", "squared_hinge", "categorical_hinge",
]
OUTPUTS = [(1,), (3,), (7,), (5, 1), (5, 3), (4, 4, 2)]
LABELS = [(), (1,), (3,), (7,), (2,), (1, 3), (5,), (5, 1), (5, 3), (5, 2), (4, 4), (4, 4, 1), (4, 4, 2), (1, 1)]
OPTIONS = {
    "BinaryCrossentropy": ["from_logits=True", "label_smoothing=0.1", "axis=-1"],
    "BinaryFocalCrossentropy": ["apply_class_balancing=True", "alpha=0.3", "gamma=1.0", "from_logits=True", "label_smoothing=0.1"],
    "CategoricalCrossentropy": ["from_logits=True", "label_smoothing=0.1"],
    "CategoricalFocalCrossentropy": ["alpha=0.3", "gamma=1.0", "from_logits=True", "label_smoothing=0.1"],
    "SparseCategoricalCrossentropy": ["from_logits=True"],
    "Huber": ["delta=0.5"],
}
COMMON = ["reduction='sum'", "reduction='none'", "reduction=None", "reduction='mean'", "name='mine'", "dtype='float32'"]
WRONG = ["from_logit=True", "reduce=True", "axes=1"]


def array(rng, shape, labels):
    dtype = rng.choice(["", "", ", dtype='float32'", ", dtype='int32'"] if labels else ["", ", dtype='float32'"])
    return f"np.{'zeros' if labels else 'ones'}({(6, *shape)}{dtype})"


def fitting(rng, name, output):
    if name.lower().startswith("sparse"):
        return rng.choice([output[:-1], (*output[:-1], 1)])
    return output


def cases(rng):
    for name in CLASSES:
        for turn in range(14):
            output = rng.choice(OUTPUTS)
            labels = fitting(rng, name, output) if turn < 9 else rng.choice(LABELS)
            options = rng.sample(OPTIONS.get(name, []) + COMMON, rng.choice([0, 0, 1, 2]))
            if turn == 13:
                options = [rng.choice(WRONG)]
            if len({option.split("=")[0] for option in options}) < len(options):
                options = options[:1]
            loss = f"losses.{name}({', '.join(options)})"
            yield f"keras.losses.{name}", f"{loss}({array(rng, labels, True)}, {array(rng, output, False)})"
    for name in FUNCTIONS:
        for turn in range(14):
            output = rng.choice(OUTPUTS)
            labels = fitting(rng, name, output) if turn < 9 else rng.choice(LABELS)
            yield f"keras.losses.{name}", f"losses.{name}({array(rng, labels, True)}, {array(rng, output, False)})"
