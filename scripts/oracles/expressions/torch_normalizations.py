"""Normalizations of PyTorch: modules, their functions, lazy ones, their weights and attributes."""

from torch_calls import HEADER, LIBRARIES, arguments, dtype_of, maybe, module, zeros  # noqa: F401


def flag(rng, share):
    return maybe(rng, share, rng.choice(["True", "False"]))


def shape_of(rng, n, channels, batch=0.8):
    front = [rng.choice([2, 3])] if rng.random() < batch else []
    shape = [*front, channels, *(rng.randint(2, 5) for _ in range(n))]
    if rng.random() < 0.05:
        shape = [2, 2, *shape] if rng.random() < 0.5 else shape[-1:]
    return shape


def count(name, args):
    return f"sum(p.numel() for p in nn.{name}({args}).parameters())"


def cases(rng):
    for n in (1, 2, 3):
        for kind in ("BatchNorm", "InstanceNorm"):
            for i in range(75):
                features = rng.randint(2, 5)
                given = [
                    ("num_features", features),
                    ("eps", maybe(rng, 0.2, "1e-3")),
                    ("momentum", maybe(rng, 0.2, "0.2")),
                    ("affine", flag(rng, 0.4)),
                    ("track_running_stats", flag(rng, 0.4)),
                ]
                args = arguments(rng, given)
                channels = features + (rng.random() < 0.1)
                sizes = rng.choice([0, n]) if n == 1 and kind == "BatchNorm" else n
                x = zeros(shape_of(rng, sizes, channels, 1 if kind == "BatchNorm" else 0.7), dtype_of(rng))
                name = f"{kind}{n}d"
                yield f"torch.nn.{name}", module(name, args, x)
                if i % 5 == 0:
                    yield f"torch.nn.{name}", count(name, args)
                    for what in ("num_features", "affine", "track_running_stats", "weight is None", "running_mean is None"):
                        yield f"torch.nn.{name}", f"nn.{name}({args}).{what}"
                    if kind == "BatchNorm":
                        for what in ("running_mean.shape", "weight.shape", "bias.shape"):
                            yield f"torch.nn.{name}", f"nn.{name}({features}).{what}"
                    lazy = arguments(rng, given[1:])
                    yield f"torch.nn.Lazy{name}", module(f"Lazy{name}", lazy, x)
                    yield f"torch.nn.Lazy{name}", f"m = nn.Lazy{name}({lazy})\nm({zeros([2, features, *[3] * n])})\nsum(p.numel() for p in m.parameters())"
    for _ in range(40):
        features = rng.randint(2, 5)
        x = zeros(shape_of(rng, rng.choice([0, 1, 2]), features + (rng.random() < 0.1), 1), dtype_of(rng))
        yield "torch.nn.SyncBatchNorm", module("SyncBatchNorm", arguments(rng, [("num_features", features), ("affine", flag(rng, 0.2))]), x)
    for _ in range(110):
        shape = [rng.randint(1, 5) for _ in range(rng.choice([1, 2, 3, 3, 4]))]
        k = rng.randint(1, min(3, len(shape)))
        last = shape[-k:]
        if rng.random() < 0.12:
            last[0] += 1
        if rng.random() < 0.04:
            last = [2, *shape]
        x = zeros(shape, dtype_of(rng))
        text = str(last[0]) if len(last) == 1 and rng.random() < 0.7 else rng.choice([str(last), str(tuple(last))])
        given = [("normalized_shape", text), ("eps", maybe(rng, 0.2, "1e-3")), ("elementwise_affine", flag(rng, 0.3))]
        bias = [("bias", flag(rng, 0.2))]
        yield "torch.nn.LayerNorm", module("LayerNorm", arguments(rng, given + bias), x)
        yield "torch.nn.LayerNorm", count("LayerNorm", arguments(rng, given + bias))
        yield "torch.nn.RMSNorm", module("RMSNorm", arguments(rng, given), x)
        yield "torch.nn.RMSNorm", count("RMSNorm", arguments(rng, given))
        weight = maybe(rng, 0.3, zeros(last if rng.random() < 0.85 else [7]))
        text = text if text[0] in "[(" or rng.random() < 0.2 else f"({text},)"
        yield "torch.nn.functional.layer_norm", f"F.layer_norm({arguments(rng, [('normalized_shape', text), ('weight', weight), ('bias', maybe(rng, 0.2, zeros(last)))], [x])})"
        yield "torch.nn.functional.rms_norm", f"F.rms_norm({arguments(rng, [('normalized_shape', text), ('weight', weight)], [x])})"
    for _ in range(110):
        groups = rng.choice([1, 2, 3, 4])
        channels = groups * rng.randint(1, 3) + (rng.random() < 0.06)
        shape = [rng.choice([1, 2, 3]), channels + (rng.random() < 0.08), *(rng.randint(1, 4) for _ in range(rng.choice([0, 1, 2, 2])))]
        if rng.random() < 0.04:
            shape = shape[1:2]
        x = zeros(shape, dtype_of(rng))
        given = [("num_groups", groups), ("num_channels", channels), ("eps", maybe(rng, 0.2, "1e-3")), ("affine", flag(rng, 0.25))]
        yield "torch.nn.GroupNorm", module("GroupNorm", arguments(rng, given), x)
        yield "torch.nn.GroupNorm", count("GroupNorm", arguments(rng, given))
        weight = maybe(rng, 0.3, zeros([channels]))
        yield "torch.nn.functional.group_norm", f"F.group_norm({arguments(rng, [('num_groups', groups), ('weight', weight), ('eps', maybe(rng, 0.2, '1e-3'))], [x])})"
    for _ in range(70):
        channels = rng.randint(2, 4)
        shape = [2, channels, *(rng.randint(1, 4) for _ in range(rng.choice([0, 1, 2])))]
        if rng.random() < 0.04:
            shape = shape[1:2]
        own = [channels + (rng.random() < 0.06)]
        given = [("running_mean", zeros(own)), ("running_var", f"torch.ones({channels})"), ("weight", maybe(rng, 0.3, zeros(own))), ("bias", maybe(rng, 0.3, zeros([channels])))]
        if rng.random() < 0.3:
            given = [("running_mean", "None"), ("running_var", "None")]
        training = rng.choice(["", ", training=True", ", training=True", ", training=False"])
        yield "torch.nn.functional.batch_norm", f"F.batch_norm({arguments(rng, given, [zeros(shape, dtype_of(rng))])}{training})"
        given = [("weight", maybe(rng, 0.4, zeros(own))), ("bias", maybe(rng, 0.3, zeros([channels]))), ("eps", maybe(rng, 0.2, "1e-3"))]
        text = ", ".join(f"{k}={v}" for k, v in given if v)
        yield "torch.nn.functional.instance_norm", f"F.instance_norm({zeros(shape, dtype_of(rng))}{', ' + text if text else ''})"
    for _ in range(40):
        shape = [2, rng.randint(1, 5), *(rng.randint(1, 4) for _ in range(rng.choice([0, 1, 2, 2, 3])))]
        given = [("size", rng.choice([1, 2, 3])), ("alpha", maybe(rng, 0.3, "1e-3")), ("beta", maybe(rng, 0.3, "0.5")), ("k", maybe(rng, 0.3, "2.0"))]
        yield "torch.nn.LocalResponseNorm", module("LocalResponseNorm", arguments(rng, given), zeros(shape))
        yield "torch.nn.functional.local_response_norm", f"F.local_response_norm({arguments(rng, given, [zeros(shape)])})"
        yield "torch.nn.CrossMapLRN2d", module("CrossMapLRN2d", arguments(rng, given), zeros(shape, dtype_of(rng)))
        given = [("p", maybe(rng, 0.4, rng.choice(["1", "2.0"]))), ("dim", maybe(rng, 0.6, rng.choice(["0", "-1", "1", "2", "(0, 1)"]))), ("eps", maybe(rng, 0.2, "1e-6"))]
        yield "torch.nn.functional.normalize", f"F.normalize({arguments(rng, given, [zeros(shape, dtype_of(rng))])})"
