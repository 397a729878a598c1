"""keras.ops: element by element, along axes, and arrays put together, on the backend of TensorFlow."""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"

HEADER = "import numpy as np\nimport keras\nfrom keras import ops"
LIBRARIES = ["keras"]
UNARY = """arccos arcsinh arctan cos cosh log log10 log1p log2 sin sinh sqrt tan tanh exp exp2 expm1 ceil floor relu relu6 sigmoid silu swish
softplus softsign elu selu gelu celu hard_sigmoid hard_silu log_sigmoid erf rsqrt reciprocal sign negative copy stop_gradient nan_to_num trunc
round isfinite isinf isnan logical_not abs absolute square_ leaky_relu softmax log_softmax zeros_like ones_like ravel""".replace("square_ ", "").split()
BINARY = """add subtract multiply power maximum minimum mod floor_divide divide true_divide divide_no_nan arctan2 logaddexp equal not_equal greater
greater_equal less less_equal logical_and logical_or""".split()
SHAPES = ["(2, 3)", "(2, 3)", "(3,)", "(4, 2, 3)", "(1, 3)"]


def a(rng, types=("float32",) * 5 + ("int32",)):
    return f"ops.ones({rng.choice(SHAPES)}, '{rng.choice(types)}')"


def k(rng):
    return f"keras.Input({rng.choice(['(3,)', '(2, 3)', '(4, 3)'])})"


def either(rng):
    return rng.choice([a, a, k])(rng)


