"""Element types: conversions, promotion by operators, and what arrays say of themselves."""

from numpy_pools import HEADER, LIBRARIES, programs  # noqa: F401

NAMES = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32", "float64", "complex64", "complex128", "bool_", "int_", "intc", "double", "single", "half", "byte", "ubyte", "short", "uint", "intp", "longlong"]
OPERATORS = ["+", "-", "*", "/", "//", "%", "**", "<", "==", ">=", "&", "|", "@"]

TABLE = {
    **{f"numpy.{name}": [f"np.{name}(<num>)", f"np.{name}(<x>)", f"np.{name}([1, 0])", f"np.ones(3, dtype=np.{name})", f"np.ones((2, 3)).astype(np.{name})", f"np.ones(3, dtype='int8') + np.{name}(1)", f"np.{name}(1) * 2", f"np.arange(3).astype('{name}')"] for name in NAMES},
    **{f"operator {sign}": [f"<left> {sign} <right>", f"<left> {sign} 2", f"2 {sign} <left>", f"<left> {sign} 1.5", f"<whole> {sign} <whole>", f"<whole> {sign} True", f"<bools> {sign} <bools>", f"<left> {sign} np.ones(4)", f"<left> {sign} [1, 2, 3]"] for sign in OPERATORS},
    "operator unary": ["-<left>", "+<left>", "~<whole>", "~<bools>", "abs(<left>)"],
    "numpy.ndarray.astype": ["<x1>.astype(<dtype>)", "<x1>.astype(dtype=<dtype>)", "<x1>.astype(<dtype>, copy=False)"],
    "numpy.ndarray.size": ["<x1>.size", "<x1>.ndim", "<x1>.itemsize", "<x1>.nbytes", "len(<x1>)"],
    "numpy.ndarray.shape": ["<x1>.shape[0]", "<x1>.shape[-1]", "len(<x1>.shape)"],
    "numpy.ndarray.T": ["<x1>.T", "<x2>.T", "<x2>.mT"],
    "numpy.ndarray.flat": ["<x1>.real", "<x1>.imag", "np.ones(2, dtype=np.complex64).real"],
    "numpy.ndarray.copy": ["<x1>.copy()", "<x1>.copy(order='C')"],
    "numpy.ndarray.item": ["np.arange(3)[1].item()", "np.array([2.5]).item()", "np.array([[3]]).item()", "np.array(True).item()", "np.arange(4).sum().item()"],
    "numpy.ndarray.tolist": ["np.arange(3).tolist()", "np.arange(4).reshape(2, 2).tolist()[1]", "len(np.ones((3, 2)).tolist())", "np.array(5).tolist()", "[1, 2] + np.arange(2).tolist()"],
    "numpy.ndarray.fill": ["np.zeros(3).fill(2)"],
    "numpy.ndarray.view": ["np.ones((2, 3)).view()", "np.ones(2, dtype='int32').view(np.float32)"],
    "numpy.isscalar": ["np.isscalar(3)", "np.isscalar('a')", "np.isscalar(2.5)"],
    "numpy.shape": ["np.shape(<x>)", "np.size(<x>)", "np.ndim(<x>)", "np.size(<x1>, 0)", "np.shape(<any>)"],
}

POOLS = {
    "left": ["np.ones((2, 3))", "np.ones((2, 3), dtype=np.float32)", "np.arange(3)", "np.ones((2, 1), dtype='uint8')", "np.ones(3, dtype='int8')", "np.ones((4, 2, 3), dtype=np.float16)", "np.ones(3, dtype='uint16')", "np.ones((3, 3), dtype='int32')", "np.float32(2)", "np.ones(3, dtype=np.complex64)"],
    "right": ["np.ones(3)", "np.ones((2, 3), dtype=np.float32)", "np.arange(3)", "np.ones((1, 3), dtype='uint8')", "np.ones(3, dtype='int16')", "np.ones((2, 3), dtype='uint32')", "np.ones((2, 2))", "np.ones((3, 3), dtype=np.float16)", "np.float64(2)", "(np.eye(3) > 0)"],
    "whole": ["np.arange(3)", "np.ones((2, 3), dtype='uint8')", "np.ones(3, dtype='int8')", "np.ones((2, 1), dtype='int32')", "np.ones(3, dtype='uint64')", "np.ones((2, 3), dtype='int16')"],
    "bools": ["(np.ones((2, 3)) > 2)", "np.array([True, False, True])", "(np.arange(3) > 1)"],
    "x1": ["np.ones((2, 3))", "np.arange(6)", "np.ones((2, 3, 4), dtype=np.float32)", "np.ones((3, 4), dtype='uint8')", "(np.eye(3) > 0)", "np.zeros(5, dtype='int16')"],
    "x2": ["np.ones((2, 3))", "np.zeros((4, 5, 6), dtype='uint8')", "np.arange(12).reshape(3, 4)"],
}


def cases(rng):
    yield from programs(rng, TABLE, POOLS, 16)
