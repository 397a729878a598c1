"""Values for the parameters of layers, by name: mostly sensible ones, some at the edge, a few that are refused."""

# Parameters that change neither shape nor the number of weights; they are left at their defaults.
UNTOUCHED = {
    "kernel_initializer", "bias_initializer", "beta_initializer", "gamma_initializer", "moving_mean_initializer",
    "moving_variance_initializer", "kernel_regularizer", "bias_regularizer", "beta_regularizer", "gamma_regularizer",
    "activity_regularizer", "kernel_constraint", "bias_constraint", "beta_constraint", "gamma_constraint", "lora_rank",
    "lora_alpha", "quantization_config", "noise_shape", "seed", "name", "momentum", "epsilon", "synchronized",
    "renorm_clipping", "renorm_momentum", "recurrent_initializer", "recurrent_regularizer", "recurrent_constraint", "unit_forget_bias",
    "dropout", "recurrent_dropout", "use_cudnn", "depthwise_initializer", "depthwise_regularizer", "depthwise_constraint",
    "pointwise_initializer", "pointwise_regularizer", "pointwise_constraint", "embeddings_initializer", "embeddings_regularizer",
    "embeddings_constraint", "weights", "alpha_initializer", "alpha_regularizer", "alpha_constraint", "gptq_unpacked_column_size",
    "flash_attention", "sliding_window", "attention_axes", "mask", "arguments", "function", "value_range", "fill_value", "fill_mode",
    "backward_layer", "sparse", "ragged", "standardize", "split", "ngrams", "encoding", "idf_weights", "salt", "oov_token", "dtype",
    "vocabulary_dtype", "oov_method", "mask_value", "mean", "variance", "logit_soft_cap", "reverse_dtype", "invert",
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
    "output_padding": lambda rng: rng.choice([None, None, 0, 1]),
    "depth_multiplier": lambda rng: rarely(rng, [0], rng.choice([1, 2, 3])),
    "output_size": lambda rng: window(rng, 1, 4),
    "cropping": lambda rng: rarely(rng, [[1, 2, 3, 4]], window(rng, 0, 3)),
    "size": lambda rng: rarely(rng, [0], rng.randint(1, 3)),
    "interpolation": lambda rng: "bilinear",
    "n": lambda rng: rarely(rng, [0, -2], rng.randint(1, 6)),
    "dims": lambda rng: rarely(rng, [[0, 1], [1, 3]], rng.sample(range(1, 4), 3) if rng.random() < 0.4 else rng.choice([[2, 1], [1, 2], [1]])),
    "stddev": lambda rng: rarely(rng, [-1, 2], rng.choice([0.1, 0.5, 1])),
    "l1": lambda rng: rng.choice([0, 0.1]),
    "l2": lambda rng: rng.choice([0, 0.1]),
    "max_value": lambda rng: rng.choice([None, 6]),
    "negative_slope": lambda rng: rng.choice([0, 0.1, 0.3]),
    "threshold": lambda rng: rng.choice([0, 0.5]),
    "alpha": lambda rng: rng.choice([0.5, 1.0]),
    "shared_axes": lambda rng: rng.choice([None, [1], [1, 2], [-1]]),
    "input_dim": lambda rng: rng.choice([10, 1000]),
    "output_dim": lambda rng: rng.choice([3, 16]),
    "mask_zero": lambda rng: rng.random() < 0.3,
    "power_iterations": lambda rng: rarely(rng, [0], 1),
    "recurrent_activation": lambda rng: "sigmoid",
    "return_sequences": lambda rng: rng.random() < 0.5,
    "return_state": lambda rng: rng.random() < 0.3,
    "go_backwards": lambda rng: rng.random() < 0.3,
    "stateful": lambda rng: rng.random() < 0.15,
    "unroll": lambda rng: rng.random() < 0.2,
    "reset_after": lambda rng: rng.random() < 0.5,
    "zero_output_for_mask": lambda rng: rng.random() < 0.2,
    "merge_mode": lambda rng: rarely(rng, ["add"], rng.choice(["concat", "sum", "mul", "ave", None])),
    "normalize": lambda rng: rng.random() < 0.3,
    "axes": lambda rng: rng.choice([1, 2, -1, -2, [1, 1], [2, 1], [2, 2], [1, 2], [-1, -1]]),
    "use_scale": lambda rng: rng.random() < 0.5,
    "score_mode": lambda rng: rng.choice(["dot", "concat"]),
    "num_heads": lambda rng: rarely(rng, [0], rng.choice([1, 2, 4])),
    "key_dim": lambda rng: rng.choice([2, 8]),
    "value_dim": lambda rng: rng.choice([None, 5]),
    "output_shape": lambda rng: rng.choice([None, 6, [7]]),
    "use_gate": lambda rng: rng.random() < 0.2,
    "head_dim": lambda rng: rng.choice([2, 4]),
    "num_query_heads": lambda rng: rng.choice([2, 4, 6]),
    "num_key_value_heads": lambda rng: rng.choice([1, 2, 4]),
    "height": lambda rng: rng.randint(1, 9),
    "width": lambda rng: rng.randint(1, 9),
    "crop_to_aspect_ratio": lambda rng: rng.random() < 0.3,
    "pad_to_aspect_ratio": lambda rng: False,
    "antialias": lambda rng: rng.random() < 0.3,
    "scale_factor": lambda rng: 0.5,
    "offset": lambda rng: rng.choice([0.0, -1.0]),
    "num_tokens": lambda rng: rng.choice([4, 10]),
    "num_bins": lambda rng: rng.choice([4, 10]),
    "output_mode": lambda rng: rng.choice(["int", "one_hot", "multi_hot", "count"]),
    "bin_boundaries": lambda rng: rng.choice([[0.0, 1.0], [-1.0, 0.5, 2.0]]),
    "max_tokens": lambda rng: rng.choice([None, 20]),
    "num_oov_indices": lambda rng: rng.choice([0, 1, 2]),
    "mask_token": lambda rng: None,
    "pad_to_max_tokens": lambda rng: rng.random() < 0.3,
    "output_sequence_length": lambda rng: rng.choice([None, 7]),
    "factor": lambda rng: 0.2,
    "height_factor": lambda rng: 0.2,
    "width_factor": lambda rng: 0.2,
}

