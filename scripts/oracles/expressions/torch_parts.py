"""PyTorch's functions and methods that join tensors, cut them into parts, turn them and take their diagonals."""

import ast

HEADER = "import numpy as np\nimport torch"
LIBRARIES = ["torch"]

X = ["torch.zeros(2, 3, 4)", "torch.arange(24).reshape(2, 3, 4)", "torch.ones(2, 3, 4, dtype=torch.float64)"]
ANY = X + ["torch.zeros(6, 4)", "torch.arange(12)", "torch.tensor(3.0)", "torch.zeros(4, 4)", "torch.zeros(10)", "torch.zeros(2, 8, 6)"]
MATRICES = ["torch.zeros(3, 4)", "torch.arange(12).reshape(3, 4)", "torch.zeros(4, 4)", "torch.ones(3)", "torch.zeros(2, 3, 4)", "torch.tensor(3)", "torch.zeros(2, 5, dtype=torch.bool)"]
DTYPES = ["", "", "", ", dtype=torch.int64", ", dtype=torch.float64", ", dtype=torch.bool", ", dtype=torch.int32", ", dtype=torch.float16"]


def both(rng, name, subject, args):
    """As the function or as the method."""
    if rng.random() < 0.5:
        return f"torch.Tensor.{name}", f"{subject}.{name}({args})"
    return f"torch.{name}", f"torch.{name}({subject}{', ' if args else ''}{args})"


def some(rng, shapes, most=3):
    return ", ".join(f"torch.ones({rng.choice(shapes)}{rng.choice(DTYPES)})" for _ in range(rng.choice([1, 2, 2, most])))


def joining(rng):
    c = rng.choice
    groups = [["2, 3"], ["2, 3", "4, 3"], ["2, 3", "2, 5"], ["2, 3, 4"], ["2, 3, 4", "2, 1, 4"], ["3"], ["3", "5"], ["2, 3", "0"], ["2, 3", "3"], ["()"], ["2, 3", "2, 3, 1"]]
    for name in ("cat", "concat", "concatenate"):
        for _ in range(44):
            tensors = some(rng, c(groups))
            given = c([f"[{tensors}]", f"({tensors},)", f"[{tensors}]"])
            yield f"torch.{name}", f"torch.{name}({given}{c(['', ', 0', ', 1', ', dim=-1', ', dim=1', ', axis=0', ', -2', ', 2', ', dim=0'])})"
    for _ in range(70):
        tensors = some(rng, c([["2, 3"], ["2, 3"], ["3"], ["()"], ["2, 3", "2, 4"], ["3", "1, 3"], ["2, 3, 4"]]))
        yield "torch.stack", f"torch.stack({c([f'[{tensors}]', f'({tensors},)'])}{c(['', '', ', 0', ', dim=1', ', -1', ', dim=-2', ', 2', ', axis=0', ', 3'])})"
    for name in ("hstack", "vstack", "dstack", "column_stack", "row_stack"):
        for _ in range(26):
            tensors = some(rng, c([["2, 3"], ["3"], ["()"], ["2, 3", "2, 5"], ["2, 3", "4, 3"], ["3", "5"], ["2, 3", "3"], ["2, 3", "2"], ["2, 3, 4"], ["3", "3, 2"]]))
            yield f"torch.{name}", f"torch.{name}({c([f'[{tensors}]', f'({tensors},)'])})"
    for name in ("cat", "stack", "hstack", "vstack"):
        yield f"torch.{name}", f"torch.{name}(torch.zeros(2, 3))"
        yield f"torch.{name}", f"torch.{name}([x for x in torch.zeros(4, 3)])"
        yield f"torch.{name}", f"torch.{name}([torch.zeros(2, 3) for _ in range(3)])"
        yield f"torch.{name}", f"xs = []\nfor i in range(4):\n    xs.append(torch.zeros(1, 3))\ntorch.{name}(xs)"
    for _ in range(24):
        yield "torch.block_diag", f"torch.block_diag({some(rng, ['2, 3', '3', '()', '1, 4', '2, 3, 4'] if rng.random() < 0.3 else ['2, 3', '3', '()', '1, 4'])})"


def splitting(rng):
    c = rng.choice
    for _ in range(90):
        size = c(["2", "3", "1", "[1, 2]", "(2, 2)", "[1, 1, 1]", "[3, 3]", "5", "0", "[2, 4]", "[1, 3]", "4", "[2, 2, 2]", "[1, -1]"])
        dim = c(["", "", ", 1", ", dim=-1", ", dim=0", ", 2", ", -2", ", dim=3"])
        x = c(ANY)
        yield c([("torch.split", f"torch.split({x}, {size}{dim})"), ("torch.Tensor.split", f"{x}.split({size}{dim})"), ("torch.Tensor.split", f"{x}.split(split_size={size}{dim.replace(', 1', '').replace(', 2', '').replace(', -2', '')})")])
    for _ in range(24):
        yield both(rng, "split_with_sizes", c(X), c(["[1, 1]", "[1, 2], 1", "(2, 2), dim=-1", "[1, 3], dim=1", "split_sizes=[2, 1], dim=1", "[1, 1, 1], 1"]))
    for _ in range(70):
        yield both(rng, "chunk", c(ANY), c(["2", "3", "2, 1", "2, dim=-1", "chunks=4, dim=0", "3, dim=1", "5", "1", "0", "4, -1", "2, 3", "7, dim=-1"]))
    for _ in range(60):
        yield both(rng, "tensor_split", c(ANY), c(["2", "3", "(1, 3)", "[2], 1", "[1, 2], dim=-1", "3, dim=1", "5", "0", "torch.tensor([1, 2])", "(0, 5)", "[-1]", "2, dim=3", "(2, 1)", "torch.tensor(2)"]))
    for name in ("hsplit", "vsplit", "dsplit"):
        for _ in range(24):
            yield both(rng, name, c(ANY), c(["2", "3", "1", "[1, 2]", "(1,)", "4", "[2]", "0"]))
    for _ in range(36):
        yield both(rng, "unbind", c(X + ["torch.zeros(3, 2)", "torch.arange(4)", "torch.tensor(1)"]), c(["", "0", "1", "dim=-1", "dim=1", "-2", "2", "3"]))