def cases(rng):
    c = rng.choice
    for name in UNARY:
        for _ in range(10):
            yield f"keras.ops.{name}", f"ops.{name}({c([a(rng, ('float32', 'float32', 'float16')), a(rng, ('float32',)), k(rng)])})"
    for name in BINARY:
        for _ in range(11):
            yield f"keras.ops.{name}", f"ops.{name}({a(rng)}, {c([a(rng), a(rng), '2', '1.5'])})"
        yield f"keras.ops.{name}", f"ops.{name}({k(rng)}, {c([a(rng, ('float32',)), '2', '1.5'])})"
    for name in ("sum", "prod", "mean", "var", "std", "median", "max", "min", "amax", "amin", "logsumexp", "argmax", "argmin"):
        for _ in range(12):
            given = a(rng, ("float32",)) if name in ("logsumexp",) else either(rng)
            yield f"keras.ops.{name}", f"ops.{name}({given}{c(['', ', axis=0', ', axis=1', ', axis=-1', ', axis=5'])}{c(['', '', ', keepdims=True'])})"
    for _ in range(14):
        yield "keras.ops.reshape", f"ops.reshape({either(rng)}, {c(['(-1,)', '(3, 2)', '(-1, 3)', '(6,)', '(5, -1)'])})"
        yield "keras.ops.transpose", f"ops.transpose({either(rng)}{c(['', ', axes=(1, 0)', ', (0, 2, 1)'])})"
        yield "keras.ops.expand_dims", f"ops.expand_dims({either(rng)}, {c(['-1', '0', 'axis=1', '5'])})"
        yield "keras.ops.squeeze", f"ops.squeeze(ops.ones({c(['(2, 1, 3)', '(1, 3)'])}){c(['', ', axis=1', ', axis=0'])})"
        yield "keras.ops.moveaxis", f"ops.moveaxis({a(rng)}, {c(['0, 1', '-1, 0', 'source=0, destination=-1'])})"
        yield "keras.ops.swapaxes", f"ops.swapaxes({a(rng)}, {c(['0, 1', '0, -1'])})"
        yield "keras.ops.flip", f"ops.flip({either(rng)}{c(['', ', axis=0', ', axis=1'])})"
        yield "keras.ops.tile", f"ops.tile({a(rng)}, {c(['2', '(2, 1)', '(1, 2, 3)'])})"
        yield "keras.ops.repeat", f"ops.repeat({a(rng)}, {c(['2', '3'])}{c(['', ', axis=0', ', axis=-1'])})"
        yield "keras.ops.pad", f"ops.pad(ops.ones((2, 3)), {c(['1', '((1, 1), (0, 2))', '(1, 2)'])})"
        yield "keras.ops.concatenate", f"ops.concatenate([{a(rng)}, {a(rng)}]{c(['', ', axis=0', ', axis=1', ', axis=-1'])})"
        yield "keras.ops.concatenate", f"ops.concatenate([{k(rng)}, {k(rng)}], axis={c([1, -1])})"
        yield "keras.ops.stack", f"ops.stack([{a(rng)}, {a(rng)}]{c(['', ', axis=1', ', axis=-1'])})"
        yield "keras.ops.split", f"ops.split({a(rng)}, {c(['2', '3'])}{c(['', ', axis=1', ', axis=-1'])})"
        yield "keras.ops.unstack", f"ops.unstack({a(rng)}{c(['', ', axis=1', ', axis=-1'])})"
        yield "keras.ops.take", f"ops.take({a(rng)}, {c(['[0, 1]', '0', '[[0, 1]]'])}{c(['', ', axis=0', ', axis=-1'])})"
        yield "keras.ops.one_hot", f"ops.one_hot({c(['[0, 1, 2]', '[[1, 2]]', '1'])}, {c(['3', 'num_classes=5'])}{c(['', ', axis=0', ', dtype=`int32`'])})".replace("`", "'")
        yield "keras.ops.cast", f"ops.cast({either(rng)}, {c(['`int32`', '`float16`', 'dtype=`bool`'])})".replace("`", "'")
        yield "keras.ops.where", f"ops.where(ops.ones((2, 3)) > 0, {c(['1.0', 'ops.ones(3)'])}, {c(['0.0', 'ops.zeros((4, 1, 1))'])})"
        yield "keras.ops.shape", f"ops.shape({either(rng)})"
        yield "keras.ops.ndim", f"ops.ndim({either(rng)})"
        yield "keras.ops.zeros", f"ops.{c(['zeros', 'ones', 'empty'])}({c(['3', '(2, 3)', '[4]'])}{c(['', ', `int32`'])})".replace("`", "'")
        yield "keras.ops.full", f"ops.full({c(['3', '(2, 3)'])}, {c(['1', '0.5'])})"
        yield "keras.ops.eye", f"ops.eye({c(['3', '2, 4', '3, k=1'])})"
        yield "keras.ops.clip", f"ops.clip({a(rng, ('float32',))}, {c(['0, 1', '0.0, 0.5', 'x_min=-1, x_max=1'])})"
        yield "keras.ops.matmul", f"ops.matmul(ops.ones({c(['(2, 3)', '(5, 2, 3)', '(3,)'])}), ops.ones({c(['(3, 4)', '(3,)', '(4, 3)'])}))"
        yield "keras.ops.matmul", f"ops.matmul(keras.Input({c(['(3,)', '(2, 3)'])}), ops.ones({c(['(3, 4)', '(4, 3)'])}))"
        yield "keras.ops.dot", f"ops.dot(ops.ones({c(['(2, 3)', '(3,)'])}), ops.ones({c(['(3, 4)', '(3,)', '(4, 3)'])}))"
        yield "keras.ops.einsum", f"ops.einsum({c(['`ij,jk->ik`', '`ij,jk`'])}, ops.ones((2, 3)), ops.ones({c(['(3, 4)', '(4, 3)'])}))".replace("`", "'")
        yield "keras.ops.tensordot", f"ops.tensordot(ops.ones((2, 3)), ops.ones({c(['(3, 4)', '(2, 3)'])}), axes={c(['1', '2', '[[1], [0]]'])})"
        yield "keras.ops.top_k", f"ops.top_k({a(rng)}, {c(['2', 'k=1'])})"
        yield "keras.ops.cumsum", f"ops.{c(['cumsum', 'cumprod'])}({a(rng)}{c(['', ', axis=0', ', axis=-1'])})"
        yield "keras.ops.sort", f"ops.{c(['sort', 'argsort'])}({a(rng)}{c(['', ', axis=0', ', axis=-1'])})"
        yield "keras.ops.norm", f"ops.norm({a(rng, ('float32',))}{c(['', ', axis=1', ', axis=-1, keepdims=True'])})"
        yield "keras.ops.count_nonzero", f"ops.count_nonzero({a(rng)}{c(['', ', axis=0'])})"
        yield "keras.random.normal", f"keras.random.{c(['normal', 'uniform', 'truncated_normal'])}({c(['(2, 3)', '(4,)'])}{c(['', ', seed=1'])})"
        yield "keras.KerasTensor", f"{k(rng)} {c(['+', '*', '-', '/'])} {c(['2', '1.5', 'ops.ones(3)'])}"
