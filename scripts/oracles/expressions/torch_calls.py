"""How calls of PyTorch are written in programs: arguments by position or by name, some left out."""

HEADER = "import torch\nfrom torch import nn\nimport torch.nn.functional as F"
LIBRARIES = ["torch"]


def zeros(shape, dtype=None):
    inner = ", ".join(map(str, shape)) if shape else "()"
    return f"torch.zeros({inner}{f', dtype=torch.{dtype}' if dtype else ''})"


def arguments(rng, given, first=()):
    """`given` holds (name, text); None stands for an argument that is left out, and all behind it come by name."""
    out, by_name = list(first), False
    for name, text in given:
        if text is None:
            by_name = True
            continue
        by_name = by_name or rng.random() < 0.4
        out.append(f"{name}={text}" if by_name else str(text))
    return ", ".join(out)


def maybe(rng, share, value):
    return value if rng.random() < share else None


def per_axis(rng, n, pool):
    """One number for all axes, or one an axis."""
    if rng.random() < 0.6:
        return str(rng.choice(pool))
    items = [str(rng.choice(pool)) for _ in range(n)]
    return f"({items[0]},)" if n == 1 else f"({', '.join(items)})"


def module(name, args, *inputs):
    return f"nn.{name}({args})({', '.join(inputs)})"


def dtype_of(rng, wrong="int64 int32 bool float64".split()):
    """Mostly the usual type."""
    return rng.choice(wrong) if rng.random() < 0.06 else None
