"""Tensors of PyTorch that are made: of a size, of data, of another tensor, by chance."""

import ast

HEADER = "import numpy as np\nimport torch"
LIBRARIES = ["torch"]

DTYPES = ["torch.float32", "torch.float64", "torch.int64", "torch.int32", "torch.bool", "torch.float16", "torch.uint8", "torch.complex64", "torch.long", "torch.double", "float", "int"]
FLOATS = ["torch.float32", "torch.float64", "torch.double", "torch.half", "torch.bfloat16", "float"]
SIZES = ["2", "2, 3", "(2, 3)", "[4]", "2, 3, 4", "()", "0, 3", "torch.Size([2, 5])", "torch.zeros(3, 4).shape", "np.int64(3)", "*(2, 3)", "(2, -1)", "2.5", "size=(2, 3)"]
SEQUENCES = ["(2, 3)", "[4]", "()", "(0, 3)", "torch.Size([2, 5])", "torch.zeros(3, 4).shape", "size=(2, 3)", "(2, 3, 4)"]
TENSORS = [
    "torch.zeros(2, 3)",
    "torch.ones(4, dtype=torch.float64)",
    "torch.rand(2, 1, 3)",
    "torch.tensor(3.0)",
    "torch.zeros(0, 2)",
    "torch.arange(6)",
    "torch.arange(6).reshape(2, 3)",
    "torch.tensor([True, False])",
    "torch.zeros(2, 3, dtype=torch.complex64)",
]
DATA = [
    "3", "2.5", "True", "[1, 2, 3]", "[1.5, 2]", "[[1, 2], [3, 4]]", "[[1, 2], [3]]", "[]", "[[], []]", "(1, 2)", "[(1, 2.0), (3, 4)]", "[True, False]", "[1, True]",
    "range(4)", "np.zeros((2, 3))", "np.arange(3)", "np.float32(2)", "np.float64(3)", "np.ones((2, 2), dtype=np.float32)", "[np.float64(1), np.float64(2)]",
    "[np.zeros(3), np.zeros(3)]", "[np.arange(3), np.arange(3)]", "torch.zeros(2, 3)", "[torch.tensor(1), torch.tensor(2)]", "[torch.tensor(1.5), torch.tensor(2)]",
    "[torch.zeros(2), torch.zeros(2)]", "None", "'text'", "['a', 'b']", "{}", "np.array(['a', 'b'])", "[i * 2 for i in range(5)]", "[[0] * 3] * 2", "list(range(6))", "[[[1], [2]], [[3], [4]]]",
    "np.array([[True, False]])", "np.array([1, 2], dtype=np.int32)", "[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]",
]


def device(rng):
    return rng.choice(["", "", "", ", device='cpu'", ", requires_grad=False", ", device=torch.device('cpu')"])


def typed(rng, pool=DTYPES):
    return rng.choice(["", "", f", dtype={rng.choice(pool)}"])


def filled(rng):
    c = rng.choice
    for name in ("zeros", "ones", "empty"):
        for _ in range(32):
            yield f"torch.{name}", f"torch.{name}({c(SIZES)}{typed(rng)}{device(rng)})"
    for name in ("rand", "randn"):
        for _ in range(24):
            yield f"torch.{name}", f"torch.{name}({c(SIZES)}{typed(rng, FLOATS + ['torch.int64'])}{device(rng)}{c(['', '', ', generator=torch.Generator()'])})"
    for _ in range(40):
        yield "torch.full", f"torch.full({c(SEQUENCES + ['3', '(2, -2)'])}, {c(['0', '1.5', 'True', '7', 'fill_value=3', 'torch.tensor(2)', 'torch.tensor(2.5)', '-1', '1e9'])}{typed(rng)}{device(rng)})"
    for name in ("zeros_like", "ones_like", "empty_like"):
        for _ in range(24):
            yield f"torch.{name}", f"torch.{name}({c(['', 'input='])}{c(TENSORS)}{typed(rng)}{device(rng)})"
    for name in ("rand_like", "randn_like"):
        for _ in range(20):
            yield f"torch.{name}", f"torch.{name}({c(TENSORS)}{typed(rng, FLOATS)}{device(rng)})"
    for _ in range(24):
        yield "torch.full_like", f"torch.full_like({c(TENSORS)}, {c(['0', '2.5', 'fill_value=True'])}{typed(rng)}{device(rng)})"
    for name in ("new_zeros", "new_ones", "new_empty"):
        for _ in range(18):
            yield f"torch.Tensor.{name}", f"{c(TENSORS)}.{name}({c(SIZES)}{typed(rng)}{device(rng)})"
    for _ in range(24):
        yield "torch.Tensor.new_full", f"{c(TENSORS)}.new_full({c(SEQUENCES)}, {c(['0', '2.5'])}{typed(rng)}{device(rng)})"
    for _ in range(24):
        yield "torch.Tensor.new_tensor", f"{c(TENSORS)}.new_tensor({c(['3', '[1, 2]', '[[1.5], [2.5]]', 'np.arange(3)', '[[1, 2], [3]]'])}{typed(rng)}{device(rng)})"
    for _ in range(10):
        yield "torch.empty_strided", f"torch.empty_strided({c(['(2, 3), (3, 1)', '(2, 3), (1, 2)', '(4,), (1,)', 'size=(2, 2), stride=(2, 1)'])}{typed(rng)})"


