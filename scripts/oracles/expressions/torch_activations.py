"""Activations, dropouts, distances and modules of PyTorch that reshape, with the functions that do the same."""

from torch_calls import HEADER, LIBRARIES, arguments, dtype_of, maybe, module, zeros  # noqa: F401

# Module, function, parameters with values.
PLAIN = [
    ("ReLU", "relu", ["inplace=True|False"]),
    ("ReLU6", "relu6", ["inplace=True|False"]),
    ("ELU", "elu", ["alpha=1.0|0.5", "inplace=True|False"]),
    ("SELU", "selu", ["inplace=True|False"]),
    ("CELU", "celu", ["alpha=1.0|0.5", "inplace=True|False"]),
    ("LeakyReLU", "leaky_relu", ["negative_slope=0.01|0.2", "inplace=True|False"]),
    ("RReLU", "rrelu", ["lower=0.1|0.2", "upper=0.3|0.4"]),
    ("Hardsigmoid", "hardsigmoid", ["inplace=True|False"]),
    ("Hardswish", "hardswish", ["inplace=True|False"]),
    ("Hardshrink", "hardshrink", ["lambd=0.5|0.2"]),
    ("Softshrink", "softshrink", ["lambd=0.5|0.2"]),
    ("Hardtanh", "hardtanh", ["min_val=-1|-2.0", "max_val=1|2.0", "inplace=True|False"]),
    ("LogSigmoid", "logsigmoid", []),
    ("GELU", "gelu", ["approximate='none'|'tanh'"]),
    ("SiLU", "silu", ["inplace=True|False"]),
    ("Mish", "mish", ["inplace=True|False"]),
    ("Softplus", "softplus", ["beta=1|2.0", "threshold=20|10.0"]),
    ("Softsign", "softsign", []),
    ("Tanhshrink", "tanhshrink", []),
    ("Sigmoid", "sigmoid", []),
    ("Tanh", "tanh", []),
    ("Threshold", "threshold", ["threshold=0.1|1", "value=20|0.5"]),
]
TYPES = "float64 float16 bfloat16 int64 int32 uint8 bool".split()


def shape_of(rng, low=0, high=4):
    return [rng.randint(1, 6) for _ in range(rng.randint(low, high))]


