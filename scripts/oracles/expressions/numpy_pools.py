"""What the programs about NumPy are made from: `<name>` in a template is drawn from the pool of that name."""

import re

HEADER = "import numpy as np"
LIBRARIES = ["numpy"]

DTYPES = ["np.float32", "'int32'", "np.uint8", "bool", "float", "int", "np.float16", "'int8'", "np.int64", "np.uint16", "'float64'", "'complex128'", "np.complex64"]

POOLS = {
    # Arrays of one to four axes that fit operations of every kind.
    "x": ["np.ones((2, 3))", "np.ones((3, 4), dtype=np.float32)", "np.arange(6)", "np.arange(12).reshape(3, 4)", "np.zeros((2, 3, 4))", "np.ones((4, 4), dtype='uint8')", "np.ones((1, 3, 1), dtype=np.int32)", "[[1, 2], [3, 4]]", "[1.5, 2.5, 3.5]", "np.zeros((2, 3, 4, 5), dtype=np.float16)", "np.arange(4, dtype='int8')", "np.eye(3) > 0", "np.ones((3, 1), dtype=np.int16)", "np.ones((2, 2), dtype=np.uint16)"],
    "f": ["np.ones((2, 3))", "np.ones((3, 4), dtype=np.float32)", "np.arange(6) / 2", "np.zeros((2, 3, 4))", "[1.5, 2.5]", "np.zeros((2, 3), dtype=np.float16)", "np.full((3, 3), 0.5)"],
    "i": ["np.arange(6)", "np.ones((2, 3), dtype=int)", "np.ones((3, 4), dtype=np.uint8)", "np.ones((4, 4), dtype='int16')", "[[1, 2], [3, 4]]", "np.arange(12).reshape(3, 4)", "np.array([3, 1, 2])", "np.ones((2, 1), dtype='uint16')", "np.ones(3, dtype='int8')", "np.ones(3, dtype='uint32')", "np.ones(3, dtype='uint64')"],
    "b": ["np.eye(3) > 0", "np.array([True, False, True])", "np.ones((2, 3)) > 2", "[True, False]", "np.zeros((2, 3, 4), dtype=bool)"],
    "v": ["np.arange(6)", "[1.5, 2.5, 3.5]", "np.ones(4, dtype=np.float32)", "np.array([3, 1, 2])", "np.linspace(0, 1, 5)", "[4, 1, 3]", "np.arange(5, dtype='uint8')"],
    "m": ["np.eye(3)", "np.ones((3, 3), dtype=np.float32) + np.eye(3, dtype=np.float32)", "np.array([[2.0, 1.0], [1.0, 3.0]])", "np.eye(4) * 2", "[[2, 1], [1, 2]]", "np.stack([np.eye(2), np.eye(2)])", "np.eye(3, dtype=int)"],
    "any": ["np.ones((2, 3))", "np.ones(3)", "np.ones((3, 1))", "np.arange(3)", "2", "1.5", "True", "[1, 2, 3]", "np.ones((2, 1), dtype=np.float32)", "np.ones((4, 2, 3), dtype='uint8')", "np.ones((1,), dtype='int16')", "np.float32(2)", "np.ones((2, 3), dtype='complex128')", "np.ones(3, dtype=np.float16)", "np.ones((2, 3), dtype=bool)"],
    "num": ["2", "1.5", "3", "0", "-1", "np.float32(2)", "np.int64(3)"],
    "axis": ["0", "1", "-1", "-2", "None", "0", "1", "2"],
    "axis1": ["0", "-1", "1", "0", "2"],
    "axes": ["0", "1", "-1", "None", "(0, 1)", "(0, -1)", "0", "(1, 1)", "3", "()"],
    "bool": ["True", "False"],
    "dtype": DTYPES,
    "shape": ["3", "(4,)", "(2, 3)", "[2, 3, 4]", "(0, 2)", "(2, 1, 3)", "()"],
    "badshape": ["-1", "(2, -3)"],
    "n": ["1", "2", "3", "5", "0", "7"],
    "k": ["0", "1", "-1", "2"],
    "order": ["'C'", "'F'"],
}


def fill(rng, template, pools=None):
    table = {**POOLS, **(pools or {})}
    return re.sub(r"<(\w+)>", lambda found: rng.choice(table[found[1]]), template)


def programs(rng, table, pools=None, count=12):
    """`count` programs of each function, from its templates in turn."""
    for name, templates in table.items():
        for turn in range(count):
            yield name, fill(rng, templates[turn % len(templates)], pools)
