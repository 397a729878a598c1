"""TensorFlow's functions of each element, and of two tensors that are broadcast."""

HEADER = "import numpy as np\nimport tensorflow as tf"
LIBRARIES = ["tensorflow-cpu"]

UNARY = """math.abs math.acos math.acosh math.angle math.asin math.asinh math.atan math.atanh math.bessel_i0 math.bessel_i1 math.ceil
math.conj math.cos math.cosh math.digamma math.erf math.erfc math.erfinv math.erfcinv math.exp math.expm1 math.floor math.imag
math.is_finite math.is_inf math.is_nan math.lgamma math.log math.log1p math.log_sigmoid math.logical_not math.ndtri math.negative math.real
math.reciprocal math.reciprocal_no_nan math.rint math.round math.rsqrt math.sigmoid math.sign math.sin math.sinh math.softplus math.sqrt
math.square math.tan math.tanh nn.elu nn.gelu nn.relu nn.relu6 nn.selu nn.silu nn.swish nn.softsign nn.leaky_relu identity stop_gradient
abs exp sqrt square sin tanh round negative sign floor sigmoid nn.softmax nn.log_softmax math.l2_normalize zeros_like ones_like""".split()
BINARY = """math.add math.subtract math.multiply math.divide math.truediv math.divide_no_nan math.floordiv math.floormod math.mod math.pow
math.maximum math.minimum math.squared_difference math.atan2 math.xlogy math.xdivy math.multiply_no_nan math.equal math.not_equal math.greater
math.greater_equal math.less math.less_equal math.logical_and math.logical_or math.logical_xor bitwise.bitwise_and bitwise.bitwise_or
bitwise.bitwise_xor bitwise.left_shift bitwise.right_shift add subtract multiply divide pow maximum minimum equal greater""".split()
OPERATORS = ["+", "-", "*", "/", "//", "%", "**", "<", "<=", ">", ">=", "==", "!="]
TYPES = ["float32"] * 6 + ["float64", "float16", "int32", "int32", "int64", "uint8", "bool", "complex64"]
BITS = ["int32", "int32", "int64", "uint8", "float32"]
TRUTH = ["bool", "bool", "bool", "int32"]


def tensor(rng, types=TYPES, shapes=("(2, 3)", "(3,)", "()", "(2, 1)", "(4, 2, 3)")):
    dtype = rng.choice(types)
    if dtype == "bool":
        return f"tf.ones({rng.choice(shapes)}) > 0"
    return f"tf.ones({rng.choice(shapes)}, tf.{dtype})"


def other(rng, types):
    return rng.choice([tensor(rng, types)] * 5 + ["2", "1.5", "np.ones((2, 3))", "np.ones(3, 'float32')", "[1.0, 2.0, 3.0]"])


def cases(rng):
    for name in UNARY:
        for _ in range(10):
            yield f"tensorflow.{name}", f"tf.{name}({tensor(rng, TRUTH if 'logical' in name else TYPES)})"
    for name in BINARY:
        types = TRUTH if "logical" in name else BITS if "bitwise" in name else ["float32"] * 4 + ["int32", "float64"]
        for _ in range(12):
            first = tensor(rng, types)
            second = tensor(rng, [first.split("tf.")[-1].rstrip(")")] if first.startswith("tf.ones") and ">" not in first else ["bool"]) if rng.random() < 0.6 else other(rng, types)
            yield f"tensorflow.{name}", f"tf.{name}({first}, {second})"
    for sign in OPERATORS:
        for _ in range(14):
            yield "tensorflow.Tensor", f"({tensor(rng, ['float32', 'float32', 'int32', 'float64'])}) {sign} ({other(rng, ['float32', 'float32', 'int32'])})"
            yield "tensorflow.Tensor", f"{rng.choice(['2', '1.5', 'np.ones((2, 3))', 'np.ones(3)'])} {sign} ({tensor(rng, ['float32', 'int32'])})"
