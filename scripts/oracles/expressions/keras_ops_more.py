"""keras.ops: numbers made, joined, rearranged, counted and solved for, and functions that call functions, on the backend of TensorFlow."""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"

HEADER = "import numpy as np\nimport keras\nfrom keras import ops"
LIBRARIES = ["keras"]
SHAPES = ["(2, 3)", "(2, 3)", "(3,)", "(4, 2, 3)", "(3, 3)"]
FLOAT = ("float32",)
UNARY = "cbrt deg2rad rad2deg square sparsemax angle bitwise_not bitwise_invert fliplr flipud".split()
BINARY = "logaddexp2 hypot isclose gcd lcm left_shift bitwise_right_shift heaviside ldexp".split()
WHOLE = {"gcd", "lcm", "left_shift", "bitwise_right_shift", "bitwise_not", "bitwise_invert", "ldexp"}


def a(rng, types=("float32",) * 5 + ("int32",), shapes=SHAPES):
    return f"ops.ones({rng.choice(shapes)}, '{rng.choice(types)}')"


def k(rng, shapes=("(3,)", "(2, 3)", "(4, 3)")):
    return f"keras.Input({rng.choice(shapes)})"


def elementwise(rng):
    c = rng.choice
    for name in UNARY:
        for _ in range(6):
            type_ = ("int32",) if name in WHOLE else FLOAT
            given = a(rng, type_, ["(2, 3)", "(4, 2, 3)"]) if name in WHOLE or rng.random() < 0.7 else k(rng, ("(2, 3)",))
            yield name, f"{given}{c(['', '', ', axis=-1']) if name == 'sparsemax' else ''}"
    for name in BINARY:
        for _ in range(7):
            type_ = ("int32",) if name in WHOLE else FLOAT
            left = a(rng, FLOAT if name == "ldexp" else type_)
            yield name, f"{left}, {a(rng, type_)}"
    for _ in range(6):
        yield "threshold", f"{a(rng, FLOAT)}, {c(['0.5', '1'])}, {c(['0.0', 'default_value=2.0'])}"


def made(rng):
    c = rng.choice
    for _ in range(16):
        yield "arange", f"{c(['5', '2, 9', '0, 10, 3', '1, 2, 0.25', '5.0', '10, 0, -2', '0, 5, dtype=`float32`', '3, 3'])}"
        yield "linspace", f"{c(['0, 1', '0.0, 1.0', 'ops.zeros(3), 1.0'])}{c(['', ', 5', ', num=7', ', 4, endpoint=False', ', 3, dtype=`float16`'])}"
        yield "logspace", f"{c(['0, 1', '0.0, 2.0'])}{c(['', ', 5', ', num=7', ', 4, base=2'])}"
        yield "full_like", f"{a(rng)}, {c(['3', '2.5', '1, dtype=`int32`'])}"
        yield "identity", c(["3", "4, dtype=`int32`"])
        yield "tri", c(["3", "3, 4", "2, M=5", "3, k=1", "3, 2, dtype=`int32`"])
        yield c(["hamming", "hanning", "bartlett", "blackman"]), c(["5", "8"])
        yield "kaiser", c(["5, 1.5", "8, beta=2.0"])
        yield "meshgrid", f"ops.arange({c([2, 3])}), ops.arange({c([4, 5])}){c(['', ', ops.arange(2)'])}{c(['', ', indexing=`ij`', ', indexing=`xy`'])}"
        yield "vander", f"ops.arange({c([2, 3])}){c(['', ', N=2', ', 5', ', increasing=True'])}"