def cutting(rng):
    c = rng.choice
    for name in ("narrow", "narrow_copy"):
        for _ in range(34):
            yield both(rng, name, c(ANY), f"{c(['0', '1', '-1', 'dim=0', '2'])}, {c(['start=', ''])}{c(['0', '1', '-1', '2'])}, {c(['length=', ''])}{c(['1', '2', '0', '3', '-1'])}")
    for _ in range(44):
        yield both(rng, "select", c(ANY), c(["0, 0", "1, 1", "-1, -1", "dim=1, index=2", "0, 5", "2, 3", "1, -3", "dim=0, index=-1", "3, 0"]))
    for _ in range(44):
        yield "torch.Tensor.unfold", f"{c(ANY)}.unfold({c(['0, 2, 1', '-1, 3, 2', '1, 2, 2', 'dimension=0, size=1, step=1', '2, 4, 1', '0, 20, 1', '0, 2, 0', '-1, 2, 3', '-1, 1, 1', '3, 1, 1'])})"
    for _ in range(24):
        yield both(rng, "as_strided", c(X), c(["(2, 2), (1, 2)", "[3], [2]", "(2, 3), (4, 1), 1", "size=(2,), stride=(1,)", "(2, 2), (1,)", "(), ()", "(2, 2), (0, 0), storage_offset=3"]))


def turning(rng):
    c = rng.choice
    for _ in range(50):
        yield both(rng, "roll", c(ANY), c(["1", "2, 0", "shifts=1, dims=0", "(1, 2), (0, 1)", "-1, -1", "(1, 2), 0", "1, 5", "(1,), (0,)", "3, dims=(0,)", "(1, 2)"]))
    for _ in range(20):
        yield "torch.flip", f"torch.flip({c(ANY)}, {c(['(0,)', '[0]', '(0, 1)', 'dims=[-1]', '(0, 0)', '(3,)', '0', '()'])})"
        yield "torch.Tensor.flip", f"{c(ANY)}.flip({c(['0', '0, 1', '(0,)', '[-1]', 'dims=(0,)', '-1', '5', '1, 0'])})"
        yield both(rng, "fliplr", c(ANY), "")
        yield both(rng, "flipud", c(ANY), "")
    for _ in range(36):
        yield both(rng, "rot90", c(ANY), c(["", "1", "2", "-1", "1, (1, 2)", "1, [0, 1]", "k=3, dims=(0, -1)", "1, (0, 0)", "1, (0, 3)", "0", "1, (0, 1, 2)", "dims=(1, 0)"]))


def diagonals(rng):
    c = rng.choice
    for name in ("tril", "triu"):
        for _ in range(24):
            yield both(rng, name, c(MATRICES), c(["", "1", "diagonal=-1", "2", "-5"]))
        yield f"torch.Tensor.{name}_", f"torch.ones(3, 3).{name}_()"
    for _ in range(36):
        yield both(rng, "diag", c(MATRICES), c(["", "1", "diagonal=-1", "2", "-5", "0"]))
        yield both(rng, "diagonal", c(MATRICES + X), c(["", "1", "-1", "offset=1", "0, 1, 2", "0, -2, -1", "offset=1, dim1=-1, dim2=0", "0, 1, 1", "5", "1, 0, 2", "dim1=1, dim2=-1", "0, 0, 3"]))
        yield both(rng, "diag_embed", c(MATRICES), c(["", "1", "-2", "offset=1", "0, 0, 1", "0, 0, 2", "1, -1, 0", "0, 1, 1", "dim1=0, dim2=-1", "0, 0, 5"]))
    for _ in range(16):
        yield both(rng, "diagflat", c(MATRICES), c(["", "1", "offset=-2"]))
    for _ in range(8):
        yield "torch.diagonal_scatter", f"torch.diagonal_scatter(torch.zeros(3, 3), {c(['torch.ones(3)', 'torch.ones(2), 1', 'torch.ones(2), offset=-1', 'torch.ones(3), 0, 0, 1'])})"
        yield "torch.select_scatter", f"torch.select_scatter({c(['torch.zeros(2, 3)', 'torch.zeros(4, 3)'])}, torch.ones(3), {c(['0, 1', 'dim=0, index=0', '0, -1'])})"
        yield "torch.slice_scatter", f"torch.slice_scatter(torch.zeros(4, 3), {c(['torch.ones(2, 3), 0, 1, 3', 'torch.ones(2, 3), start=2', 'torch.ones(2, 3), dim=0, end=2', 'torch.ones(2, 3), step=2', 'torch.ones(4, 3)'])})"


def parses(program):
    """A positional argument may come behind a named one by chance."""
    try:
        ast.parse(program)
    except SyntaxError:
        return False
    return True


def cases(rng):
    for part in (joining, splitting, cutting, turning, diagonals):
        for name, program in part(rng):
            if parses(program):
                yield name, program
