"""PyTorch's functions of each element, of two and of three tensors, with their methods and those that write in place."""

HEADER = "import torch"
LIBRARIES = ["torch"]

UNARY = (
    "abs absolute acos acosh angle arccos arccosh arcsin arcsinh arctan arctanh asin asinh atan atanh bitwise_not ceil conj conj_physical cos cosh "
    "deg2rad digamma erf erfc erfinv exp exp2 expm1 fix floor frac i0 isfinite isinf isnan isneginf isposinf isreal lgamma log log10 log1p log2 "
    "logical_not logit nan_to_num neg negative positive rad2deg real reciprocal relu round rsqrt sgn sigmoid sign signbit sin sinc sinh sqrt square "
    "tan tanh trunc resolve_conj resolve_neg imag"
).split()
SPECIAL = (
    "airy_ai bessel_j0 bessel_j1 bessel_y0 bessel_y1 digamma entr erf erfc erfcx erfinv exp2 expit expm1 gammaln i0 i0e i1 i1e log1p log_ndtr logit "
    "modified_bessel_i0 modified_bessel_i1 modified_bessel_k0 modified_bessel_k1 ndtr ndtri psi scaled_modified_bessel_k0 scaled_modified_bessel_k1 sinc "
    "spherical_bessel_j0"
).split()
FUNCTIONS = ["celu", "selu", "rrelu"]
BINARY = (
    "add sub subtract mul multiply div divide true_divide floor_divide remainder fmod maximum minimum fmax fmin atan2 arctan2 copysign ldexp hypot "
    "nextafter logaddexp logaddexp2 gcd lcm igamma igammac xlogy bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift "
    "logical_and logical_or logical_xor eq ne not_equal gt greater ge greater_equal lt less le less_equal isclose pow float_power heaviside"
).split()
NO_IN_PLACE = "maximum minimum fmax fmin logaddexp logaddexp2 isclose float_power".split()
TAKES_NUMBER = (
    "add sub subtract mul multiply div divide true_divide floor_divide remainder fmod copysign xlogy bitwise_and bitwise_or bitwise_xor eq ne gt ge lt le "
    "bitwise_left_shift pow float_power"
).split()
SPECIAL_PAIRS = (
    "xlogy xlog1py zeta gammainc gammaincc chebyshev_polynomial_t chebyshev_polynomial_u chebyshev_polynomial_v chebyshev_polynomial_w "
    "hermite_polynomial_h hermite_polynomial_he laguerre_polynomial_l legendre_polynomial_p"
).split()
WHOLE = "gcd lcm bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift".split()
FLOATING = "hypot nextafter logaddexp logaddexp2 igamma igammac heaviside".split()
TYPES = ["bool", "uint8", "int16", "int32", "int64", "float32", "float64", "bfloat16", "complex64", "complex128"]
SHAPES = ["(2, 3)", "(4,)", "()", "(3, 1, 2)", "(0, 2)", "(1,)"]
PAIRS = [("(2, 3)", "(3,)"), ("(2, 3)", "(2, 3)"), ("(4, 1)", "(3,)"), ("(2, 1, 3)", "(4, 1)"), ("(2, 3)", "()"), ("()", "(3,)"), ("()", "()"), ("(3,)", "(2, 3)"), ("(1, 3)", "(2, 3)")]