def joined(rng):
    c = rng.choice
    for _ in range(20):
        yield "append", f"{a(rng)}, {a(rng)}{c(['', ', axis=0', ', axis=-1', ', axis=1'])}"
        yield c(["hstack", "vstack", "dstack"]), f"[{a(rng, FLOAT, ['(2, 3)', '(4, 3)', '(2, 3)'])}, {a(rng, FLOAT, ['(2, 3)'])}]"
        yield "array_split", f"{a(rng)}, {c(['2', '3'])}{c(['', ', axis=-1'])}"
        yield c(["hsplit", "vsplit"]), f"ops.ones((4, 6)), {c(['2', '[1, 3]'])}"
        yield "split", f"ops.ones((4, 6)), {c(['[1, 3]', '(2,)', '2', '[1, 2]'])}{c(['', ', axis=1'])}"
        yield "diag", f"{a(rng, FLOAT, ['(3,)', '(2, 3)', '(3, 3)'])}{c(['', ', k=1', ', -1'])}"
        yield "diagflat", f"{a(rng, FLOAT)}{c(['', ', k=1', ', -1'])}"
        yield c(["diagonal", "trace"]), f"{a(rng)}{c(['', ', 1', ', offset=-1', ', axis1=0, axis2=-1'])}"
        yield "rot90", f"{a(rng, FLOAT, ['(2, 3)', '(4, 2, 3)'])}{c(['', ', k=2', ', 3', ', axes=(1, 0)'])}"
        yield "outer", f"{a(rng)}, {a(rng)}"
        yield "inner", f"{a(rng)}, {a(rng)}"
        yield "vdot", f"{a(rng, FLOAT, ['(3,)', '(4,)'])}, {a(rng, FLOAT, ['(3,)'])}"
        yield "kron", f"{a(rng, FLOAT, ['(2, 3)', '(3, 3)'])}, {a(rng, FLOAT, ['(2, 2)'])}"
        yield "cross", f"{a(rng, FLOAT, ['(3,)', '(2, 3)'])}, {a(rng, FLOAT, ['(3,)', '(2, 3)'])}"
        yield "take_along_axis", f"ops.ones((4, 3)), ops.zeros({c(['(4, 2)', '(1, 3)', '(4, 3)'])}, 'int32'), axis={c([0, 1, -1])}"
        yield "get_item", f"{a(rng, FLOAT, ['(4, 2, 3)', '(4, 3)'])}, {c(['0', 'slice(1, 3)', '(slice(None), 0)', '-1'])}"
        yield "size", a(rng)
        yield "diff", f"{a(rng, FLOAT)}{c(['', ', n=2', ', axis=0', ', 1, -1'])}"
        yield "rearrange", f"ops.ones((2, 4, 6)), {c(['`b h w -> b w h`', '`b h w -> b (h w)`', '`b (h p) w -> b h p w`, p=2', '`a b c -> (a b c)`'])}"
        yield "view_as_real", "ops.cast(ops.ones((2, 3)), 'complex64')"
        yield "view_as_complex", "ops.ones((3, 2))"


def counted(rng):
    c = rng.choice
    for _ in range(20):
        yield "average", f"{a(rng)}{c(['', ', axis=0', ', axis=-1', ', axis=4'])}"
        yield c(["quantile", "percentile"]), f"{a(rng, FLOAT)}, {c(['0.5', '[0.1, 0.9]', 'q=0.25'])}{c(['', ', axis=0', ', axis=-1, keepdims=True'])}"
        yield "moments", f"{a(rng, FLOAT)}, {c(['axes=[0]', '[-1]', '[0], keepdims=True'])}"
        yield "trapezoid", f"{a(rng, FLOAT)}{c(['', ', dx=0.5', ', axis=0'])}"
        yield "corrcoef", a(rng, FLOAT, ["(2, 3)", "(3, 3)"])
        yield "correlate", f"ops.ones({c([5, 7])}), ops.ones(3){c(['', ', mode=`same`', ', `full`'])}"
        yield "digitize", f"{a(rng, FLOAT)}, np.array([0.0, 1.0])"
        yield "searchsorted", f"ops.arange(5), {c(['ops.arange(3)', 'ops.ones(4, `int32`)'])}"
        yield "argpartition", f"{a(rng, FLOAT)}, 1"
        yield "isin", f"{a(rng)}, ops.ones(2)"
        yield "allclose", f"{a(rng, FLOAT, ['(3,)'])}, {a(rng, FLOAT, ['(2, 3)'])}"
        yield c(["nancumsum", "nancumprod"]), f"{a(rng)}, axis={c([0, -1])}"
        yield "cdist", f"{a(rng, FLOAT, ['(2, 3)', '(4, 3)'])}, {a(rng, FLOAT, ['(5, 3)'])}"
        yield "extract_sequences", f"{a(rng, FLOAT, ['(16,)', '(2, 20)'])}, {c(['4, 2', '8, 4', 'sequence_length=5, sequence_stride=5'])}"
        yield c(["segment_sum", "segment_max"]), f"{a(rng, ('float32',), ['(4, 3)', '(4,)'])}, ops.cast([0, 0, 1, 2], 'int32'), num_segments={c([3, 5])}"
        yield "histogram", f"{a(rng, FLOAT, ['(8,)'])}{c(['', ', bins=4', ', 5'])}"
        yield "multi_hot", f"ops.cast({c(['[0, 2]', '[[0, 1], [1, 2]]'])}, 'int32'), {c(['3', 'num_classes=5'])}"
        yield "in_top_k", f"ops.zeros(2, 'int32'), ops.ones((2, 5)), {c(['1', 'k=2'])}"


