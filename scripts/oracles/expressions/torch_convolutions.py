"""Convolutions of PyTorch: modules, their functions, lazy ones, their weights and attributes."""

from torch_calls import HEADER, LIBRARIES, arguments, dtype_of, maybe, module, per_axis, zeros  # noqa: F401


def image(rng, n, channels, low=6, high=12):
    batch = [] if rng.random() < 0.2 else [rng.choice([1, 2, 5])]
    return [*batch, channels, *(rng.randint(low, high) for _ in range(n))]


def conv(rng, n):
    groups = rng.choice([1, 1, 1, 2, 3])
    channels, out = groups * rng.randint(1, 4), groups * rng.randint(1, 4)
    kernel = per_axis(rng, n, [1, 2, 3, 3, 5])
    padding = rng.choice([None, None, per_axis(rng, n, [0, 1, 2]), "'same'", "'valid'"])
    stride = maybe(rng, 0.4, per_axis(rng, n, [1, 2, 3]))
    if padding == "'same'" and rng.random() < 0.8:
        stride = None
    if rng.random() < 0.04:
        groups, out = 2, 3
    given = [
        ("in_channels", channels),
        ("out_channels", out),
        ("kernel_size", kernel),
        ("stride", stride),
        ("padding", padding),
        ("dilation", maybe(rng, 0.25, per_axis(rng, n, [1, 2]))),
        ("groups", groups if groups > 1 else maybe(rng, 0.1, 1)),
        ("bias", maybe(rng, 0.25, rng.choice(["True", "False"]))),
        ("padding_mode", maybe(rng, 0.15, rng.choice(["'zeros'", "'reflect'", "'replicate'", "'circular'"]))),
    ]
    return channels, arguments(rng, given)


def transposed(rng, n):
    groups = rng.choice([1, 1, 1, 2])
    channels, out = groups * rng.randint(1, 4), groups * rng.randint(1, 4)
    given = [
        ("in_channels", channels),
        ("out_channels", out),
        ("kernel_size", per_axis(rng, n, [2, 3, 4])),
        ("stride", maybe(rng, 0.6, per_axis(rng, n, [1, 2, 3]))),
        ("padding", maybe(rng, 0.4, per_axis(rng, n, [0, 1]))),
        ("output_padding", maybe(rng, 0.2, per_axis(rng, n, [0, 1]))),
        ("groups", groups if groups > 1 else None),
        ("bias", maybe(rng, 0.25, rng.choice(["True", "False"]))),
        ("dilation", maybe(rng, 0.2, per_axis(rng, n, [1, 2]))),
        ("padding_mode", maybe(rng, 0.05, rng.choice(["'zeros'", "'reflect'"]))),
    ]
    return channels, arguments(rng, given)


def input_of(rng, n, channels):
    shape = image(rng, n, channels)
    roll = rng.random()
    if roll < 0.05:
        shape[-n - 1] += rng.choice([1, 2])
    elif roll < 0.08:
        shape = shape[1:] if rng.random() < 0.5 else [2, 2, *shape]
    elif roll < 0.12:
        shape[-1] = 1
    return zeros(shape, dtype_of(rng))