def cases(rng):
    c = rng.choice

    def one(shape, dtype):
        return f"torch.ones({shape}, dtype=torch.{dtype})" if dtype != "float32" or rng.random() < 0.3 else f"torch.ones({shape})"

    for name in UNARY:
        for i in range(8):
            x = one(c(SHAPES), TYPES[(i + rng.randrange(2)) % 10] if i < 5 else "float32")
            kind = rng.randrange(4)
            if kind == 0:
                yield f"torch.{name}", f"torch.{name}({x})"
            elif kind == 1 and name in ("sin", "exp", "abs", "neg", "sqrt", "floor", "sigmoid"):
                yield f"torch.{name}", f"torch.{name}(input={x}, out=None)"
            elif kind == 2 and not name.startswith(("is", "res", "signbit", "positive", "real", "imag", "angle")) and name != "conj":
                yield f"torch.Tensor.{name}_", f"x = {x}\nx.{name}_()"
            else:
                yield f"torch.Tensor.{name}", f"{x}.{name}()"
    for name in SPECIAL:
        for _ in range(3):
            yield f"torch.special.{name}", f"torch.special.{name}({one(c(SHAPES), c(TYPES[1:9]))})"
    for name in FUNCTIONS:
        for _ in range(3):
            yield f"torch.{name}", f"torch.{name}({one(c(SHAPES), c(['float32', 'float64', 'int64']))})"
    for _ in range(6):
        yield "torch.round", f"torch.round({one(c(SHAPES), 'float32')}, decimals={c([0, 2, -1])})"
        yield "torch.special.round", f"torch.special.round({one(c(SHAPES), 'float32')}, decimals={c([0, 2])})"
        yield "torch.logit", f"torch.logit({one(c(SHAPES), c(['float32', 'int64']))}, {c(['0.1', 'eps=0.1', 'eps=None'])})"
        yield "torch.nan_to_num", f"torch.nan_to_num({one(c(SHAPES), c(TYPES))}, {c(['nan=1.0', '0.0, 1.0, 2.0', 'posinf=3.0'])})"
        yield "torch.frexp", f"torch.frexp({one(c(SHAPES), c(['float32', 'float64', 'int64']))})"
        yield "torch.mvlgamma", f"{one(c(SHAPES), c(['float32', 'float64', 'int64']))}.mul(9).mvlgamma({c([1, 2])})"
        yield "torch.polygamma", f"torch.polygamma({c([0, 1, 2])}, {one(c(SHAPES), c(['float32', 'float64', 'int64']))})"
        yield "torch.sin", f"torch.{c(['sin', 'exp', 'relu', 'abs'])}({c(['2.0', '1', '[1.0, 2.0]', '(1, 2)', 'None'])})"
    for name in BINARY:
        for i in range(16):
            a, b = c(PAIRS) if rng.random() < 0.85 else ("(2, 3)", c(["(2,)", "(4, 3)", "(3, 2)"]))
            pool = ["int64", "int32", "uint8", "int64"] if name in WHOLE else ["float32", "float32", "float64"] if name in FLOATING else TYPES[:9]
            p = c(pool)
            q = p if rng.random() < 0.45 or (name in ("heaviside", "isclose")) and rng.random() < 0.7 else c(pool)
            if rng.random() < 0.06:
                p, q = c(TYPES), c(TYPES)
            x, y = one(a, p), one(b, q)
            if name in TAKES_NUMBER and rng.random() < 0.35:
                y = c(["2", "2.0", "True", "-1", "0.5"])
            if i == 0:
                yield f"torch.{name}", f"torch.{name}({x}, {c(['2', '[1, 2]', 'None', '1.5'])})"
            elif i % 5 == 1 and name not in NO_IN_PLACE:
                yield f"torch.Tensor.{name}_", f"x = {x}\nx.{name}_({y})"
            elif i % 2:
                yield f"torch.Tensor.{name}", f"{x}.{name}({y})"
            elif name in ("add", "sub", "subtract") and rng.random() < 0.5:
                yield f"torch.{name}", f"torch.{name}({x}, {y}, alpha={c(['2', '3'])})"
            elif name in ("div", "divide") and rng.random() < 0.7:
                yield f"torch.{name}", f"torch.{name}({x}, {y}, rounding_mode={c(['None', repr('floor'), repr('trunc')])})"
            elif name == "isclose" and rng.random() < 0.5:
                yield f"torch.{name}", f"torch.{name}({x}, {y}, {c(['1e-3', 'rtol=0.1, atol=1.0', 'equal_nan=True'])})"
            else:
                yield f"torch.{name}", f"torch.{name}({x}, {y}{c(['', '', ', out=None']) if name != 'isclose' else ''})"
    for name in SPECIAL_PAIRS:
        for _ in range(4):
            a, b = c(PAIRS)
            number = not name.startswith("gamma") and rng.random() < 0.3
            yield f"torch.special.{name}", f"torch.special.{name}({one(a, c(['float32', 'float64']))}, {'2' if number else one(b, c(['float32', 'float64']))})"
    for _ in range(10):
        a, b = c(PAIRS)
        p = c(["float32", "float32", "float64", "int64"])
        q = p if rng.random() < 0.8 else c(["float32", "float64"])
        yield "torch.complex", f"torch.{c(['complex', 'polar'])}({one(a, p)}, {one(b, q)})"
        yield "torch.equal", f"torch.{'equal'}({one('(2,)', 'float32')}, {one(c(['(3,)', '(1, 2)']), 'float32')})"
    for _ in range(20):
        a, b = c(PAIRS) if rng.random() < 0.85 else ("(2, 3)", "(4,)")
        p = c(TYPES[:9])
        x = one(a, p)
        bound = c(["0, 1", "min=0", "max=2.5", "0.5, 2", "None, 1", one(b, c(TYPES[1:7])), f"min={one(b, p)}", f"max={one(b, 'float64')}", f"{one(b, p)}, {one(b, p)}", ""])
        yield "torch.clamp", f"torch.{c(['clamp', 'clip'])}({x}{', ' if bound else ''}{bound})"
        yield "torch.Tensor.clamp", f"{x}.{c(['clamp', 'clip'])}({bound})"
        yield "torch.Tensor.clamp_", f"x = {x}\nx.{c(['clamp_', 'clip_'])}({bound})"
        side = c(["min", "max"])
        yield f"torch.clamp_{side}", f"{x}.clamp_{side}({c(['0', '0.5', one(b, p)])})"
        f = c(["float32", "float64"])
        weight = c(["0.5", "1", one(c(["()", "(3,)"]), f)])
        yield "torch.lerp", f"torch.lerp({one(a, f)}, {one(b, f if rng.random() < 0.85 else 'int64')}, {weight})"
        yield "torch.Tensor.lerp_", f"x = {one(a, f)}\nx.lerp_({one(b, f)}, {weight})"
        for name in ("addcmul", "addcdiv"):
            q = p if rng.random() < 0.7 else c(TYPES[:7])
            tail = c(["", "", ", value=2"])
            yield f"torch.{name}", f"torch.{name}({one(a, p)}, {one(b, q)}, {one(b, q)}{tail})"
            yield f"torch.Tensor.{name}_", f"x = {one(a, f)}\nx.{name}_({one(b, f)}, {one(b, f)}{tail})"
