"""TensorFlow's functions that reduce or run along axes, and its products of matrices."""

HEADER = "import numpy as np\nimport tensorflow as tf"
LIBRARIES = ["tensorflow-cpu"]
SHAPES = ["(2, 3)", "(2, 3)", "(4, 2, 3)", "(3,)", "(1, 3)"]


def t(rng, shapes=SHAPES, types=("",) * 5 + (", tf.int32", ", tf.float64")):
    return f"tf.ones({rng.choice(shapes)}{rng.choice(types)})"


def programs(rng):
    c = rng.choice
    names = ["sum", "mean", "prod", "max", "min", "logsumexp", "std", "variance", "euclidean_norm", "any", "all"]
    for name in names:
        for _ in range(14):
            given = f"{t(rng)} > 0" if name in ("any", "all") and rng.random() < 0.8 else t(rng)
            home = c(["", "math."]) if name not in ("std", "variance", "euclidean_norm") else "math."
            yield f"tensorflow.math.reduce_{name}", f"tf.{home}reduce_{name}({given}{c(['', ', 0', ', axis=1', ', axis=-1', ', [0, 1]', ', axis=(0,)', ', axis=3', ', axis=None'])}{c(['', '', ', keepdims=True'])})"
    for _ in range(14):
        for name in ("argmax", "argmin"):
            yield f"tensorflow.{name}", f"tf.{name}({t(rng)}{c(['', ', axis=1', ', 0', ', axis=-1', ', axis=4'])}{c(['', ', output_type=tf.int32'])})"
        yield "tensorflow.cumsum", f"tf.cumsum({t(rng)}{c(['', ', axis=1', ', exclusive=True', ', reverse=True', ', axis=3'])})"
        yield "tensorflow.math.cumprod", f"tf.math.cumprod({t(rng)}{c(['', ', axis=-1', ', exclusive=True'])})"
        yield "tensorflow.math.cumulative_logsumexp", f"tf.math.cumulative_logsumexp({t(rng, types=('',))}{c(['', ', axis=0'])})"
        yield "tensorflow.math.count_nonzero", f"tf.math.count_nonzero({t(rng)}{c(['', ', axis=1', ', keepdims=True', ', dtype=tf.int32', ', axis=3'])})"
        yield "tensorflow.nn.softmax", f"tf.nn.{c(['softmax', 'log_softmax'])}({t(rng)}{c(['', ', axis=0', ', axis=-1', ', axis=3'])})"
        yield "tensorflow.math.l2_normalize", f"tf.math.l2_normalize({t(rng)}{c(['', ', axis=0', ', axis=[0, 1]', ', epsilon=1e-6'])})"
        yield "tensorflow.norm", f"tf.{c(['norm', 'linalg.norm'])}({t(rng)}{c(['', ', axis=1', ', ord=1', ', ord=2, axis=0', ', axis=-1, keepdims=True', ', keepdims=True'])})"
        yield "tensorflow.nn.moments", f"tf.nn.moments({t(rng, types=('',))}, {c(['[0]', 'axes=[0, 1]', '[1]', '[0], keepdims=True', '[3]'])})"
        a = c(["(2, 3)", "(2, 3)", "(3, 3)", "(5, 2, 3)", "(3,)"])
        b = c(["(3, 4)", "(3, 4)", "(2, 4)", "(5, 3, 4)", "(4, 3)", "(3,)"])
        yield "tensorflow.matmul", f"tf.matmul(tf.ones({a}), tf.ones({b}{c(['', '', '', '', ', tf.int32'])}){c(['', '', '', ', transpose_b=True', ', transpose_a=True'])})"
        yield "tensorflow.Tensor", f"tf.ones({a}) @ {c(['tf.ones', 'tf.ones', 'np.ones'])}({b})"
        yield "tensorflow.linalg.matvec", f"tf.linalg.matvec(tf.ones({c(['(2, 3)', '(5, 2, 3)'])}), tf.ones({c(['(3,)', '(3,)', '(2,)', '(5, 3)'])}))"
        yield "tensorflow.tensordot", f"tf.tensordot(tf.ones({c(['(2, 3)', '(4, 2, 3)'])}), tf.ones({c(['(3, 4)', '(3, 2)', '(2, 3)'])}), {c(['1', 'axes=2', '[[1], [0]]', 'axes=[[-1], [-1]]', 'axes=0', '[[1, 0], [0, 1]]'])})"
        yield "tensorflow.einsum", f"tf.einsum({c(['`ij,jk->ik`', '`ij,jk`', '`bij,jk->bik`', '`...j,jk->...k`', '`ij,kj->ik`'])}, tf.ones({c(['(2, 3)', '(2, 3)', '(5, 2, 3)'])}), tf.ones({c(['(3, 4)', '(3, 4)', '(4, 3)'])}))"
        for name in ("inv", "cholesky", "det", "logdet", "expm", "sqrtm", "trace", "matrix_transpose", "eigvalsh"):
            yield f"tensorflow.linalg.{name}", f"tf.linalg.{name}({c(['tf.eye(3)', 'tf.eye(2, batch_shape=[5])', 'tf.ones((2, 3))', 'tf.eye(3, dtype=tf.float64)', 'tf.ones(3)'])})"
        yield "tensorflow.linalg.band_part", f"tf.linalg.band_part({t(rng)}, {c(['-1, 0', '0, -1', '1, 1'])})"
        yield "tensorflow.linalg.diag", f"tf.linalg.diag({c(['tf.ones(3)', 'tf.ones((2, 3))', '[1, 2]'])})"
        yield "tensorflow.linalg.diag_part", f"tf.linalg.diag_part({t(rng)})"


def cases(rng):
    for name, program in programs(rng):
        yield name, program.replace("`", '"')
