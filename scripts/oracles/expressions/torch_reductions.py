"""PyTorch's reductions, running values, orders, counts and statistics, as functions and as methods."""

HEADER = "import torch"
LIBRARIES = ["torch"]

SHAPES = ["2, 3", "2, 3, 4", "5", "()", "4, 1", "3, 2, 2, 2"]
RANKS = {"2, 3": 2, "2, 3, 4": 3, "5": 1, "()": 0, "4, 1": 2, "3, 2, 2, 2": 4}
TYPES = ["bool", "uint8", "int32", "int64", "float32", "float64", "complex64", "bfloat16"]
MOST = ["float32", "float32", "float32", "float64", "int64"]


def cases(rng):
    c = rng.choice

    def one(shape, dtype="float32"):
        return f"torch.ones({shape})" if dtype == "float32" else f"torch.ones({shape}, dtype=torch.{dtype})"

    def axis(shape):
        rank = max(1, RANKS[shape])
        return c([*range(-rank, rank)] * 3 + [rank, -rank - 1])

    def some(shape):
        rank = RANKS[shape]
        if rank < 2 or rng.random() < 0.6:
            return str(axis(shape))
        return c(["(0, 1)", "[0, -1]", "(1,)", "None", "()", "(0, 0)", f"({rank - 1}, 0)", "(0, 5)"])

    def call(name, x, args):
        args = ", ".join(each for each in args if each)
        if rng.random() < 0.5:
            return f"torch.{name}", f"torch.{name}({x}{', ' if args else ''}{args})"
        return f"torch.Tensor.{name}", f"{x}.{name}({args})"

    def keep():
        return c(["", "", "True", "keepdim=True", "keepdim=False", "keepdims=True"])

    def keyed(key, given):
        return c([given, f"{key}={given}", f"axis={given}"]) if key == "dim" else c([given, f"{key}={given}"])

    for name in ("sum", "nansum", "mean", "nanmean", "amax", "amin", "logsumexp", "all", "any"):
        for _ in range(24):
            shape = c(SHAPES)
            x = one(shape, c(TYPES if rng.random() < 0.4 else ["float32", "float64"]))
            typed = c(["", "", "dtype=torch.float64", "dtype=torch.float32"]) if name in ("sum", "nansum", "mean", "nanmean") else ""
            if rng.random() < 0.2 and name != "logsumexp":
                yield call(name, x, [typed])
                continue
            where = some(shape)
            if name in ("logsumexp",) and where == "()":
                where = "0"
            kept = keep()
            where = f"dim={where}" if kept == "keepdims=True" else keyed("dim", where)
            yield call(name, x, [where, kept if not (where.startswith(("dim", "axis")) and kept == "True") else "keepdim=True", typed])
    for name in ("prod", "argmax", "argmin", "median", "nanmedian", "max", "min"):
        for _ in range(22):
            shape = c(SHAPES)
            x = one(shape, c(TYPES if rng.random() < 0.4 else MOST))
            if rng.random() < 0.25:
                yield call(name, x, [c(["", "", "dtype=torch.float64"]) if name == "prod" else ""])
            elif name in ("max", "min") and rng.random() < 0.4:
                yield call(name, x, [c(["", "other="]) + one(c(["3", "2, 3", "()", "4"]), c(TYPES[1:6]))])
            else:
                yield call(name, x, [keyed("dim", str(axis(shape)) if rng.random() < 0.93 else "(0, 1)"), c(["", "keepdim=True", "keepdim=False"])])
    for name in ("max", "min", "median", "mode", "cummax", "cummin", "sort"):
        for _ in range(5):
            shape = c(SHAPES)
            part = c([".values", ".indices", "[0]", "[1]"])
            yield f"torch.Tensor.{name}", f"{one(shape)}.{name}({axis(shape)}){part}"
        yield f"torch.Tensor.{name}", f"values, indices = {one('2, 3')}.{name}({c(['dim=1', '0'])})\n{c(['values', 'indices'])}"
    for name in ("max", "amax", "min", "argmin", "sum", "mean"):
        yield f"torch.{name}", f"torch.{name}(torch.ones(0, 3){c(['', ', dim=0', ', dim=1'])})"
    for name in ("std", "var", "std_mean", "var_mean"):
        for _ in range(18):
            shape = c(SHAPES)
            x = one(shape, c(TYPES) if rng.random() < 0.25 else c(["float32", "float64"]))
            args = c([[], ["True"], ["unbiased=False"], [some(shape)], [some(shape), "True"], [str(axis(shape)), "False", "True"], [f"dim={some(shape)}", "keepdim=True"], [f"dim={some(shape)}", "correction=0"], [str(axis(shape)), "unbiased=True"]])
            if "mean" in name or rng.random() < 0.5:
                yield f"torch.{name}", f"torch.{name}({', '.join([x, *args])})"
            else:
                yield f"torch.Tensor.{name}", f"{x}.{name}({', '.join(args)})"
    for _ in range(20):
        shape = c(SHAPES)
        x = one(shape, c(TYPES) if rng.random() < 0.3 else "float32")
        yield call("count_nonzero", x, [c(["", "", keyed("dim", some(shape)) if some(shape) != "None" else "0"])])
        yield call("aminmax", x, [c(["", f"dim={axis(shape)}", f"dim={axis(shape)}, keepdim=True", "keepdim=True", "0"])])
        where = some(shape)
        yield call("norm", x, [c(["", "2", "p=1", "1", "float('inf')"])])
        yield call("norm", x, [c(["2", "p=1", "p=2.0"]), f"dim={where}", c(["", "keepdim=True"])])
        yield call("norm", x, [c(["dtype=torch.float64", "p=2, dtype=torch.float64", "2, 0, True"])])
        for name in ("cumsum", "cumprod"):
            yield call(name, x, [keyed("dim", str(axis(shape))), c(["", "", "dtype=torch.float64"])])
        for name in ("cummax", "cummin", "logcumsumexp"):
            yield call(name, x, [keyed("dim", str(axis(shape)))])
        f = one(shape, c(["float32", "float32", "float64", "int64"]))
        for name in ("softmax", "log_softmax"):
            yield call(name, f, [keyed("dim", str(axis(shape))), c(["", "", "dtype=torch.float64"])])
        yield "torch.special.softmax", f"torch.special.{c(['softmax', 'log_softmax', 'logsumexp'])}({f}, {axis(shape)})"
        yield call("mode", x, [c(["", keyed("dim", str(axis(shape)))]), c(["", "keepdim=True"])])
        yield call("kthvalue", x, [c(["1", "k=1", "2", "4"]), c(["", f"dim={axis(shape)}"]), c(["", "keepdim=True"])])
        yield call("topk", x, [c(["1", "k=2", "3"]), c(["", f"dim={axis(shape)}", f"dim={axis(shape)}"]), c(["", "largest=False", "sorted=False"])])
        yield call("sort", x, [c(["", keyed("dim", str(axis(shape)))]), c(["", "descending=True", "stable=True"])])
        yield call("argsort", x, [c(["", keyed("dim", str(axis(shape)))]), c(["", "descending=True", "stable=True"])])
        yield call("msort", x, [""])
        if "bool" not in x:
            yield "torch.Tensor.cumsum_", f"x = {x}\nx.{c(['cumsum_', 'cumprod_'])}({axis(shape)})"
        q = c(["0.5", "0.25", "torch.rand(3)", "torch.rand(())", "q=0.1", "2.0", "torch.ones(2, 2)"])
        yield call(c(["quantile", "nanquantile"]), f, [q, c(["", f"dim={axis(shape)}"]), c(["", "keepdim=True"]), c(["", "interpolation='nearest'", "interpolation='lower'"])])
        yield call("diff", x, [c(["", "1", "2", "n=1"]), c(["", f"dim={axis(shape)}"])])
        yield call("renorm", f, ["2", f"{axis(shape)}", "1.0"])
    for _ in range(14):
        yield "torch.unique", f"torch.unique({one(c(SHAPES), c(TYPES))}, return_inverse=True){c(['[1]'])}"
        shape = c(["2, 3", "2, 3, 4", "5"])
        yield "torch.unique", f"torch.unique({one(shape)}, dim={axis(shape)}, return_inverse=True)[1]"
        yield "torch.unique_consecutive", f"torch.unique_consecutive({one(c(SHAPES), c(TYPES))}, return_inverse=True)[1]"
        yield "torch.bincount", f"torch.bincount(torch.ones({c(['2, 2', '4'])}, dtype=torch.{c(['float32', 'bool'])}))"
        yield "torch.histc", f"torch.histc({one(c(SHAPES), c(['float32', 'float32', 'float64', 'int64']))}{c(['', ', 5', ', bins=10', ', 4, 0, 2', ', bins=0', ', bins=8, min=0, max=1'])})"
        yield "torch.histogram", f"torch.histogram({one(c(SHAPES), c(['float32', 'float64']))}, {c(['4', 'bins=5', '7', '4, range=(0.0, 1.0)', '4, density=True'])})"
        yield "torch.searchsorted", f"torch.searchsorted(torch.ones({c(['5', '5', '2, 3, 5', '3, 5'])}), {c(['torch.ones(2, 3, 4)', 'torch.ones(3, 4)', '2.0', 'torch.ones(7)'])}{c(['', ', out_int32=True', ', right=True', ', side=`left`'])})".replace("`", "'")
        yield "torch.bucketize", f"torch.bucketize({c(['torch.ones(2, 3)', 'torch.ones(())', '2.0'])}, torch.ones({c(['5', '5', '5, 1'])}){c(['', ', out_int32=True', ', right=True'])})"
        yield "torch.isin", f"torch.isin({c(['torch.ones(2, 3)', '1.0', 'torch.ones(4, dtype=torch.bool)'])}, {c(['torch.ones(7)', 'torch.ones(2, 2)'])}{c(['', ', invert=True', ', assume_unique=True'])})"
        yield "torch.trapezoid", f"torch.{c(['trapz', 'trapezoid', 'cumulative_trapezoid'])}({one(c(['2, 5', '5', '3, 2, 5']), c(TYPES[:6]))}{c(['', ', torch.ones(5)', ', torch.ones(4)', ', dx=2', ', dim=0', ', dim=-1'])})"
        shape = c(["2, 3", "2, 3, 4", "5"])
        yield "torch.gradient", f"torch.gradient({one(shape, c(['float32', 'float64', 'int64']))}{c(['', f', dim={axis(shape)}', f', dim={axis(shape)}, spacing=2.0', ', dim=(0,)'])})"
        yield "torch.diff", f"torch.diff(torch.ones(2, 5), {c(['prepend=torch.ones(2, 1)', 'append=torch.ones(2, 3)', 'prepend=torch.ones(2, 1), append=torch.ones(2, 1)', 'dim=0, append=torch.ones(1, 5)', 'prepend=torch.ones(3, 1)', 'n=2, append=torch.ones(2, 1)'])})"
        yield "torch.cov", f"torch.cov({one(c(['3, 8', '8', '()', '2, 3, 4', '1, 5']), c(TYPES[:7]))}{c(['', ', correction=0'])})"
        yield "torch.cov", f"torch.cov(torch.ones(3, 8), {c(['aweights=torch.ones(8)', 'aweights=torch.ones(3)', 'fweights=torch.ones(8, dtype=torch.int64)', 'fweights=torch.ones(2, 4, dtype=torch.int64)'])})"
        yield "torch.corrcoef", f"torch.corrcoef({one(c(['3, 8', '8', '2, 3, 4']), c(TYPES[:7]))})"
        yield "torch.dist", f"torch.dist({one(c(['2, 3', '3']), c(['float32', 'float64', 'int64']))}, {one(c(['2, 3', '3', '2, 1', '2']))}{c(['', ', 1', ', p=2'])})"
        yield "torch.cdist", f"torch.cdist({one(c(['5, 3', '2, 5, 3', '4, 2, 5, 3', '3']))}, {one(c(['7, 3', '2, 7, 3', '7, 4', '1, 7, 3']), c(['float32', 'float32', 'float32', 'float64', 'int64']))}{c(['', ', p=1', ', p=2.0'])})"
        yield "torch.allclose", f"torch.allclose(torch.ones(2, 3), {c(['torch.ones(2)', 'torch.ones(4)', 'torch.ones(3, dtype=torch.float64)'])})"