def solved(rng):
    c = rng.choice
    square = ["(3, 3)", "(2, 3, 3)", "(2, 3)"]
    for _ in range(14):
        yield c(["inv", "linalg.inv"]), f"ops.eye(3)"
        for name in ("det", "cholesky", "eigh", "slogdet", "logdet", "inv"):
            yield name, c(["ops.eye(3)", "ops.eye(2)", "ops.stack([ops.eye(3)] * 2)", a(rng, FLOAT, ["(2, 3)", "(3,)"])])
        yield "pinv", a(rng, FLOAT, ["(2, 3)", "(4, 2)"])
        yield "qr", f"{a(rng, FLOAT, ['(2, 3)', '(4, 2)', '(2, 4, 3)'])}{c(['', ', mode=`complete`', ', `reduced`'])}"
        yield "svd", f"{a(rng, FLOAT, ['(2, 3)', '(4, 2)', '(2, 4, 3)'])}{c(['', ', full_matrices=False', ', False', ', compute_uv=False'])}"
        yield c(["solve", "linalg.solve"]), f"ops.eye(3), {a(rng, FLOAT, ['(3,)', '(3, 2)', '(4,)', '(2, 3)'])}"
        yield "solve_triangular", f"ops.eye(3), {a(rng, FLOAT, ['(3, 2)', '(3, 1)'])}{c(['', ', lower=True'])}"
        yield "lstsq", f"{a(rng, FLOAT, ['(4, 2)', '(5, 2)'])}, ops.ones({c(['(4, 3)', '(5, 1)'])})"
        yield "lu_factor", "ops.eye(3)"
        yield "norm", f"{a(rng, FLOAT, ['(2, 3)', '(4, 2)'])}{c(['', ', ord=2, axis=-1', ', axis=(0, 1)'])}"


def called(rng):
    c = rng.choice
    for _ in range(14):
        n = c([3, 5])
        yield "map", f"lambda t: {c(['t * 2', 'ops.sum(t)', 'ops.concatenate([t, t])'])}, ops.ones(({n}, 2))"
        yield "vectorized_map", f"lambda t: {c(['t + 1', 'ops.sum(t)'])}, ops.ones(({n}, 2))"
        yield "scan", f"lambda s, t: (s + t, {c(['s', 's * 2'])}), ops.zeros(()), ops.ones({n})"
        yield "associative_scan", f"lambda p, q: p + q, ops.ones(({n}, 2))"
        yield "fori_loop", f"0, {n}, lambda i, s: s + 1.0, ops.zeros(({n}, 2))"
        yield "while_loop", f"lambda i, s: i < {n}, lambda i, s: (i + 1, s * 2), (0, ops.ones({n}))"
        yield "cond", f"{c(['True', 'ops.sum(ops.ones(2)) > 1'])}, lambda: ops.ones({n}), lambda: ops.zeros({n})"
        yield "switch", f"{c([0, 1, 'ops.cast(1, `int32`)'])}, [lambda t: t, lambda t: t * 2], ops.ones({n})"
        yield "scatter", f"[[0], [2]], {c(['[1.0, 2.0]', 'ops.ones(2)'])}, ({n},)"
        yield "scatter_update", f"ops.ones(({n}, 2)), [[0, 1]], [5.0]"
        yield "slice", f"ops.ones((4, 6)), {c(['(0, 1)', '[1, 2]'])}, {c(['(2, 3)', '(3, 2)', 'shape=(1, 4)'])}"
        yield "slice_update", f"ops.ones((4, 6)), (1, 1), ops.zeros({c(['(2, 2)', '(1, 3)'])})"
        yield "unravel_index", f"ops.cast([1, 2], 'int32'), {c(['(2, 3)', '(2, 2, 2)'])}"


def cases(rng):
    for family in (elementwise, made, joined, counted, solved, called):
        for name, rest in family(rng):
            yield f"keras.ops.{name}", f"ops.{name}({rest})".replace("`", "'")
    c = rng.choice
    for _ in range(8):
        yield "keras.random.gamma", f"keras.random.gamma({c(['(2, 3)', '(4,)'])}, {c(['0.5', 'alpha=1.0'])})"
        yield "keras.random.beta", f"keras.random.beta({c(['(2, 3)', '(4,)'])}, 0.5, 1.0{c(['', ', seed=1'])})"
        yield "keras.random.binomial", f"keras.random.binomial({c(['(2, 3)', '(4,)'])}, 5.0, 0.5)"
        yield "keras.random.categorical", f"keras.random.categorical(ops.ones({c(['(2, 3)', '(4, 5)'])}), {c(['2', 'num_samples=6'])}{c(['', ', dtype=`int32`', ', seed=2'])})".replace("`", "'")
        yield "keras.random.dropout", f"keras.random.dropout({a(rng, FLOAT)}, {c(['0.5', 'rate=0.1'])}{c(['', ', seed=3'])})"
        yield "keras.random.shuffle", f"keras.random.shuffle({a(rng)}{c(['', ', axis=0', ', seed=4'])})"
