"""tf.keras.backend: what Keras 3 keeps of the backend of old programs, and the functions of keras.activations."""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"

HEADER = "import numpy as np\nimport tensorflow as tf\nimport keras\nfrom tensorflow.keras import backend as K"
LIBRARIES = ["keras", "tensorflow-cpu"]
ACTIVATIONS = """celu elu exponential gelu hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh leaky_relu linear log_sigmoid log_softmax mish relu relu6
selu sigmoid silu soft_shrink softmax softplus softsign sparse_plus sparsemax squareplus swish tanh tanh_shrink""".split()


def t(rng, shapes=("(2, 3)", "(2, 3)", "(3,)", "(4, 2, 3)")):
    return f"tf.ones({rng.choice(shapes)})"


def calls(rng):
    c = rng.choice
    for name in "abs cos exp log sin sqrt square sigmoid tanh softplus softsign hard_sigmoid sign round zeros_like ones_like flatten transpose".split():
        for _ in range(3):
            yield name, t(rng)
    for name in "sum mean max min prod std var".split():
        for _ in range(9):
            yield name, f"{t(rng)}{c(['', ', axis=0', ', axis=-1', ', 1', ', axis=5'])}{c(['', '', ', keepdims=True'])}"
    for _ in range(10):
        yield c(["argmax", "argmin"]), f"{t(rng)}{c(['', ', axis=0', ', -1'])}"
        yield c(["cumsum", "cumprod"]), f"{t(rng)}{c(['', ', axis=0'])}"
        yield "softmax", f"{t(rng)}{c(['', ', axis=-1'])}"
        yield "relu", f"{t(rng)}{c(['', ', alpha=0.1', ', max_value=6.0'])}"
        yield "clip", f"{t(rng)}, {c(['0.0, 1.0', '-1.0, 1.0'])}"
        yield "pow", f"{t(rng)}, {c(['2', '3'])}"
        yield "l2_normalize", f"{t(rng)}{c(['', ', axis=-1'])}"
        yield "cast", f"{t(rng)}, {c(['`int32`', '`float64`', 'dtype=`bool`'])}"
        yield "batch_flatten", t(rng, ("(4, 2, 3)", "(2, 3)", "(2, 3, 4, 5)"))
        yield "reshape", f"{t(rng)}, {c(['(-1,)', '(3, 2)', '(-1, 3)', '(5, -1)'])}"
        yield "permute_dimensions", f"{t(rng)}, {c(['(1, 0)', '(0, 2, 1)'])}"
        yield "expand_dims", f"{t(rng)}{c(['', ', 0', ', axis=1', ', 5'])}"
        yield "squeeze", f"tf.ones({c(['(2, 1, 3)', '(1, 3)', '(2, 3)'])}), {c(['0', '1', 'axis=-1'])}"
        yield "tile", f"{t(rng, ('(2, 3)',))}, {c(['[1, 2]', '(2, 2)'])}"
        yield "repeat", f"{t(rng, ('(2, 3)',))}, {c(['2', '4'])}"
        yield "repeat_elements", f"{t(rng, ('(2, 3)', '(4, 2, 3)'))}, 2, {c(['0', 'axis=1'])}"
        yield "temporal_padding", f"{t(rng, ('(4, 2, 3)',))}{c(['', ', (2, 0)', ', padding=(1, 2)'])}"
        yield c(["zeros", "ones"]), f"{c(['(2, 3)', '(4,)'])}{c(['', ', dtype=`int32`'])}"
        yield c(["random_normal", "random_uniform", "truncated_normal"]), f"{c(['(2, 3)', '(4,)'])}{c(['', ', seed=1'])}"
        yield c(["variable", "constant"]), c(["1.0", "[1.0, 2.0]", "np.ones((2, 3))"])
        yield "one_hot", f"tf.constant({c(['[0, 1, 2]', '[[1, 2]]'])}), {c(['3', 'num_classes=5'])}"
        yield "gather", f"{t(rng, ('(4, 2, 3)', '(4, 3)'))}, tf.constant({c(['[0, 1]', '[[0], [2]]'])})"
        yield "concatenate", f"[{t(rng)}, {t(rng)}]{c(['', ', axis=0', ', axis=1'])}"
        yield "stack", f"[{t(rng)}, {t(rng)}]{c(['', ', axis=1'])}"
        yield c(["equal", "greater", "less_equal", "maximum"]), f"{t(rng)}, {t(rng)}"
        yield "dot", f"{t(rng, ('(2, 3)', '(4, 2, 3)'))}, tf.ones({c(['(3, 4)', '(3, 5)', '(4, 3)'])})"
        yield "batch_dot", f"tf.ones({c(['(5, 2)', '(5, 2, 3)'])}), tf.ones({c(['(5, 2)', '(5, 3, 4)'])}){c(['', ', axes=1', ', axes=(2, 1)'])}"
        yield "int_shape", t(rng)
        yield "ndim", t(rng)
        yield "binary_crossentropy", f"{t(rng, ('(4, 1)',))}, {t(rng, ('(4, 1)',))}{c(['', ', from_logits=True'])}"
        yield "categorical_crossentropy", f"{t(rng, ('(4, 3)',))}, {t(rng, ('(4, 3)',))}{c(['', ', from_logits=True'])}"
        yield "sparse_categorical_crossentropy", f"tf.constant([0, 1, 2, 0]), {t(rng, ('(4, 3)',))}{c(['', ', from_logits=True'])}"
        yield "eye", c(["3", "size=4", "2, dtype=`int32`"])
        yield "count_params", t(rng)
        yield c(["eval", "get_value"]), f"tf.ones((2, {c([3, 4])}))"


def cases(rng):
    c = rng.choice
    for name, rest in calls(rng):
        yield f"keras.backend.{name}", f"K.{name}({rest})".replace("`", "'")
    for name in ACTIVATIONS:
        for _ in range(4):
            x = c(["tf.ones((2, 3))", "keras.ops.ones((4, 2, 3))", "keras.Input((2, 3))"])
            yield f"keras.activations.{name}", f"keras.activations.{name}({x})"
    for _ in range(6):
        yield "keras.activations.relu", f"keras.activations.relu(keras.ops.ones((2, 3)){c([', max_value=6', ', 0.1', ', threshold=0.5'])})"
        yield "keras.activations.softmax", f"keras.activations.softmax(keras.ops.ones((2, 3)){c(['', ', axis=-1', ', axis=0'])})"
        yield "keras.activations.glu", f"keras.activations.glu(keras.ops.ones((2, {c([4, 6])})))"
        yield "keras.activations.get", f"keras.activations.get({c(['`relu`', '`tanh`', '`softmax`'])})(keras.ops.ones((2, 3)))".replace("`", "'")
