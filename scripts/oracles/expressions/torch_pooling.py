"""Pooling of PyTorch: modules, their functions, where the largest stood, and the way back."""

from torch_calls import HEADER, LIBRARIES, arguments, dtype_of, maybe, module, per_axis, zeros  # noqa: F401


def image(rng, n, low=4, high=11):
    batch = [] if rng.random() < 0.25 else [rng.choice([1, 2, 3])]
    shape = [*batch, rng.randint(1, 4), *(rng.randint(low, high) for _ in range(n))]
    if rng.random() < 0.03:
        shape = [2, 2, *shape] if rng.random() < 0.5 else shape[-n:]
    return shape


def flag(rng, share):
    return maybe(rng, share, rng.choice(["True", "False"]))


def windows(rng, n):
    big = rng.random() < 0.04
    return per_axis(rng, n, [12, 13] if big else [1, 2, 2, 3, 4]), maybe(rng, 0.5, rng.choice([per_axis(rng, n, [1, 2, 3]), "None"]))


def cases(rng):
    for n in (1, 2, 3):
        for form in ("module", "function", "indices"):
            for _ in range(75 if form != "indices" else 30):
                size, stride = windows(rng, n)
                parts = {
                    "kernel_size": size,
                    "stride": stride,
                    "padding": maybe(rng, 0.3, per_axis(rng, n, [0, 1])),
                    "dilation": maybe(rng, 0.2, per_axis(rng, n, [1, 2])),
                    "ceil_mode": flag(rng, 0.4),
                    "return_indices": flag(rng, 0.2),
                }
                x = zeros(image(rng, n), dtype_of(rng, ["float64", "bool"]))
                if form == "module":
                    order = ["kernel_size", "stride", "padding", "dilation", "return_indices", "ceil_mode"]
                    yield f"torch.nn.MaxPool{n}d", module(f"MaxPool{n}d", arguments(rng, [(p, parts[p]) for p in order]), x)
                else:
                    name = f"max_pool{n}d" + ("_with_indices" if form == "indices" else "")
                    yield f"torch.nn.functional.{name}", f"F.{name}({arguments(rng, parts.items(), [x])})"
        for form in ("module", "function"):
            for _ in range(60):
                size, stride = windows(rng, n)
                given = [
                    ("kernel_size", size),
                    ("stride", stride),
                    ("padding", maybe(rng, 0.3, per_axis(rng, n, [0, 1]))),
                    ("ceil_mode", flag(rng, 0.4)),
                    ("count_include_pad", flag(rng, 0.2)),
                    *([("divisor_override", maybe(rng, 0.1, "2"))] if n > 1 else []),
                ]
                x = zeros(image(rng, n), dtype_of(rng, ["float64", "bool", "int64"]))
                text = arguments(rng, given, [] if form == "module" else [x])
                yield f"torch.nn.AvgPool{n}d", module(f"AvgPool{n}d", text, x) if form == "module" else f"F.avg_pool{n}d({text})"
            for _ in range(25):
                size, stride = windows(rng, n)
                if n == 1:
                    size = size.strip("(),")
                given = [("norm_type", rng.choice(["1", "2", "2.0"])), ("kernel_size", size), ("stride", stride), ("ceil_mode", flag(rng, 0.4))]
                x = zeros(image(rng, n), dtype_of(rng, ["float64"]))
                text = arguments(rng, given, [] if form == "module" else [x])
                yield f"torch.nn.LPPool{n}d", module(f"LPPool{n}d", text, x) if form == "module" else f"F.lp_pool{n}d({text})"
            for kind in ("Avg", "Max"):
                for _ in range(40):
                    items = [str(rng.randint(1, 6)) if n == 1 or rng.random() < 0.8 else "None" for _ in range(n)]
                    if rng.random() < 0.04 and n > 1:
                        items.append("2")
                    wanted = rng.choice([str(rng.randint(1, 7)), f"({', '.join(items)}{',' if len(items) == 1 else ''})"])
                    x = zeros(image(rng, n), dtype_of(rng, ["float64", "int64"]))
                    given = [("output_size", wanted), *([("return_indices", flag(rng, 0.3))] if kind == "Max" else [])]
                    name, fn = f"Adaptive{kind}Pool{n}d", f"adaptive_{kind.lower()}_pool{n}d"
                    text = arguments(rng, given, [] if form == "module" else [x])
                    yield f"torch.nn.{name}", module(name, text, x) if form == "module" else f"F.{fn}({text})"
            if n > 1:
                for _ in range(25):
                    given = [
                        ("kernel_size", per_axis(rng, n, [2, 3])),
                        ("output_size", per_axis(rng, n, [2, 3, 4])),
                        ("return_indices", maybe(rng, 0.3, "True")),
                    ]
                    if rng.random() < 0.3:
                        given[1] = ("output_ratio", f"({', '.join([rng.choice(['0.5', '0.6'])] * n)})")
                    x = zeros(image(rng, n), dtype_of(rng, ["float64", "int64"]))
                    by_name = ", ".join(f"{k}={v}" for k, v in given[1:] if v)
                    name, fn = f"FractionalMaxPool{n}d", f"fractional_max_pool{n}d"
                    yield f"torch.nn.{name}", (
                        f"nn.{name}({given[0][1]}, {by_name})({x})" if form == "module" else f"F.{fn}({x}, {given[0][1]}, {by_name})"
                    )
            for _ in range(25):
                size, stride = rng.choice(["2", "3"]), rng.choice([None, "2", "3"])
                shape = [*([2] if rng.random() < 0.7 else []), 3, *(rng.randint(2, 4) for _ in range(n))]
                given = [("kernel_size", size), ("stride", stride), ("padding", maybe(rng, 0.15, "1"))]
                by = int(stride or size)
                asked = None
                if rng.random() < 0.35:
                    asked = ", ".join(str((d - 1) * by + int(size) + rng.choice([-1, 0, 1, 4])) for d in shape[-n:])
                    asked = f"({asked}{',' if n == 1 else ''})"
                at = zeros(shape if rng.random() < 0.95 else [*shape[:-1], shape[-1] + 1], "int64" if rng.random() < 0.95 else None)
                name, fn = f"MaxUnpool{n}d", f"max_unpool{n}d"
                if form == "module":
                    yield f"torch.nn.{name}", module(name, arguments(rng, given), zeros(shape), at, *([f"output_size={asked}"] if asked else []))
                else:
                    tail = f", output_size={asked}" if asked else ""
                    yield f"torch.nn.functional.{fn}", f"F.{fn}({arguments(rng, given, [zeros(shape), at])}{tail})"
        for _ in range(12):
            size = rng.choice([2, 3])
            shape = [2, 3, *(rng.choice([6, 12]) for _ in range(n))]
            yield f"torch.nn.MaxUnpool{n}d", (
                f"y, at = nn.MaxPool{n}d({size}, return_indices=True)({zeros(shape)})\nnn.MaxUnpool{n}d({size})(y, at)"
            )
        for what in ("kernel_size", "ceil_mode", "padding"):
            yield f"torch.nn.MaxPool{n}d", f"nn.MaxPool{n}d({rng.choice([2, 3])}, padding=1, ceil_mode=True).{what}"