def cases(rng):
    for n in (1, 2, 3):
        for _ in range(150):
            channels, args = conv(rng, n)
            yield f"torch.nn.Conv{n}d", module(f"Conv{n}d", args, input_of(rng, n, channels))
        for _ in range(70):
            channels, args = transposed(rng, n)
            yield f"torch.nn.ConvTranspose{n}d", module(f"ConvTranspose{n}d", args, input_of(rng, n, channels))
        for _ in range(12):
            size = rng.choice([8, 9, 10, 11, 12, 14])
            asked = ", ".join([str(size)] * n) + ("," if n == 1 else "")
            text = f"nn.ConvTranspose{n}d(3, 2, 3, stride={rng.choice([1, 2, 3])})(torch.zeros({', '.join(map(str, [2, 3, *[4] * n]))}), output_size=({asked}))"
            yield f"torch.nn.ConvTranspose{n}d", text
        for _ in range(90):
            groups = rng.choice([1, 1, 2])
            channels, out = groups * rng.randint(1, 3), groups * rng.randint(1, 3)
            size = [rng.choice([1, 2, 3]) for _ in range(n)]
            if rng.random() < 0.5:
                kernel = zeros([out, channels // groups, *size])
                given = [
                    ("bias", maybe(rng, 0.3, zeros([out if rng.random() < 0.9 else out + 1]))),
                    ("stride", maybe(rng, 0.4, per_axis(rng, n, [1, 2]))),
                    ("padding", maybe(rng, 0.4, rng.choice(["1", "2", "'same'", "'valid'"]))),
                    ("dilation", maybe(rng, 0.2, per_axis(rng, n, [1, 2]))),
                    ("groups", groups if groups > 1 else None),
                ]
                name = f"conv{n}d"
            else:
                kernel = zeros([channels, out // groups, *size])
                given = [
                    ("bias", maybe(rng, 0.3, zeros([out]))),
                    ("stride", maybe(rng, 0.4, per_axis(rng, n, [1, 2]))),
                    ("padding", maybe(rng, 0.3, per_axis(rng, n, [0, 1]))),
                    ("output_padding", maybe(rng, 0.1, "1")),
                    ("groups", groups if groups > 1 else None),
                    ("dilation", maybe(rng, 0.2, per_axis(rng, n, [1, 2]))),
                ]
                name = f"conv_transpose{n}d"
            home = rng.choice(["F", "F", "F", "torch"])
            text = arguments(rng, given, [input_of(rng, n, channels), kernel])
            yield f"torch.nn.functional.{name}", f"{home}.{name}({text})"
        for kind, make in (("Conv", conv), ("ConvTranspose", transposed)):
            for _ in range(16):
                _, args = make(rng, n)
                yield f"torch.nn.{kind}{n}d", f"sum(p.numel() for p in nn.{kind}{n}d({args}).parameters())"
            for what in ("weight.shape", "out_channels", "in_channels", "groups", "kernel_size", "stride", "bias is None"):
                _, args = make(rng, n)
                yield f"torch.nn.{kind}{n}d", f"nn.{kind}{n}d({args}).{what}"
        for kind in ("Conv", "ConvTranspose"):
            for _ in range(14):
                out, size = rng.randint(1, 5), rng.choice([1, 2, 3])
                shape = image(rng, n, rng.randint(1, 4))
                name = f"nn.Lazy{kind}{n}d({out}, {size}{rng.choice(['', ', stride=2', ', padding=1', ', bias=False'])})"
                yield f"torch.nn.Lazy{kind}{n}d", f"{name}({zeros(shape)})"
                yield f"torch.nn.Lazy{kind}{n}d", f"m = {name}\nm({zeros(shape)})\nsum(p.numel() for p in m.parameters())"
                yield f"torch.nn.Lazy{kind}{n}d", f"m = {name}\nm({zeros(shape)})\nm({zeros(image(rng, n, rng.choice([shape[-n - 1], 5])))})"
    for _ in range(10):
        pad = rng.choice([0, 1])
        yield "torch.nn.functional.conv_tbc", f"F.conv_tbc({zeros([5, 2, 3])}, {zeros([rng.choice([1, 2, 3]), rng.choice([3, 3, 4]), 4])}, {zeros([4])}, {pad})"
    for _ in range(40):
        features, out = rng.randint(1, 8), rng.randint(1, 8)
        shape = [*(rng.randint(1, 4) for _ in range(rng.randint(0, 3))), features + (rng.random() < 0.1)]
        bias = rng.choice(["", ", bias=False", ", True"])
        yield "torch.nn.Linear", f"nn.Linear({features}, {out}{bias})({zeros(shape, dtype_of(rng))})"
        yield "torch.nn.LazyLinear", f"nn.LazyLinear({out}{bias})({zeros(shape)})"
        yield "torch.nn.LazyLinear", f"m = nn.LazyLinear({out}{bias})\nm({zeros(shape)})\nsum(p.numel() for p in m.parameters())"
        yield "torch.nn.functional.linear", f"F.linear({zeros(shape, dtype_of(rng))}, {zeros([out, features])}{rng.choice(['', f', {zeros([out])}', f', bias={zeros([out + 1])}'])})"
    for name, dtype in (("double", "float64"), ("half", "float16"), ("float", "float32")):
        for given in ("float32", "float64", "int64"):
            yield "torch.nn.Linear", f"nn.Linear(4, 3).{name}()(torch.zeros(2, 4, dtype=torch.{given}))"
            yield "torch.nn.Linear", f"nn.Linear(4, 3, dtype=torch.{dtype})(torch.zeros(2, 4, dtype=torch.{given}))"
            yield "torch.nn.Sequential", f"nn.Sequential(nn.Linear(4, 3), nn.ReLU()).to(torch.{dtype})(torch.zeros(2, 4, dtype=torch.{given}))"