def counted(rng):
    c = rng.choice
    whole = ["5", "0, 5", "1, 10, 3", "10, 0, -2", "5, 1", "end=4", "start=1, end=4", "0, end=6, step=2", "-3, 3", "0", "3, 3", "True", "torch.tensor(4)", "2, torch.tensor(6)"]
    fractions = ["5.0", "0, 1, 0.1", "0.5, 3", "1, 0, -0.25", "0, 2.5, 0.5", "0., 10, 3", "1.5, 1.0", "torch.tensor(2.5)"]
    for _ in range(40):
        yield "torch.arange", f"torch.arange({c(whole)}{typed(rng, ['torch.float32', 'torch.int64', 'torch.int32', 'torch.float64', 'torch.long'])}{device(rng)})"
        # A step below one as a whole number ends the process.
        yield "torch.arange", f"torch.arange({c(fractions)}{typed(rng, ['torch.float32', 'torch.float64', 'torch.double'])}{device(rng)})"
    yield "torch.arange", "torch.arange(0, 5, 0)"
    for _ in range(14):
        yield "torch.range", f"torch.range({c(['0, 4', '1, 2, 0.5', '5, 1, -2', '0, 3, step=1'])}{typed(rng, ['torch.float64', 'torch.float32'])})"
    for name in ("linspace", "logspace"):
        for _ in range(28):
            base = c(["", ", base=2", ", 2.0"]) if name == "logspace" else ""
            yield f"torch.{name}", f"torch.{name}({c(['0, 1', '-1.0, 1.0', '3, 10', 'torch.tensor(0.0), 1'])}, {c(['5', '1', '0', 'steps=11', '-2'])}{base if 'steps' not in base else ''}{typed(rng, ['torch.float32', 'torch.float64', 'torch.double'])}{device(rng)})"
    for _ in range(24):
        yield "torch.eye", f"torch.eye({c(['3', '2, 4', 'n=3', '4, m=2', '0', '-1', '3, -1', '1, 1'])}{typed(rng)}{device(rng)})"
    for name in ("tril_indices", "triu_indices"):
        for _ in range(24):
            yield f"torch.{name}", f"torch.{name}({c(['3, 3', '4, 2', '2, 5', '0, 3', 'row=3, col=4', '-1, 3'])}{c(['', ', 1', ', offset=-1', ', 2', ', offset=3'])}{typed(rng, ['torch.int32', 'torch.long'])}{device(rng)})"


def of_data(rng):
    c = rng.choice
    for data in DATA:
        for _ in range(2):
            yield "torch.tensor", f"torch.tensor({data}{typed(rng)}{device(rng)})"
        yield "torch.as_tensor", f"torch.as_tensor({data}{c(['', ', dtype=torch.float32', ', torch.float64', ', device=`cpu`'])})"
        yield "torch.asarray", f"torch.asarray({data}{typed(rng)}{c(['', '', ', copy=True'])})"
    for data in ["np.zeros((2, 3))", "np.arange(4)", "np.ones(3, dtype=np.float32)", "np.array([True])", "np.zeros((2, 0))", "np.array(3.0)", "[1, 2]", "torch.ones(2)", "3", "(1, 2)", "None", "np.array(['a'])", "np.arange(3, dtype=np.uint8)", "np.zeros((1, 2, 3), dtype=np.complex64)", "np.random.rand(3, 4)", "np.random.randn(5).astype(np.float32)", "np.arange(6).reshape(2, 3)"]:
        yield "torch.from_numpy", f"torch.from_numpy({data})"
    for cls in ("Tensor", "FloatTensor", "LongTensor", "DoubleTensor", "IntTensor", "BoolTensor", "ByteTensor", "HalfTensor", "ShortTensor", "CharTensor"):
        for args in ["2, 3", "[1, 2, 3]", "[[1, 2], [3, 4]]", "(2, 3)", "3", "", "2.5", "np.zeros((2, 3))", "[[1, 2], [3]]", "range(3)"]:
            yield f"torch.{cls}", f"torch.{cls}({args})"
    yield "torch.Tensor", "torch.Tensor(torch.ones(2, 3))"
    for s in ["3", "2.5", "True, dtype=torch.int64"]:
        yield "torch.scalar_tensor", f"torch.scalar_tensor({s})"
    parts = ["torch.ones(2)", "torch.ones(2, 1)", "torch.ones(3)", "torch.ones(2, 3, dtype=torch.float64)", "torch.tensor(1.0)", "torch.arange(2)", "torch.zeros(2, 3).double()"]
    for name in ("complex", "polar"):
        for _ in range(26):
            yield f"torch.{name}", f"torch.{name}({c(parts)}, {c(parts)})"
    for _ in range(10):
        yield "torch.set_default_dtype", f"torch.set_default_dtype({c(['torch.float64', 'torch.float32'])})\nx = {c(['torch.zeros(2)', 'torch.tensor([1.5])', 'torch.arange(2.0)', 'torch.linspace(0, 1, 3)', 'torch.eye(2)', 'torch.full((2,), 1.5)'])}\ntorch.set_default_dtype(torch.float32)\nx"


