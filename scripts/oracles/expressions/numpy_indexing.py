"""Every kind of index on arrays, lists, tuples and texts: reads and assignments."""

HEADER = "import numpy as np"
LIBRARIES = ["numpy", "python"]


def part(rng, size, kind):
    """An index for one axis, as text."""
    if kind == "int":
        return str(rng.randint(-size - 1, size))
    if kind == "slice":
        bound = lambda: rng.choice(["", "", str(rng.randint(-size - 2, size + 2))])  # noqa: E731
        step = rng.choice(["", "", "", ":2", ":-1", ":3", ":-2"])
        return f"{bound()}:{bound()}{step}"
    if kind == "none":
        return rng.choice(["None", "np.newaxis"])
    if kind == "ints":
        n = rng.randint(1, 4)
        items = [rng.randint(-size, size - 1 if rng.random() < 0.93 else size) for _ in range(n)]
        return rng.choice([f"np.array({items})", str(items)])
    if kind == "ints2":
        items = [[rng.randint(0, size - 1) for _ in range(2)] for _ in range(rng.randint(1, 2))]
        return f"np.array({items})"
    if kind == "mask":
        n = size if rng.random() < 0.9 else size + 1
        return f"np.array({[rng.random() < 0.5 for _ in range(n)]})"
    return "..."


def index(rng, shape):
    """An index of an array of that shape, as text."""
    wanted = rng.randint(1, len(shape) + (rng.random() < 0.15))
    kinds = ["int", "slice", "slice", "int", "ints", "mask", "ints2"]
    parts = [part(rng, shape[i] if i < len(shape) else 2, rng.choice(kinds)) for i in range(wanted)]
    if rng.random() < 0.25:
        parts.insert(rng.randint(0, len(parts)), "...")
        if len(parts) > len(shape) + 1:
            parts.pop()
    if rng.random() < 0.25:
        parts.insert(rng.randint(0, len(parts)), part(rng, 1, "none"))
    return ", ".join(parts)


def arrays(rng):
    for _ in range(420):
        shape = tuple(rng.randint(1, 5) for _ in range(rng.randint(1, 4)))
        dtype = rng.choice(["", "", ", dtype='int32'", ", dtype='float32'", ", dtype=bool"])
        yield "read", f"x = np.zeros({shape}{dtype})\nx[{index(rng, shape)}]"
    for _ in range(60):
        shape = tuple(rng.randint(2, 4) for _ in range(rng.randint(1, 3)))
        inner = index(rng, shape)
        yield "of what was read", f"x = np.ones({shape})\ny = x[{inner}]\ny.shape[0] if y.ndim else -1"
    for _ in range(60):
        n = rng.randint(2, 6)
        low = rng.randint(0, 3)
        yield "where", f"x = np.arange({n}) * 2\nx[x > {low}]"
        yield "element", f"x = np.arange({n}) * 2\nx[{rng.randint(-n - 1, n)}] + 1"


def assignments(rng):
    for _ in range(130):
        shape = tuple(rng.randint(2, 4) for _ in range(rng.randint(1, 3)))
        where = index(rng, shape)
        value = rng.choice(["1", "0.5", "[1, 2]", "np.ones(2)", "np.ones(3)", "np.ones((2, 1))", "np.arange(4)", f"np.ones({shape})"])
        yield "assign", f"x = np.zeros({shape})\nx[{where}] = {value}\nx"
    for _ in range(30):
        shape = tuple(rng.randint(2, 4) for _ in range(2))
        yield "augmented", f"x = np.zeros({shape})\nx[{index(rng, shape)}] += {rng.choice(['1', 'np.ones(3)', 'x[0]'])}\nx"


def sequences(rng):
    for _ in range(90):
        n = rng.randint(1, 6)
        kind = rng.choice(["list(range(%d))", "tuple(range(%d))", "'abcdefgh'[:%d]", "range(%d)"]) % n
        if rng.random() < 0.5:
            yield "item", f"xs = {kind}\nxs[{rng.randint(-n - 1, n)}]"
        else:
            yield "slice", f"xs = {kind}\nrepr(list(xs[{part(rng, n, 'slice')}]))"
    for _ in range(50):
        n = rng.randint(2, 5)
        at = part(rng, n, rng.choice(["slice", "int"]))
        more = [rng.randint(0, 9) for _ in range(rng.randint(0, 3))]
        yield "list assign", f"xs = list(range({n}))\nxs[{at}] = {more}\nrepr(xs)"
        yield "list delete", f"xs = list(range({n}))\ndel xs[{part(rng, n, rng.choice(['slice', 'int']))}]\nrepr(xs)"
    for wrong in ("'a'", "1.0", "None", "(0, 1)", "[0]", "0, 1"):
        yield "wrong index", f"xs = [1, 2, 3]\nxs[{wrong}]"
        yield "wrong index", f"xs = (1, 2, 3)\nxs[{wrong}]"
        yield "wrong index", f"xs = 'abc'\nxs[{wrong}]"
        yield "wrong index", f"xs = np.zeros((2, 3))\nxs[{wrong}]"
    for _ in range(20):
        n = rng.randint(2, 4)
        yield "nested", f"rows = [[i * j for j in range(3)] for i in range({n})]\nrows[{rng.randint(-n, n)}][{rng.randint(-3, 3)}]"


def cases(rng):
    yield from arrays(rng)
    yield from assignments(rng)
    yield from sequences(rng)
