"""PyTorch's functions and methods that take elements by their positions, write them, and find them."""

import ast

HEADER = "import numpy as np\nimport torch"
LIBRARIES = ["torch"]

F = ["torch.zeros(2, 3)", "torch.arange(6).reshape(2, 3)", "torch.ones(2, 3, dtype=torch.float64)", "torch.rand(2, 3)"]
X = F + ["torch.zeros(5, 3)", "torch.zeros(2, 3, 4)", "torch.arange(5)", "torch.tensor(2.0)"]
POSITIONS = ["torch.tensor([0, 1])", "torch.tensor([1])", "torch.tensor([0, 1, 1, 0])", "torch.tensor(0)", "torch.tensor([2])", "torch.tensor([5])", "torch.tensor([[0]])", "torch.tensor([0, 1], dtype=torch.int32)", "torch.tensor([0.0, 1.0])", "torch.tensor([-1])", "torch.zeros(0, dtype=torch.long)", "torch.LongTensor([0, 1])"]
TABLES = ["torch.tensor([[0], [1]])", "torch.tensor([[0, 1, 2], [2, 1, 0]])", "torch.zeros(2, 5, dtype=torch.long)", "torch.tensor([[0, 1, 1]])", "torch.tensor([[3], [0]])", "torch.tensor([0, 1])", "torch.zeros(3, 2, dtype=torch.long)", "torch.zeros(2, 2)", "torch.tensor([[-1], [0]])", "torch.randint(0, 2, (2, 3))", "torch.zeros(1, 1, dtype=torch.int32)", "torch.ones(2, 1).long()", "torch.argsort(torch.rand(2, 3), dim=1)"]
SOURCES = ["torch.ones(2, 3)", "1.0", "2", "torch.ones(2, 3, dtype=torch.long)", "torch.ones(2, 1)", "torch.ones(3, 5)", "torch.ones(2)", "value=3.0", "src=torch.ones(2, 5)"]
MASKS = ["torch.ones(2, 3, dtype=torch.bool)", "torch.tensor([True, False, True])", "torch.tensor([[True], [False]])", "torch.tensor([True, False])", "torch.ones(2, 3)", "torch.zeros(4, 2, 3, dtype=torch.bool)", "torch.rand(2, 3) > 0.5", "torch.tensor(True)", "torch.ones(2, 3, dtype=torch.uint8)", "torch.zeros(3).bool()", "torch.rand(2, 3).ge(0.5)"]
DIMS = ["0", "1", "1", "-1", "dim=1", "2"]


def both(rng, name, subject, args, in_place=0.0):
    if rng.random() < in_place:
        return f"torch.Tensor.{name}_", f"{subject}.{name}_({args})"
    if rng.random() < 0.5:
        return f"torch.Tensor.{name}", f"{subject}.{name}({args})"
    return f"torch.{name}", f"torch.{name}({subject}{', ' if args else ''}{args})"


def taking(rng):
    c = rng.choice
    for _ in range(110):
        yield both(rng, "gather", c(F), f"{c(DIMS)}, {c(['', 'index='])}{c(TABLES)}")
    for _ in range(100):
        yield both(rng, "index_select", c(X), f"{c(DIMS)}, {c(['', 'index='])}{c(POSITIONS)}")
    for _ in range(40):
        yield both(rng, "take", c(X), c(POSITIONS + TABLES))
    for _ in range(60):
        yield both(rng, "take_along_dim", c(F), f"{c(['', 'indices='])}{c(TABLES)}{c(['', ', 1', ', dim=1', ', 0', ', dim=-1', ', 2'])}")
    for _ in range(20):
        yield both(rng, "masked_select", c(F), c(MASKS[:2] + MASKS[2:6] + ["torch.tensor([[True, False, True], [False, True, True]])"] * 3))
    for _ in range(14):
        yield "torch.masked_select", c(["torch.masked_select(torch.arange(4), torch.tensor([True, False, True, True]))", "torch.arange(3).masked_select(mask=torch.tensor([True, True, False]))", "torch.masked_select(torch.zeros(2, 2), torch.tensor([[True, False], [True, True]]))"])


