"""Element-wise functions of NumPy: broadcasting, promotion, `out`, `where` and `dtype`."""

import numpy as np
from numpy_pools import HEADER, LIBRARIES, programs  # noqa: F401

UNARY = [name for name in np.__all__ if isinstance(getattr(np, name), np.ufunc) and getattr(np, name).nin == 1 and getattr(np, name).nout == 1 and name != "isnat"]
BINARY = [name for name in np.__all__ if isinstance(getattr(np, name), np.ufunc) and getattr(np, name).nin == 2 and getattr(np, name).nout == 1 and getattr(np, name).signature is None]
WHOLE = {"bitwise_and", "bitwise_or", "bitwise_xor", "left_shift", "right_shift", "gcd", "lcm", "bitwise_left_shift", "bitwise_right_shift", "invert", "bitwise_not", "bitwise_invert", "bitwise_count"}
REAL = {"fabs", "cbrt", "degrees", "rad2deg", "radians", "deg2rad", "floor", "ceil", "trunc", "spacing", "signbit", "fix"}


def unary(name):
    if name in WHOLE:
        return [f"np.{name}(<i>)", f"np.{name}(<i>, out=None)", f"np.{name}(<i>)"]
    pool = "x"
    return [f"np.{name}(<{pool}>)", f"np.{name}(<f>)", f"np.{name}(<f>, dtype='float64')", f"np.{name}(<i>)", f"np.{name}(np.ones((2, 3)), out=np.zeros((2, 3)), casting='unsafe')", f"np.{name}(<f>, where=True)"]


def binary(name):
    if name in WHOLE:
        return [f"np.{name}(<wide>, <wide>)", f"np.{name}(<wide>, 2)", f"np.{name}(np.ones((2, 3), dtype=int), <wide>)", f"np.{name}(1, <wide>)"]
    return [f"np.{name}(<real>, <real>)", f"np.{name}(np.ones((2, 3)), <real>)", f"np.{name}(<real>, 2)", f"np.{name}(np.ones((2, 3), dtype=np.float32), 1.5)", f"np.{name}(np.ones((2, 3)), np.ones((2, 3)), out=np.zeros((2, 3)), casting='unsafe')", f"np.{name}(np.ones((2, 3)), np.ones((4,)))"]


OTHERS = {
    "numpy.modf": ["np.modf(<f>)", "np.modf(<i>)"],
    "numpy.frexp": ["np.frexp(<f>)", "np.frexp(<i>)"],
    "numpy.divmod": ["np.divmod(<wide>, 3)", "np.divmod(np.ones((2, 3)), <real>)", "np.divmod(np.arange(4), np.arange(3))"],
    "numpy.ldexp": ["np.ldexp(<f>, 2)", "np.ldexp(np.ones((2, 3)), np.arange(3))", "np.ldexp(np.ones(3), np.arange(2))"],
    "numpy.clip": ["np.clip(<x>, 0, 1)", "np.clip(<f>, 0.5, None)", "np.clip(<f>, a_min=0, a_max=1)", "np.clip(<i>, 1, 3)", "np.clip(np.ones((2, 3)), 0, <real>)", "np.clip(<f>, min=0, max=1)"],
    "numpy.ndarray.clip": ["np.ones((2, 3)).clip(0, 1)", "np.arange(5).clip(2)", "np.ones((2, 3)).clip(max=<real>)"],
    "numpy.round": ["np.round(<x>)", "np.round(<f>, 2)", "np.round(<f>, decimals=1)"],
    "numpy.around": ["np.around(<x>)", "np.around(<f>, 2)"],
    "numpy.ndarray.round": ["np.ones((2, 3)).round()", "np.ones((2, 3), dtype=np.float32).round(2)", "np.arange(3).round(1)"],
    "numpy.nan_to_num": ["np.nan_to_num(<x>)", "np.nan_to_num(<f>, nan=0.0)", "np.nan_to_num(<f>, posinf=1.0)"],
    "numpy.real": ["np.real(<x>)", "np.real(np.ones(3, dtype=np.complex128))"],
    "numpy.imag": ["np.imag(<x>)", "np.imag(np.ones(3, dtype=np.complex128))"],
    "numpy.angle": ["np.angle(np.ones(3, dtype=np.complex128))", "np.angle(<f>)", "np.angle(np.ones(3), deg=True)"],
    "numpy.iscomplex": ["np.iscomplex(<x>)"],
    "numpy.isreal": ["np.isreal(<x>)"],
    "numpy.isposinf": ["np.isposinf(<f>)", "np.isposinf(<i>)"],
    "numpy.isneginf": ["np.isneginf(<f>)", "np.isneginf(<i>)"],
    "numpy.sinc": ["np.sinc(<f>)", "np.sinc(<i>)"],
    "numpy.i0": ["np.i0(<f>)", "np.i0(<v>)"],
    "numpy.unwrap": ["np.unwrap(<f>)", "np.unwrap(<v>)", "np.unwrap(<f>, axis=0)"],
    "numpy.isclose": ["np.isclose(<f>, 1)", "np.isclose(<real>, <real>)", "np.isclose(np.ones((2, 3)), np.ones(3), rtol=0.1)", "np.isclose(np.ones(3), np.ones(2))"],
    "numpy.where": ["np.where(np.ones((2, 3)) > 0, <real>, <real>)", "np.where(<b>, 1, 0)", "np.where(np.array([True, False, True]))", "np.where(<real>, <real>, <real>)", "np.where(<b>, 1.0, 0)", "np.where([True, False], [1, 2], [3, 4])"],
    "numpy.select": ["np.select([np.arange(3) > 1, np.arange(3) < 1], [np.arange(3), np.ones(3)], 9)", "np.select([np.arange(6) > 1], [<v6>])", "np.select([np.arange(6) > 1], [<v6>], default=1.5)"],
    "numpy.piecewise": ["np.piecewise(np.arange(4.0), [np.arange(4) < 2], [0, 1])", "np.piecewise(np.arange(3), [np.arange(3) > 1], [1, 0])"],
}

POOLS = {
    "real": ["np.ones((2, 3))", "np.ones(3)", "np.ones((2, 1))", "np.arange(3)", "2", "1.5", "[1, 2, 3]", "np.ones((4, 2, 3), dtype='uint8')", "np.float32(2)", "np.ones(3, dtype=np.float16)", "np.ones((2, 3), dtype='int8')", "np.ones((1,), dtype='int16')", "np.ones(3, dtype=np.float32)", "np.ones((2, 3), dtype='uint16')", "np.ones(3, dtype='uint64')"],
    "wide": ["np.ones((2, 3), dtype=int)", "np.arange(3)", "np.ones((2, 1), dtype='uint8')", "[1, 2, 3]", "np.ones(3, dtype='int8')", "np.ones((4, 2, 3), dtype='int16')", "np.ones((2, 3), dtype='uint32')", "np.int32(2)"],
    "v6": ["np.arange(6)", "np.ones(6)", "np.ones(6, dtype=np.float32)", "5"],
}


def cases(rng):
    yield from programs(rng, {f"numpy.{name}": unary(name) for name in UNARY}, POOLS, 11)
    yield from programs(rng, {f"numpy.{name}": binary(name) for name in BINARY}, POOLS, 14)
    yield from programs(rng, OTHERS, POOLS, 12)