# The same names mean other things elsewhere.
OWN_POOLS = {
    ("Rescaling", "scale"): lambda rng: rng.choice([0.5, 2]),
    ("GroupNormalization", "groups"): lambda rng: rarely(rng, [0, -2], rng.choice([1, 2, 3, -1])),
    ("LayerNormalization", "axis"): lambda rng: rng.choice([-1, -1, 1, [1, 2], [-1, -2], 3]),
    ("UnitNormalization", "axis"): lambda rng: rng.choice([-1, -1, 1, [1, 2], 3]),
    ("RMSNormalization", "axis"): lambda rng: rng.choice([-1, -1, 1, 3]),
    ("Softmax", "axis"): lambda rng: rng.choice([-1, 1, [1, 2]]),
    ("TimeDistributed", "layer"): lambda rng: nested(rng, [("Dense", {"units": 5}), ("Conv2D", {"filters": 4, "kernel_size": 3}), ("Flatten", {}), ("BatchNormalization", {}), ("MaxPooling2D", {})]),
    ("SpectralNormalization", "layer"): lambda rng: nested(rng, [("Dense", {"units": 5}), ("Conv2D", {"filters": 4, "kernel_size": 3}), ("Conv1D", {"filters": 4, "kernel_size": 2})]),
    ("Bidirectional", "layer"): lambda rng: nested(rng, [(name, {"units": rng.choice([3, 8]), "return_sequences": rng.random() < 0.5}) for name in ("LSTM", "GRU", "SimpleRNN")]),
    ("RNN", "cell"): lambda rng: nested(rng, [(name, {"units": rng.choice([3, 8]), "use_bias": rng.random() < 0.7}) for name in ("LSTMCell", "GRUCell", "SimpleRNNCell")]),
    ("Discretization", "output_mode"): lambda rng: rng.choice(["int", "one_hot", "multi_hot", "count"]),
    ("CategoryEncoding", "output_mode"): lambda rng: rng.choice(["one_hot", "multi_hot", "count"]),
    ("TextVectorization", "output_mode"): lambda rng: rng.choice(["int", "int", "multi_hot", "count"]),
    ("StringLookup", "vocabulary"): lambda rng: [["a", "b", "c"], ["x", "y"]][rng.randint(0, 1)],
    ("IntegerLookup", "vocabulary"): lambda rng: [[3, 5, 9], [1, 2]][rng.randint(0, 1)],
    ("TextVectorization", "vocabulary"): lambda rng: None,
    ("UpSampling2D", "size"): lambda rng: rarely(rng, [0], window(rng, 1, 3)),
    ("Masking", "mask_value"): lambda rng: 0.0,
    ("ZeroPadding1D", "padding"): lambda rng: rarely(rng, [[1, 2, 3]], window(rng, 0, 3)),
    ("ZeroPadding2D", "padding"): lambda rng: sides(rng, 2),
    ("ZeroPadding3D", "padding"): lambda rng: sides(rng, 3),
    ("Cropping2D", "cropping"): lambda rng: sides(rng, 2),
    ("Cropping3D", "cropping"): lambda rng: sides(rng, 3),
    ("EinsumDense", "equation"): None,
    ("EinsumDense", "output_shape"): None,
}