def by_chance(rng):
    c = rng.choice
    for _ in range(60):
        yield "torch.randint", f"torch.randint({c(['10, (2, 3)', '0, 10, (4,)', '3, 10, [2, 2]', 'high=5, size=(3,)', '0, high=5, size=(2,)', '5, 3, (2,)', '0, (2,)', '-5, 5, (2, 1)', '10, size=(2, 3)', '0, 2, ()', '10, 4', '0, 10, torch.Size([3])', '1, 7, size=torch.zeros(2, 3).shape', 'low=1, high=3, size=(2,)', '10, (2, -1)'])}{typed(rng, ['torch.int32', 'torch.float32', 'torch.long', 'torch.uint8'])}{device(rng)})"
    for _ in range(24):
        yield "torch.randint_like", f"torch.randint_like({c(['torch.zeros(2, 3)', 'torch.arange(4)', 'torch.zeros(2, 1, dtype=torch.float64)'])}, {c(['10', '2, 10', 'high=5', 'low=1, high=4', '5, 3'])}{typed(rng, ['torch.int32', 'torch.float32'])})"
    for _ in range(16):
        yield "torch.randperm", f"torch.randperm({c(['5', '0', '10', 'n=3', '-1', 'len([1, 2, 3])'])}{typed(rng, ['torch.int32', 'torch.float32'])}{c(['', ', generator=torch.Generator()'])}{device(rng)})"
    means = ["0.0", "torch.zeros(3)", "torch.zeros(2, 3)", "torch.zeros(2, 1)", "torch.zeros(2)", "torch.arange(3)", "mean=torch.zeros(3)", "torch.zeros(3, dtype=torch.float64)"]
    deviations = ["1.0", "torch.ones(3)", "torch.ones(2, 3)", "torch.ones(1)", "std=torch.ones(3)"]
    for _ in range(50):
        yield "torch.normal", f"torch.normal({c(means[:6])}, {c(deviations)})"
    for _ in range(20):
        yield "torch.normal", f"torch.normal({c(['0.0, 1.0', '0, 1', 'mean=0.0, std=2.0', '-1.5, 0.1'])}, size={c(['(2, 3)', '(4,)', '[2]', 'torch.Size([3])'])}{typed(rng, FLOATS[:3])})"
    for _ in range(14):
        yield "torch.normal", f"torch.normal({c(means)})"
    weights = ["torch.rand(2, 3)", "torch.rand(4)", "torch.arange(3)", "torch.full((2, 2), 0.3, dtype=torch.float64)", "torch.tensor(0.5)", "torch.tensor([True])"]
    for _ in range(12):
        yield "torch.bernoulli", f"torch.bernoulli({c(weights)})"
        yield "torch.Tensor.bernoulli", f"{c(weights)}.bernoulli({c(['', '', '0.5', 'p=0.3'])})"
        yield "torch.poisson", f"torch.poisson({c(weights)})"
    for _ in range(40):
        args = f"{c(['3', '1', '5', '6', '0', 'num_samples=2'])}{c(['', '', ', replacement=True', ', replacement=False'])}"
        subject = c(["torch.ones(5)", "torch.rand(2, 5)", "torch.rand(2, 2, 5)", "torch.arange(1, 6)", "torch.ones(1, 3)"])
        yield "torch.multinomial", c([f"torch.multinomial({subject}, {args})", f"{subject}.multinomial({args})"])


def parses(program):
    """A positional argument may come behind a named one by chance."""
    try:
        ast.parse(program)
    except SyntaxError:
        return False
    return True


def cases(rng):
    for part in (filled, counted, of_data, by_chance):
        for name, program in part(rng):
            if parses(program := program.replace("`", "'")):
                yield name, program
