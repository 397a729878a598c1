"""PyTorch's functions and methods that give tensors other shapes: their elements stay, or come several times."""

import ast

HEADER = "import numpy as np\nimport torch"
LIBRARIES = ["torch"]

X = ["torch.zeros(2, 3, 4)", "torch.arange(24).reshape(2, 3, 4)", "torch.ones(2, 3, 4, dtype=torch.float64)"]
MATRIX = ["torch.zeros(2, 6)", "torch.arange(12).reshape(2, 6)"]
ANY = X + MATRIX + ["torch.arange(12)", "torch.tensor(3.0)", "torch.zeros(1, 3, 1, 4)", "torch.zeros(0, 4)", "torch.ones(2, 1, dtype=torch.int32)"]
ONES = ["torch.zeros(1, 3, 1)", "torch.zeros(2, 1, 3)", "torch.ones(1)", "torch.zeros(1, 1)", "torch.tensor(2)", "torch.arange(3).reshape(1, 3)", "torch.zeros(2, 3)", "torch.zeros(1, 0, 1)"]


def both(rng, name, subject, args, keyword="input"):
    """As the function or as the method."""
    if rng.random() < 0.5:
        return f"torch.Tensor.{name}", f"{subject}.{name}({args})"
    first = f"{keyword}={subject}" if "=" in args and rng.random() < 0.3 and not any(a and "=" not in a for a in args.split(", ")) else subject
    return f"torch.{name}", f"torch.{name}({first}{', ' if args else ''}{args})"


