"""The operators of the language on PyTorch's tensors, on numbers and arrays of NumPy beside them, and assignments with an operator."""

HEADER = "import numpy as np\nimport torch"
LIBRARIES = ["torch", "numpy"]

TYPES = ["bool", "uint8", "int16", "int32", "int64", "float16", "float32", "float64", "bfloat16", "complex64"]
PAIRS = [("(2, 3)", "(3,)"), ("(2, 3)", "(2, 3)"), ("(4, 1)", "(3,)"), ("(2, 1, 3)", "(4, 1)"), ("(2, 3)", "()"), ("()", "(3,)"), ("()", "()"), ("(1,)", "(3,)")]
WRONG = [("(2, 3)", "(2,)"), ("(4, 3)", "(3, 4)"), ("(2, 3)", "(4,)")]
ARITHMETIC = ["+", "-", "*", "/", "//", "%", "**"]
BITS = ["&", "|", "^"]
SHIFTS = ["<<", ">>"]
COMPARISONS = ["==", "!=", "<", "<=", ">", ">="]
NUMBERS = ["2", "2.0", "True", "-1", "0.5"]
MATRICES = [("(2, 3)", "(3, 4)"), ("(3,)", "(3, 4)"), ("(2, 3)", "(3,)"), ("(3,)", "(3,)"), ("(5, 2, 3)", "(3, 4)"), ("(5, 2, 3)", "(5, 3, 4)"), ("(2, 1, 2, 3)", "(4, 3, 5)"), ("(2, 3)", "(2, 3)"), ("()", "(3,)"), ("(5, 2, 3)", "(4, 3, 2)"), ("(2, 3)", "(4,)")]


def cases(rng):
    c = rng.choice

    def one(shape, dtype):
        return f"torch.ones({shape}, dtype=torch.{dtype})" if dtype != "float32" else f"torch.ones({shape})"

    def two(pool):
        a, b = c(PAIRS) if rng.random() < 0.9 else c(WRONG)
        p = c(pool)
        return one(a, p), one(b, p if rng.random() < 0.35 else c(pool))

    for op in ARITHMETIC + BITS + SHIFTS + COMPARISONS:
        for i in range(30):
            pool = TYPES if i < 16 or op in ARITHMETIC else TYPES[:5] if op in BITS + SHIFTS else TYPES[:9]
            x, y = two(pool)
            kind = rng.randrange(10)
            if kind < 3:
                y = c(NUMBERS if op in ARITHMETIC + COMPARISONS else ["2", "True"])
            elif kind == 3:
                x = c(NUMBERS[:3])
            elif kind == 4 and op in ARITHMETIC[:3]:
                y = c(["[1, 2]", "(1, 2)", "'a'", "None", "np.float32(2)", "np.int64(2)", "np.float64(0.5)"])
                if y.startswith(("[", "(", "'")) and op == "*":
                    y = "2"
            yield f"torch.Tensor.{op}", f"{x} {op} {y}"
            if op not in COMPARISONS and i % 2:
                p = c(pool)
                shapes = c(PAIRS)
                right = c([one(shapes[1], p), one(shapes[1], c(pool)), c(NUMBERS)])
                yield f"torch.Tensor.{op}=", f"x = {one(shapes[0], p)}\nx {op}= {right}\nx"
    for _ in range(60):
        a, b = c(MATRICES)
        p = c(["float32", "float32", "float64", "int64", "complex64"])
        q = p if rng.random() < 0.85 else c(TYPES)
        yield "torch.Tensor.@", f"{one(a, p)} @ {c([one(b, q)] * 8 + ['2'])}"
    for op in ("-", "+", "~"):
        for p in TYPES:
            yield f"torch.Tensor.{op}", f"{op}{one(c(['(2, 3)', '()', '(4,)']), p)}"
    for p in TYPES[1:]:
        yield "torch.Tensor.abs", f"abs({one('(2, 3)', p)})"
    for op in ARITHMETIC[:3]:
        for p in ("float32", "int64", "float64"):
            for q in ("float32", "float64", "int64"):
                a, b = c(PAIRS[:4])
                yield f"torch.Tensor.{op}", f"{one(a, p)} {op} np.ones({b}, dtype=np.{q})"
                yield f"torch.Tensor.{op}", f"{c(['np.float64(2)', 'np.float32(0.5)', 'np.int64(3)'])} {op} {one(a, p)}"
    for op in ("==", "!=", "<", ">="):
        for p in ("float32", "int64"):
            yield f"torch.Tensor.{op}", f"{one('(2, 3)', p)} {op} {c(['np.float64(2)', 'np.int64(3)'])}"