def cases(rng):
    for name, fn, params in PLAIN:
        for _ in range(18):
            given = []
            for param in params:
                key, pool = param.split("=")
                given.append((key, rng.choice(pool.split("|")) if name == "Threshold" or rng.random() < 0.4 else None))
            dtype = rng.choice(TYPES) if rng.random() < 0.4 else None
            if dtype == "float16" and name == "RReLU":
                dtype = None
            x = zeros(shape_of(rng), dtype)
            yield f"torch.nn.{name}", module(name, arguments(rng, given), x)
            if fn != "gelu" or not given[0][1]:
                yield f"torch.nn.functional.{fn}", f"F.{fn}({arguments(rng, given, [x])})"
            elif fn == "gelu":
                yield "torch.nn.functional.gelu", f"F.gelu({x}, approximate={given[0][1]})"
    for name in ("relu_", "elu_", "selu_", "celu_", "leaky_relu_", "rrelu_", "hardtanh_", "threshold_"):
        yield f"torch.nn.functional.{name}", f"F.{name}(torch.zeros(2, 3){', 0.1, 2' if name == 'threshold_' else ''})"
    for name in ("relu", "selu", "celu", "prelu", "hardshrink", "rrelu"):
        yield f"torch.{name}", f"torch.{name}(torch.zeros(2, 3){', torch.zeros(3)' if name == 'prelu' else ''})"
    for name, fn in (("Softmax", "softmax"), ("LogSoftmax", "log_softmax"), ("Softmin", "softmin")):
        for _ in range(35):
            shape = shape_of(rng)
            dim = rng.choice([None, *range(-3, 4)]) if rng.random() < 0.5 else rng.randint(-len(shape) or -1, max(0, len(shape) - 1))
            x = zeros(shape, dtype_of(rng))
            given = [("dim", dim)]
            yield f"torch.nn.{name}", module(name, arguments(rng, given), x)
            more = maybe(rng, 0.2, rng.choice(["torch.float64", "torch.float16"]))
            yield f"torch.nn.functional.{fn}", f"F.{fn}({arguments(rng, given, [x])}{f', dtype={more}' if more else ''})"
    for _ in range(30):
        yield "torch.nn.Softmax2d", f"nn.Softmax2d()({zeros(shape_of(rng, 3, 4) if rng.random() < 0.85 else shape_of(rng), dtype_of(rng))})"
        shape = shape_of(rng)
        dim = rng.randint(-len(shape) or -1, max(0, len(shape) - 1)) if rng.random() < 0.9 else 4
        given = [("tau", maybe(rng, 0.3, "0.5")), ("hard", maybe(rng, 0.3, "True")), ("eps", None), ("dim", maybe(rng, 0.5, dim))]
        yield "torch.nn.functional.gumbel_softmax", f"F.gumbel_softmax({arguments(rng, given, [zeros(shape, dtype_of(rng))])})"
        even = [2 * d if rng.random() < 0.85 else d for d in shape]
        x = zeros(even, dtype_of(rng))
        yield "torch.nn.GLU", module("GLU", arguments(rng, [("dim", maybe(rng, 0.5, dim))]), x)
        yield "torch.nn.functional.glu", f"F.glu({arguments(rng, [('dim', maybe(rng, 0.5, dim))], [x])})"
        n = rng.choice([None, 1, 2, 3])
        x = zeros([rng.randint(1, 3), n or 2, *shape_of(rng, 0, 2)][: rng.choice([1, 2, 3, 4])] if rng.random() < 0.9 else shape, dtype_of(rng))
        yield "torch.nn.PReLU", module("PReLU", arguments(rng, [("num_parameters", n), ("init", maybe(rng, 0.2, "0.1"))]), x)
        yield "torch.nn.PReLU", f"sum(p.numel() for p in nn.PReLU({n or ''}).parameters())"
        yield "torch.nn.functional.prelu", f"F.prelu({x}, {zeros([n or 1])})"
    for name, fn, low, high in (
        ("Dropout", "dropout", 0, 4),
        ("Dropout1d", "dropout1d", 1, 4),
        ("Dropout2d", "dropout2d", 3, 4),
        ("Dropout3d", "dropout3d", 4, 5),
        ("AlphaDropout", "alpha_dropout", 0, 4),
        ("FeatureAlphaDropout", "feature_alpha_dropout", 2, 4),
    ):
        for _ in range(16):
            p = rng.choice([None, "0.1", "0.5", "0.9", "1", "1.5" if rng.random() < 0.3 else "0.3"])
            x = zeros(shape_of(rng, low, high), rng.choice([None, None, None, "float64"]))
            yield f"torch.nn.{name}", module(name, arguments(rng, [("p", p), ("inplace", maybe(rng, 0.1, "False"))]), x)
            given = [("p", p), ("training", maybe(rng, 0.4, rng.choice(["True", "False"]))), ("inplace", maybe(rng, 0.1, "False"))]
            yield f"torch.nn.functional.{fn}", f"F.{fn}({arguments(rng, given, [x])})"
        yield f"torch.nn.{name}", f"nn.{name}(0.2).p"
    for _ in range(70):
        shape = shape_of(rng, 1, 5)
        axis = lambda: rng.randint(-len(shape), len(shape) - 1) if rng.random() < 0.93 else 6  # noqa: E731
        given = [("start_dim", maybe(rng, 0.6, axis())), ("end_dim", maybe(rng, 0.5, axis()))]
        yield "torch.nn.Flatten", module("Flatten", arguments(rng, given), zeros(shape, dtype_of(rng)))
        a, b = rng.randint(1, 4), rng.randint(1, 4)
        at = rng.randrange(len(shape))
        shape[at] = a * b + (rng.random() < 0.1)
        into = rng.choice([(a, b), (a, -1), (-1, b), (a, 1, b), [a, b]])
        yield "torch.nn.Unflatten", module("Unflatten", arguments(rng, [("dim", at - rng.choice([0, len(shape)])), ("unflattened_size", into)]), zeros(shape))
        yield "torch.nn.Identity", f"nn.Identity({rng.choice(['', '54', '3, unused=True'])})({zeros(shape, dtype_of(rng))})"
    for _ in range(60):
        shape = shape_of(rng, 1, 4)
        other = [1 if rng.random() < 0.2 else d for d in shape][rng.choice([0, 0, 0, 1]) :]
        if rng.random() < 0.1 and other:
            other[-1] += 7
        xs = [zeros(shape, rng.choice([None, None, None, "float64"])), zeros(other)]
        dim = maybe(rng, 0.7, rng.randint(-len(shape), len(shape) - 1))
        given = [("dim", dim), ("eps", maybe(rng, 0.2, "1e-6"))]
        yield "torch.nn.CosineSimilarity", module("CosineSimilarity", arguments(rng, given), *xs)
        yield "torch.nn.functional.cosine_similarity", f"F.cosine_similarity({arguments(rng, given, xs)})"
        given = [("p", maybe(rng, 0.3, "1.0")), ("eps", maybe(rng, 0.2, "1e-3")), ("keepdim", maybe(rng, 0.4, "True"))]
        yield "torch.nn.PairwiseDistance", module("PairwiseDistance", arguments(rng, given), *xs)
        yield "torch.nn.functional.pairwise_distance", f"F.pairwise_distance({arguments(rng, given, xs)})"
        a, b, out = rng.randint(1, 4), rng.randint(1, 4), rng.randint(1, 4)
        front = shape[: rng.randint(0, 2)]
        xs = [zeros([*front, a + (rng.random() < 0.05)], dtype_of(rng)), zeros([*front, b + (rng.random() < 0.05)])]
        bias = maybe(rng, 0.3, rng.choice(["True", "False"]))
        args = arguments(rng, [("in1_features", a), ("in2_features", b), ("out_features", out), ("bias", bias)])
        yield "torch.nn.Bilinear", module("Bilinear", args, *xs)
        yield "torch.nn.Bilinear", f"sum(p.numel() for p in nn.Bilinear({args}).parameters())"
        yield "torch.nn.functional.bilinear", f"F.bilinear({', '.join(xs)}, {zeros([out, a, b])}{rng.choice(['', f', {zeros([out])}'])})"
        yield "torch.nn.functional.pdist", f"F.pdist({zeros(shape_of(rng, 2, 2) if rng.random() < 0.9 else shape)}{rng.choice(['', ', 1.0', ', p=2'])})"
