"""What changes the size of images in PyTorch without weights: padding, interpolation, shuffles, patches, grids."""

from torch_calls import HEADER, LIBRARIES, arguments, dtype_of, maybe, module, per_axis, zeros  # noqa: F401


def image(rng, n, low=3, high=8, batch=0.75):
    return [*([rng.choice([1, 2])] if rng.random() < batch else []), rng.randint(1, 4), *(rng.randint(low, high) for _ in range(n))]


def cases(rng):
    for _ in range(300):
        mode = rng.choice(["constant", "constant", "reflect", "replicate", "circular"])
        n = rng.choice([1, 2, 3])
        shape = image(rng, n) if mode != "constant" or rng.random() < 0.5 else [rng.randint(2, 6) for _ in range(rng.randint(1, 5))]
        if rng.random() < 0.08:
            shape = [2, *shape]
        if mode == "constant":
            n = rng.randint(1, 3)
        pads = [rng.choice([0, 1, 1, 2, 2, -1, 3]) for _ in range(2 * n)]
        if rng.random() < 0.03:
            pads = pads[:-1]
        if rng.random() < 0.06:
            pads[0] = rng.choice([9, -9])
        text = f"({', '.join(map(str, pads))}{',' if len(pads) == 1 else ''})" if rng.random() < 0.7 else str(pads)
        given = [("pad", text), ("mode", f"'{mode}'" if mode != "constant" else maybe(rng, 0.3, "'constant'")), ("value", maybe(rng, 0.2, "1.5") if mode == "constant" else None)]
        yield "torch.nn.functional.pad", f"F.pad({arguments(rng, given, [zeros(shape, dtype_of(rng))])})"
    for kind in ("Zero", "Constant", "Reflection", "Replication", "Circular"):
        for n in (1, 2, 3):
            for _ in range(22):
                pads = rng.choice([str(rng.choice([1, 2])), f"({', '.join(str(rng.choice([0, 1, 2, 1, 9 if rng.random() < 0.2 else 1])) for _ in range(2 * n))})"])
                args = arguments(rng, [("padding", pads), *([("value", "0.5")] if kind == "Constant" else [])])
                shape = image(rng, n)
                if rng.random() < 0.06:
                    shape = [3, 2, *shape]
                yield f"torch.nn.{kind}Pad{n}d", module(f"{kind}Pad{n}d", args, zeros(shape, dtype_of(rng, ["float64", "bool"])))
    modes = {1: ["nearest", "linear", "area", "nearest-exact"], 2: ["nearest", "bilinear", "bicubic", "area", "nearest-exact"], 3: ["nearest", "trilinear", "area"]}
    for form in ("Upsample", "interpolate", "upsample"):
        for _ in range(150 if form != "upsample" else 50):
            n = rng.choice([1, 2, 2, 3])
            mode = rng.choice(modes[n] if rng.random() < 0.93 else ["linear", "bilinear", "trilinear", "cubic"])
            shape = image(rng, n, batch=1)
            if rng.random() < 0.04:
                shape = shape[1:] if rng.random() < 0.5 else [2, 2, *shape]
            size = factor = None
            if rng.random() < 0.5:
                size = per_axis(rng, n, [2, 5, 7, 9])
            else:
                factor = rng.choice(["2", "0.5", "1.5", "3", per_axis(rng, n, [2, 1.5, 0.5])])
            if rng.random() < 0.04:
                size, factor = rng.choice([(None, None), ("4", "2"), ("(2, 2, 2, 2)", None)])
            corners = maybe(rng, 0.5 if "linear" in mode or mode == "bicubic" else 0.03, rng.choice(["True", "False"]))
            given = [("size", size), ("scale_factor", factor), ("mode", f"'{mode}'" if mode != "nearest" else None), ("align_corners", corners)]
            if form == "interpolate":
                given.append(("recompute_scale_factor", maybe(rng, 0.15, "True") if factor and not size else None))
                given.append(("antialias", maybe(rng, 0.1, "True") if mode in ("bilinear", "bicubic", "nearest") and n == 2 else None))
            x = zeros(shape, dtype_of(rng, ["float64", "int64", "uint8"]) if n == 2 and mode in ("nearest", "bilinear") and not size else None)
            if form == "Upsample":
                yield "torch.nn.Upsample", module("Upsample", arguments(rng, given), x)
            else:
                yield f"torch.nn.functional.{form}", f"F.{form}({arguments(rng, given, [x])})"
    for name, fn in (("UpsamplingNearest2d", "upsample_nearest"), ("UpsamplingBilinear2d", "upsample_bilinear")):
        for _ in range(15):
            x = zeros(image(rng, 2, batch=1))
            given = [("size", rng.choice([None, "5", "(4, 6)"])), ("scale_factor", None)]
            if given[0][1] is None or rng.random() < 0.05:
                given[1] = ("scale_factor", rng.choice(["2", "1.5", "(2, 3)"]))
            yield f"torch.nn.{name}", module(name, arguments(rng, given), x)
            yield f"torch.nn.functional.{fn}", f"F.{fn}({arguments(rng, given, [x])})"
    for _ in range(40):
        r = rng.choice([1, 2, 3])
        front = [rng.choice([1, 2]) for _ in range(rng.choice([0, 1, 1, 2]))]
        small = [*front, rng.randint(1, 3) * r * r + (rng.random() < 0.1), rng.randint(1, 4), rng.randint(1, 4)]
        large = [*front, rng.randint(1, 3), rng.randint(1, 4) * r + (rng.random() < 0.1), rng.randint(1, 4) * r]
        if rng.random() < 0.05:
            small, large = small[-2:], large[-2:]
        dtype = dtype_of(rng)
        yield "torch.nn.PixelShuffle", f"nn.PixelShuffle({r})({zeros(small, dtype)})"
        yield "torch.nn.functional.pixel_shuffle", f"F.pixel_shuffle({zeros(small, dtype)}, {r})"
        yield "torch.nn.PixelUnshuffle", f"nn.PixelUnshuffle({r})({zeros(large, dtype)})"
        yield "torch.nn.functional.pixel_unshuffle", f"F.pixel_unshuffle({zeros(large, dtype)}, downscale_factor={r})"
        groups = rng.choice([1, 2, 3])
        mixed = [2, groups * rng.randint(1, 3) + (rng.random() < 0.1), *(rng.randint(1, 4) for _ in range(rng.choice([0, 1, 2, 2])))]
        yield "torch.nn.ChannelShuffle", f"nn.ChannelShuffle({groups})({zeros(mixed)})"
        yield "torch.nn.functional.channel_shuffle", f"F.channel_shuffle({zeros(mixed)}, groups={groups})"
    for _ in range(90):
        k, d, p, s = ([rng.choice(pool) for _ in range(2)] for pool in ([1, 2, 3], [1, 1, 2], [0, 0, 1], [1, 2]))
        size = [rng.randint(4, 7) for _ in range(2)]
        places = [(n + 2 * b - c * (a - 1) - 1) // e + 1 for n, a, c, b, e in zip(size, k, d, p, s)]
        given = [("kernel_size", tuple(k)), ("dilation", tuple(d)), ("padding", tuple(p)), ("stride", tuple(s))]
        front = [rng.choice([1, 2])] if rng.random() < 0.8 else []
        c = rng.randint(1, 3)
        x = zeros([*front, c, *(size if rng.random() < 0.93 else [1, 4])], dtype_of(rng))
        yield "torch.nn.Unfold", module("Unfold", arguments(rng, given), x)
        yield "torch.nn.functional.unfold", f"F.unfold({arguments(rng, given, [x])})"
        wrong = rng.random() < 0.1
        y = zeros([*front, c * k[0] * k[1] + (wrong and rng.random() < 0.5), places[0] * places[1] + wrong], dtype_of(rng))
        yield "torch.nn.Fold", module("Fold", arguments(rng, [("output_size", tuple(size)), *given]), y)
        yield "torch.nn.functional.fold", f"F.fold({arguments(rng, [('output_size', tuple(size)), *given], [y])})"
    for _ in range(50):
        n = rng.choice([2, 2, 3])
        shape = image(rng, n, batch=1)
        grid = [shape[0] + (rng.random() < 0.06), *(rng.randint(2, 5) for _ in range(n)), n + (rng.random() < 0.06)]
        if rng.random() < 0.05:
            grid = grid[1:]
        given = [("mode", maybe(rng, 0.3, rng.choice(["'nearest'", "'bilinear'"]))), ("padding_mode", maybe(rng, 0.2, "'border'")), ("align_corners", maybe(rng, 0.5, "False"))]
        yield "torch.nn.functional.grid_sample", f"F.grid_sample({arguments(rng, given, [zeros(shape), zeros(grid, rng.choice(['float64', None, None, None, None, None, None, None]))])})"
        theta = [shape[0] + (rng.random() < 0.06), n + (rng.random() < 0.06), n + 1]
        yield "torch.nn.functional.affine_grid", f"F.affine_grid({zeros(theta)}, {tuple(shape) if rng.random() < 0.95 else tuple(shape[:-1])}{rng.choice(['', ', align_corners=False', ', False'])})"