def programs(rng):
    c = rng.choice
    shapes = ["-1", "2, -1", "6, 4", "4, 3, 2", "-1, 4", "2, 12", "24", "1, -1, 2", "5, -1", "-1, -1", "2, 3, 4", "7", "2, 3, -2", "8, 3", "-1, 1", "3, 8, 1", "2, 2, -1, 3"]
    for _ in range(60):
        shape = c(shapes)
        given = c([f"({shape},)", f"[{shape}]", f"shape=({shape},)"])
        yield "torch.reshape", f"torch.reshape({c(X)}, {given})"
        yield "torch.Tensor.reshape", f"{c(X)}.reshape({c([shape, shape, given])})"
        yield "torch.Tensor.view", f"{c(X)}.view({c([shape, shape, f'({shape},)', f'[{shape}]'])})"
    for _ in range(20):
        yield "torch.Tensor.view", f"{c(X)}.view({c(['-1, x.size(-1)', 'x.size(0), -1', 'x.shape[0] * x.shape[1], 4', 'x.shape[0], x.shape[1] // 3, -1', '*x.shape', 'x.shape', '-1, *x.shape[1:]', 'x.numel()', 'x.size()'])})".replace("x.", "torch.zeros(2, 3, 4).")
        yield "torch.Tensor.reshape", f"{c(['torch.tensor(3)', 'torch.zeros(0, 3)', 'torch.ones(1)'])}.reshape({c(['1', '-1', '()', '1, 1', '3, 0', '0', '2'])})"
    for _ in range(40):
        yield "torch.Tensor.view", f"{c(['torch.zeros(2, 4)', 'torch.zeros(3, 4, dtype=torch.int64)', 'torch.zeros(2, 6, dtype=torch.uint8)', 'torch.zeros(2, 4, dtype=torch.float16)', 'torch.tensor(3)', 'torch.zeros(8, dtype=torch.int8)'])}.view({c(['torch.float32', 'torch.int32', 'torch.float64', 'torch.uint8', 'torch.int16', 'torch.complex64', 'torch.int64', 'dtype=torch.float16'])})"
    others = ["torch.zeros(6, 4)", "torch.zeros(24)", "torch.zeros(2, 12, 1)", "torch.zeros(5, 5)", "torch.zeros(2, 3, 4)", "torch.tensor(1)"]
    for _ in range(12):
        yield "torch.Tensor.view_as", f"{c(X)}.view_as({c(others)})"
        yield "torch.Tensor.reshape_as", f"{c(X)}.reshape_as({c(['', 'other='])}{c(others)})"
    for _ in range(50):
        yield both(rng, "flatten", c(ANY), c(["", "1", "start_dim=1", "0, 1", "-2", "1, -1", "start_dim=-2, end_dim=-1", "2", "0, 0", "end_dim=1", "1, 2", "2, 1", "5"]))
    for _ in range(50):
        yield both(rng, "unflatten", c(X + MATRIX), c(["1, (3, -1)", "1, (1, 3)", "-1, (2, 2)", "-1, [2, -1]", "0, (2, 1)", "2, (4, 1)", "dim=1, sizes=(3, 1)", "1, (2, 2)", "1, (-1, -1)", "3, (1, 2)", "1, (-1, 3)", "1, (6,)", "0, (-1,)"]))
    for _ in range(8):
        yield both(rng, "ravel", c(ANY), "")
    orders = ["2, 0, 1", "0, 2, 1", "-1, 0, 1", "0, 1, 2", "1, 0", "0, 1, 1", "0, 1, 3", "2, 1, 0", "0, -1, -2", "0"]
    for _ in range(40):
        order = c(orders)
        yield "torch.permute", f"torch.permute({c(X)}, {c([f'({order},)', f'[{order}]', f'dims=({order},)'])})"
        yield "torch.Tensor.permute", f"{c(X)}.permute({c([order, order, f'({order},)', f'[{order}]', f'dims=({order},)'])})"
    for name in ("transpose", "swapaxes", "swapdims"):
        names = ("axis0", "axis1") if name == "swapaxes" else ("dim0", "dim1")
        for _ in range(30):
            a, b = c(["0", "1", "2", "-1", "-2"]), c(["0", "1", "2", "-1", "3", "-3"])
            yield both(rng, name, c(ANY), c([f"{a}, {b}", f"{a}, {b}", f"{names[0]}={a}, {names[1]}={b}", f"{a}, {names[1]}={b}"]))
    for _ in range(16):
        yield both(rng, "t", c(ANY), "")
        yield both(rng, "adjoint", c(ANY + ["torch.zeros(2, 3, dtype=torch.complex64)"]), "")
    for name in ("T", "mT", "H", "mH"):
        for subject in ANY:
            yield f"torch.Tensor.{name}", f"{subject}.{name}"
    for name in ("movedim", "moveaxis"):
        for _ in range(36):
            yield both(rng, name, c(X + ["torch.zeros(2, 3, 4, 5)"]), c(["0, 1", "0, -1", "-1, 0", "(0, 1), (1, 0)", "(0, 1), (-1, -2)", "[0, 2], [1, 0]", "source=0, destination=2", "1, 1", "0, 4", "(0, 1), (1, 1)", "(0, 0), (1, 2)", "(0,), (2,)", "-1, 1", "(0, 1), (0,)"]))
    for _ in range(60):
        yield both(rng, "squeeze", c(ONES), c(["", "", "0", "-1", "1", "dim=0", "dim=-1", "(0, 1)", "2", "dim=(0, 2)", "axis=1", "(0, 0)"]))
        yield both(rng, "unsqueeze", c(ANY), c(["0", "-1", "1", "2", "dim=1", "dim=-2", "4", "-4", "axis=0"]))
    thin = ["torch.zeros(3, 1)", "torch.arange(3).reshape(3, 1)", "torch.zeros(1, 4)", "torch.zeros(2, 1, 4)", "torch.tensor(3)", "torch.zeros(3)", "torch.zeros(1)"]
    for _ in range(70):
        size = c(["3, 4", "-1, 4", "2, 3, 4", "2, -1, 4", "4", "5, 4", "-1, 3, 4", "3, -1", "2, 3, 3", "1, 4", "2, 5, 4", "3, 0", "2, 3, -1"])
        yield "torch.Tensor.expand", f"{c(thin)}.expand({c([size, size, f'({size},)', f'[{size}]', f'size=({size},)'])})"
        yield "torch.broadcast_to", f"torch.broadcast_to({c(thin)}, {c([f'({size},)', f'size=({size},)'])})"
    for _ in range(14):
        yield "torch.Tensor.expand_as", f"{c(thin)}.expand_as({c(['torch.zeros(3, 4)', 'torch.zeros(2, 3, 4)', 'torch.zeros(3)', 'torch.zeros(2, 2, 4)'])})"
        yield "torch.Tensor.broadcast_to", f"{c(thin)}.broadcast_to({c(['3, 4', '(2, 3, 4)', '3', '5'])})"
    parts = ["torch.zeros(3, 1)", "torch.zeros(4)", "torch.arange(3)", "torch.zeros(2, 1, 1)", "torch.tensor(1)", "torch.zeros(3, 4)", "torch.zeros(2, 4)"]
    for _ in range(40):
        some = ", ".join(c(parts) for _ in range(c([1, 2, 2, 3])))
        yield "torch.broadcast_tensors", c([f"torch.broadcast_tensors({some})", f"torch.broadcast_tensors([{some}])"])
        shapes = ", ".join(c(["(3, 1)", "(4,)", "(2, 1, 1)", "()", "(3, 4)", "torch.zeros(2, 4).shape", "[1, 4]"]) for _ in range(c([1, 2, 3])))
        yield "torch.broadcast_shapes", f"torch.zeros(torch.broadcast_shapes({shapes}))"
    for _ in range(60):
        times = c(["2", "1, 2", "2, 1, 1", "1, 1, 2", "3, 1", "0, 1", "2, 2, 1, 1", "1, -1, 1", "1, 1, 0"])
        yield "torch.Tensor.repeat", f"{c(['torch.zeros(2, 3)', 'torch.arange(3)', 'torch.zeros(2, 3, 4)', 'torch.tensor(3)'])}.repeat({c([times, times, f'({times},)', f'[{times}]', f'repeats=({times},)'])})"
        yield c(
            [
                ("torch.tile", f"torch.tile({c(['torch.zeros(2, 3)', 'torch.arange(3)', 'torch.tensor(3)'])}, ({times},))"),
                ("torch.Tensor.tile", f"{c(['torch.zeros(2, 3)', 'torch.arange(3)'])}.tile({c([times, f'({times},)'])})"),
            ]
        )
    for _ in range(80):
        args = c(["2", "3, dim=0", "2, 1", "repeats=2, dim=-1", "torch.tensor([1, 2]), dim=0", "torch.tensor([1, 2, 3]), dim=1", "torch.tensor([1, 2]), dim=1", "torch.tensor([2]), dim=1", "torch.tensor(3)", "2, dim=2", "0", "-1", "torch.tensor([1, 2]), dim=0, output_size=3", "2, dim=0, output_size=4"])
        yield both(rng, "repeat_interleave", c(["torch.zeros(2, 3)", "torch.arange(6).reshape(2, 3)", "torch.zeros(2, 3, 4)", "torch.ones(2, 3, dtype=torch.int32)"]), args)
    for repeats in ("torch.tensor([1, 2, 3])", "torch.arange(4)", "torch.tensor([2, 0])"):
        yield "torch.repeat_interleave", f"torch.repeat_interleave({repeats})"
    lines = ["torch.arange(2)", "torch.arange(3)", "torch.linspace(0, 1, 4)", "torch.tensor(1)", "torch.zeros(2, 2)"]
    for _ in range(40):
        some = ", ".join(c(lines[:4] if rng.random() < 0.9 else lines) for _ in range(c([1, 2, 2, 3])))
        yield "torch.meshgrid", f"torch.meshgrid({c([some, some, f'[{some}]'])}{c(['', ', indexing=`ij`', ', indexing=`xy`'])})"
    for n in (1, 2, 3):
        for subject in ["torch.tensor(3)", "torch.arange(3)", "torch.zeros(2, 3)", "torch.zeros(2, 3, 4)", "torch.zeros(2, 3, 4, 5)"]:
            yield f"torch.atleast_{n}d", f"torch.atleast_{n}d({subject})"
            yield f"torch.atleast_{n}d", f"torch.atleast_{n}d({subject}, torch.arange(2))"
            yield f"torch.atleast_{n}d", f"torch.atleast_{n}d(({subject}, torch.tensor(2)))"
    for _ in range(20):
        yield "torch.combinations", f"torch.combinations({c(['torch.arange(4)', 'torch.zeros(5)', 'torch.zeros(2, 2)', 'torch.arange(1)'])}{c(['', ', 2', ', r=3', ', 3, True', ', with_replacement=True', ', r=0', ', 1'])})"
        yield "torch.cartesian_prod", f"torch.cartesian_prod({', '.join(c(lines[:2] * 5 + ['torch.zeros(2, 2)']) for _ in range(c([1, 2, 3])))})"


def parses(program):
    """A positional argument may come behind a named one by chance."""
    try:
        ast.parse(program)
    except SyntaxError:
        return False
    return True


def cases(rng):
    for name, program in programs(rng):
        if parses(program := program.replace("`", '"')):
            yield name, program
