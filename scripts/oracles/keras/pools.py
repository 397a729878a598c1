"""Values for the parameters of layers, by name: mostly sensible ones, some at the edge, a few that are refused."""

# Parameters that change neither shape nor the number of weights; they are left at their defaults.
UNTOUCHED = {
    "kernel_initializer", "bias_initializer", "beta_initializer", "gamma_initializer", "moving_mean_initializer",
    "moving_variance_initializer", "kernel_regularizer", "bias_regularizer", "beta_regularizer", "gamma_regularizer",
    "activity_regularizer", "kernel_constraint", "bias_constraint", "beta_constraint", "gamma_constraint", "lora_rank",
    "lora_alpha", "quantization_config", "noise_shape", "seed", "name", "momentum", "epsilon", "synchronized",
    "renorm_clipping", "renorm_momentum",
}  # fmt: skip


def window(rng, low, high):
    """One number for both axes or one an axis."""
    if rng.random() < 0.5:
        return rng.randint(low, high)
    return [rng.randint(low, high), rng.randint(low, high)]


def rarely(rng, odd, usual):
    return rng.choice(odd) if rng.random() < 0.06 else usual


POOLS = {
    "units": lambda rng: rarely(rng, [0, -3], rng.randint(1, 64)),
    "filters": lambda rng: rarely(rng, [0, -1], rng.choice([1, 2, 3, 4, 6, 8, 16, 32])),
    "kernel_size": lambda rng: rarely(rng, [0, [3, 0], [3], [3, 3, 3]], window(rng, 1, 6)),
    "pool_size": lambda rng: rarely(rng, [0, [2, 2, 2]], window(rng, 1, 5)),
    "strides": lambda rng: rarely(rng, [0, [1, 0], [2, 2, 2]], window(rng, 1, 4)),
    "dilation_rate": lambda rng: rarely(rng, [0], window(rng, 1, 3)),
    "groups": lambda rng: rarely(rng, [0], rng.choice([1, 2, 3, 4])),
    "padding": lambda rng: rarely(rng, ["causal", "full"], rng.choice(["valid", "same", "SAME"])),
    "data_format": lambda rng: rarely(rng, ["channels_middle"], rng.choice(["channels_last", "channels_first"])),
    "activation": lambda rng: rarely(rng, ["rellu"], rng.choice(["relu", "softmax", "tanh", "linear", None])),
    "use_bias": lambda rng: rng.random() < 0.5,
    "keepdims": lambda rng: rng.random() < 0.5,
    "center": lambda rng: rng.random() < 0.5,
    "scale": lambda rng: rng.random() < 0.5,
    "rate": lambda rng: rarely(rng, [-0.1, 1.5, 2], rng.choice([0, 0.1, 0.25, 0.5, 1])),
    "renorm": lambda rng: rng.random() < 0.3,
    "axis": lambda rng: rng.choice([-1, -1, 1, 2, 3, -2, -3, 4, -4, 5, -5, 0]),
}


def batch(rng):
    return rng.choice([None, None, None, 1, 4])


def extent(rng, high):
    return None if rng.random() < 0.12 else rng.randint(1, high)


def image(rng):
    return [batch(rng), extent(rng, 20), extent(rng, 20), rng.choice([1, 2, 3, 4, 6, 8, 12, None])]


def array(rng, low, high, size=9):
    """An input of any rank, the batch axis included."""
    return [batch(rng)] + [extent(rng, size) for _ in range(rng.randint(low, high) - 1)]


def image_or_other(rng):
    return image(rng) if rng.random() < 0.9 else array(rng, 1, 5)


def reshape_target(rng, shape):
    """Often a rearrangement of what comes in, sometimes with one number changed, a -1 or a free extent."""
    inner = shape[1:]
    if rng.random() < 0.15 or None in inner:
        target = [rng.randint(1, 6) for _ in range(rng.randint(0, 3))]
    else:
        size = 1
        for n in inner:
            size *= n
        target = []
        while size > 1 and len(target) < 3 and rng.random() < 0.7:
            factor = rng.choice([n for n in range(1, size + 1) if size % n == 0])
            target.append(factor)
            size //= factor
        target.append(size)
        rng.shuffle(target)
    if target and rng.random() < 0.15:
        target[rng.randrange(len(target))] += rng.choice([-1, 1, 2])
    for odd, share in ((-1, 0.35), (-1, 0.1), (None, 0.08)):
        if target and rng.random() < share:
            target[rng.randrange(len(target))] = odd
    return target


def relatives(rng, layer):
    """Inputs of a merging layer: alike, with some axes different, free, of one, or missing."""
    first = array(rng, 1, 4, 6)
    shapes = [first]
    for _ in range(rarely(rng, [0, 0], rng.choice([1, 1, 2]))):
        other = list(first)
        for axis in range(1, len(other)):
            if rng.random() < (0.15 if layer == "Add" else 0.3):
                other[axis] = rng.choice([None, 1, rng.randint(1, 6)])
        if rng.random() < 0.1 and len(other) > 1:
            other.pop(rng.randrange(1, len(other)))
        other[0] = rng.choice([first[0], first[0], first[0], batch(rng)])
        shapes.append(other)
    return shapes