def nested(rng, layers):
    """A layer as an argument: its name and its configuration."""
    name, config = rng.choice(layers)
    return {"layer": name, "config": config}


def sides(rng, axes):
    """One number, one an axis, or two an axis."""
    form = rng.random()
    if form < 0.25:
        return rng.randint(0, 3)
    if form < 0.5:
        return [rng.randint(0, 3) for _ in range(axes)]
    return [[rng.randint(0, 3), rng.randint(0, 3)] for _ in range(rarely(rng, [axes + 1], axes))]


EINSUMS = [
    ("abc,cd->abd", [None, 6], 3), ("abc,cde->abde", [None, 2, 3], 3), ("...x,xy->...y", 5, 3), ("...x,xy->...y", [4, 5], 3),
    ("ab,bc->ac", 4, 2), ("abc,cd->abd", [5, 6], 3), ("ab...,bc->ac...", [4], 3), ("abcd,cde->abe", [None, 6], 4),
]  # fmt: skip


def per_axis(rank):
    """The same parameters for another number of axes."""
    def again(pool):
        def values(rng):
            value = pool(rng)
            return [*value, *value, *value][:rank] if isinstance(value, list) and len(value) == 2 else value
        return values
    return {name: again(POOLS[name]) for name in ("kernel_size", "pool_size", "strides", "dilation_rate", "size", "output_size", "cropping")}


def batch(rng):
    return rng.choice([None, None, None, 1, 4])


def extent(rng, high):
    return None if rng.random() < 0.12 else rng.randint(1, high)


def image(rng):
    return [batch(rng), extent(rng, 20), extent(rng, 20), rng.choice([1, 2, 3, 4, 6, 8, 12, None])]


def array(rng, low, high, size=9):
    """An input of any rank, the batch axis included."""
    return [batch(rng)] + [extent(rng, size) for _ in range(rng.randint(low, high) - 1)]


def spatial(rank, lead=0):
    """Inputs for layers that slide over `rank` axes, behind `lead` axes of time; rarely of another rank."""
    def make(rng):
        if rng.random() < 0.06:
            return array(rng, 2, 5)
        channels = rng.choice([1, 2, 3, 4, 6, 8, 12, None if rng.random() < 0.3 else 5])
        return [batch(rng), *(rng.randint(2, 5) for _ in range(lead)), *(extent(rng, 14 if rank < 3 else 8) for _ in range(rank)), channels]
    return make


def sequence(rng):
    return array(rng, 2, 4) if rng.random() < 0.06 else [batch(rng), extent(rng, 9), rng.choice([1, 3, 4, 8, 8, None if rng.random() < 0.3 else 2])]


def pair(rng):
    """Query, value and, sometimes, key."""
    features, steps = rng.randint(1, 9), rng.randint(1, 9)
    shapes = [[None, rng.randint(1, 9), features], [None, steps, features]]
    if rng.random() < 0.4:
        shapes.append([None, rng.choice([steps, steps, steps + 1]), features])
    return shapes


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