def writing(rng):
    c = rng.choice
    for _ in range(110):
        yield both(rng, "scatter", c(F), f"{c(DIMS[:5])}, {c(TABLES)}, {c(SOURCES)}", 0.4)
    for _ in range(60):
        yield both(rng, "scatter_add", c(F), f"{c(DIMS)}, {c(TABLES)}, {c(SOURCES[:1] * 4 + SOURCES[3:7])}", 0.3)
    for _ in range(50):
        reduce = c(["`sum`", "reduce=`mean`", "`amax`", "`prod`, include_self=False", "reduce=`amin`"])
        yield both(rng, "scatter_reduce", c(["torch.zeros(2, 3)", "torch.rand(2, 3)"]), f"{c(DIMS)}, {c(TABLES)}, {c(SOURCES[:1] * 4 + SOURCES[3:7])}, {reduce}", 0.3)
    rows = ["torch.ones(2, 3)", "torch.ones(4, 3)", "torch.ones(1, 3)", "torch.ones(2, 2)", "torch.ones(2, 3, dtype=torch.long)", "torch.ones(5, 2)", "torch.ones(3)"]
    for name in ("index_add", "index_copy"):
        for _ in range(60):
            more = c(["", "", ", alpha=2"]) if name == "index_add" else ""
            yield both(rng, name, c(["torch.zeros(5, 3)", "torch.zeros(2, 3)", "torch.zeros(5, 3)"]), f"{c(['0', '0', 'dim=0', '1', '-1', '2'])}, {c([''])}{c(POSITIONS)}, {c(rows)}{more}", 0.3)
    for _ in range(24):
        yield both(rng, "index_reduce", "torch.zeros(5, 3)", f"0, {c(POSITIONS[:4])}, {c(rows)}, {c(['`prod`', '`mean`', '`amax`, include_self=False'])}", 0.3)
    for _ in range(50):
        yield both(rng, "index_fill", c(X[:6]), f"{c(DIMS)}, {c(POSITIONS)}, {c(['1', '2.5', 'value=3', 'torch.tensor(1.0)', 'torch.ones(2)'])}", 0.3)
    for _ in range(70):
        yield both(rng, "masked_fill", c(F), f"{c(['', 'mask='])}{c(MASKS)}, value={c(['0', '1', 'torch.tensor(1)', 'torch.ones(2)'])}", 0.3)
    for _ in range(20):
        yield both(rng, "masked_fill", c(["torch.zeros(2, 3)", "torch.rand(4, 2, 3)"]), f"{c(['torch.rand(2, 3) > 0.5', 'torch.tensor([True, False, True])'])}, {c(['float(`-inf`)', '-1e9', '-torch.inf', 'float(`nan`)'])}", 0.3)
    for _ in range(36):
        yield both(rng, "masked_scatter", c(["torch.zeros(2, 3)", "torch.ones(2, 3)"]), f"{c(MASKS[:5])}, {c(['torch.ones(6)', 'torch.ones(6)', 'torch.ones(6, dtype=torch.long)', 'torch.ones(2, 3)'])}", 0.3)
    for _ in range(16):
        yield both(rng, "index_put", "torch.zeros(5, 3)", f"{c(['(torch.tensor([0, 1]),)', '[torch.tensor([0, 1]), torch.tensor([1, 2])]'])}, {c(['torch.tensor(1.0)', 'torch.tensor(1)', 'torch.ones(1)'])}{c(['', ', True', ', accumulate=True'])}", 0.4)


def finding(rng):
    c = rng.choice
    values = ["torch.zeros(2, 3)", "0", "1.5", "torch.ones(3)", "torch.arange(3)", "torch.tensor(2.0)", "torch.tensor(1)", "torch.ones(2, 1, dtype=torch.float64)", "True", "torch.ones(2)", "torch.ones(4, 2, 3)", "torch.tensor(1.0, dtype=torch.float64)"]
    conditions = ["torch.rand(2, 3) > 0.5", "torch.ones(2, 3, dtype=torch.bool)", "torch.tensor([True, False, True])", "torch.tensor(True)", "torch.rand(2, 1) > 0.5", "torch.zeros(2, 3)", "torch.zeros(2, 3, dtype=torch.uint8)", "condition=torch.ones(3).bool()"]
    for _ in range(120):
        a, b = c(values), c(values)
        condition = c(conditions)
        pair = f"input={a}, other={b}" if condition.startswith("condition=") and a.startswith("torch") else f"{a}, {b}"
        yield "torch.where", f"torch.where({condition if '=' in pair or not condition.startswith('condition=') else condition[10:]}, {pair})"
    for _ in range(24):
        yield "torch.Tensor.where", f"{c(F)}.where({c(conditions[:6])}, {c(values)})"
    known = ["torch.tensor([1, 0, 2])", "torch.tensor([[0, 1], [2, 3]])", "torch.tensor(3)", "torch.tensor([True, False])", "torch.arange(5)", "torch.eye(3)", "torch.zeros(2, 3)"]
    for x in known[:5]:
        for name in ("nonzero", "argwhere"):
            yield f"torch.{name}", f"torch.{name}({x})"
            yield f"torch.Tensor.{name}", f"{x}.{name}()"
        yield "torch.nonzero", f"torch.nonzero({x}, as_tuple=True)"
        yield "torch.Tensor.nonzero", f"{x}.nonzero(as_tuple=True)"
        yield "torch.Tensor.nonzero", f"{x}.nonzero(as_tuple=False)"
        yield "torch.where", f"torch.where({x} > 0)"
        yield "torch.where", f"torch.where({x} > 0)[0].shape"
    for _ in range(60):
        sought = c(["torch.tensor([1, 2])", "3", "2.5", "torch.zeros(2, 4)", "torch.tensor(1)", "torch.zeros(2, 3)", "torch.zeros(3, 3, dtype=torch.long)", "torch.zeros(2, 2, 2)"])
        more = c(["", "", ", right=True", ", side=`left`", ", out_int32=True", ", side=`right`", ", side=`middle`", ", right=True, side=`left`"])
        yield "torch.searchsorted", f"torch.searchsorted({c(['torch.arange(5)', 'torch.linspace(0, 1, 5)', 'torch.arange(10).reshape(2, 5)', 'torch.zeros(2, 2, 5)'])}, {sought}{more})"
        yield "torch.bucketize", f"torch.bucketize({sought}, {c(['torch.arange(5)', 'torch.linspace(0, 1, 5)', 'boundaries=torch.arange(3)', 'torch.zeros(2, 5)'])}{c(['', '', ', right=True', ', out_int32=True'])})"
    for _ in range(30):
        yield "torch.isin", f"torch.isin({c(['torch.arange(6).reshape(2, 3)', '3', 'torch.zeros(4)', 'elements=torch.arange(3)'])}, test_elements={c(['torch.arange(3)', '2', 'torch.zeros(2, 2)', '[1, 2]'])}{c(['', ', invert=True', ', assume_unique=False'])})"


def parses(program):
    """A positional argument may come behind a named one by chance."""
    try:
        ast.parse(program)
    except SyntaxError:
        return False
    return True


def cases(rng):
    for part in (taking, writing, finding):
        for name, program in part(rng):
            if parses(program := program.replace("`", "'")):
                yield name, program
