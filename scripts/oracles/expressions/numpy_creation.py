"""Functions of NumPy that make arrays from nothing but numbers, sequences and other arrays."""

from numpy_pools import HEADER, LIBRARIES, programs  # noqa: F401

TABLE = {
    **{f"numpy.{name}": [f"np.{name}(<shape>)", f"np.{name}(<shape>, dtype=<dtype>)", f"np.{name}(<shape>, <dtype>, <order>)", f"np.{name}(<badshape>)"] for name in ("zeros", "ones", "empty")},
    "numpy.full": ["np.full(<shape>, <num>)", "np.full(<shape>, <num>, dtype=<dtype>)", "np.full(<shape>, True)", "np.full(<badshape>, <num>)"],
    **{f"numpy.{name}": [f"np.{name}(<x>)", f"np.{name}(<x>, dtype=<dtype>)", f"np.{name}(<x>, shape=<shape>)", f"np.{name}(<x>, <dtype>, <order>)"] for name in ("zeros_like", "ones_like", "empty_like")},
    "numpy.full_like": ["np.full_like(<x>, 2)", "np.full_like(<x>, 2, dtype=<dtype>)", "np.full_like(<x>, 1, shape=<shape>)"],
    **{f"numpy.{name}": [f"np.{name}(<x>)", f"np.{name}(<x>, dtype=<dtype>)", f"np.{name}(<any>)", f"np.{name}([<v3>, <v3>])", f"np.{name}((<num>, <num>))"] for name in ("array", "asarray", "asanyarray", "ascontiguousarray", "asfortranarray", "asarray_chkfinite")},
    "numpy.copy": ["np.copy(<x>)", "np.copy(<any>, order=<order>)"],
    "numpy.require": ["np.require(<x>)", "np.require(<x>, dtype=np.float32)", "np.require(<x>, None, ['C'])"],
    "numpy.arange": ["np.arange(<n>)", "np.arange(<n>, 10)", "np.arange(<n>, 10, <step>)", "np.arange(0, 1, 0.1)", "np.arange(<n>, dtype=<num_type>)", "np.arange(<n>, <fstop>, <fstep>)", "np.arange(start=1, stop=<n>)"],
    "numpy.linspace": ["np.linspace(0, 1)", "np.linspace(<num>, 10, <n>)", "np.linspace(0, 1, num=<n>, endpoint=<bool>)", "np.linspace(0, 1, <n>, dtype=<num_type>)", "np.linspace(0, 1, <n>, retstep=True)", "np.linspace(0, 1, -2)"],
    "numpy.logspace": ["np.logspace(0, 2)", "np.logspace(0, 2, <n>)", "np.logspace(0, 2, <n>, base=2.0)", "np.logspace(0, 2, num=<n>, endpoint=<bool>, dtype=np.float32)", "np.logspace(0, 2, -3)"],
    "numpy.geomspace": ["np.geomspace(1, 100)", "np.geomspace(1, 100, <n>)", "np.geomspace(1, 100, num=3, endpoint=<bool>)", "np.geomspace(1, 100, 4, dtype=np.float32)", "np.geomspace(1, 10, -2)"],
    "numpy.eye": ["np.eye(<n>)", "np.eye(<n>, <n>)", "np.eye(<n>, k=<k>)", "np.eye(<n>, <n>, <k>, <dtype>)", "np.eye(<n>, dtype=<dtype>)", "np.eye(-2)"],
    "numpy.identity": ["np.identity(<n>)", "np.identity(<n>, dtype=<dtype>)", "np.identity(<n>, <dtype>)", "np.identity(-2)"],
    "numpy.tri": ["np.tri(<n>)", "np.tri(<n>, <n>)", "np.tri(<n>, <n>, <k>)", "np.tri(3, dtype=<dtype>)"],
    "numpy.tril": ["np.tril(<x>)", "np.tril(<x>, <k>)", "np.tril(<m>, k=<k>)"],
    "numpy.triu": ["np.triu(<x>)", "np.triu(<x>, <k>)", "np.triu(<m>, k=<k>)"],
    "numpy.diag": ["np.diag(<v>)", "np.diag(<v>, <k>)", "np.diag(np.ones((3, 4)), k=<k>)", "np.diag(<x>)", "np.diag(np.ones((2, 2, 2)))"],
    "numpy.diagflat": ["np.diagflat(<x>)", "np.diagflat(<v>, <k>)", "np.diagflat(<v>, k=<k>)"],
    "numpy.vander": ["np.vander(<v>)", "np.vander(<v>, 3)", "np.vander(<v>, N=2, increasing=<bool>)"],
    "numpy.fromfunction": ["np.fromfunction(lambda i, j: i + j, (3, <n1>))", "np.fromfunction(lambda i: i * 2, (<n1>,))", "np.fromfunction(lambda i, j: i == j, (3, 3), dtype=int)", "np.fromfunction(lambda i, j: i * j, (3, 3), dtype=<num_type>)"],
    "numpy.frombuffer": ["np.frombuffer(b'abcdefgh', dtype=np.uint8, count=<n1>)", "np.frombuffer(b'abcdefgh' * 8, np.float32, <n1>)", "np.frombuffer(b'abcdefgh' * 8, count=<n1>)"],
    "numpy.fromiter": ["np.fromiter(range(<n>), dtype=<num_type>)", "np.fromiter([1, 2, 3], float)", "np.fromiter((i * i for i in range(5)), dtype=int, count=5)"],
    "numpy.indices": ["np.indices((2, 3))", "np.indices((<n>, 2, 3))", "np.indices((2, 3), dtype=<num_type>)", "np.indices((2, 3), sparse=True)"],
    "numpy.meshgrid": ["np.meshgrid(<v>, <v>)", "np.meshgrid(<v>, <v>, <v>)", "np.meshgrid(<v>, <v>, indexing='ij')", "np.meshgrid(<v>, <v>, sparse=True)", "np.meshgrid(<v>)", "np.meshgrid(<v>, <v>, <v>, indexing='ij', sparse=<bool>)"],
}

POOLS = {
    "v3": ["[1, 2, 3]", "np.ones(3)", "(1, 2, 3)", "np.arange(3)", "[1.5, 2, 3]"],
    "step": ["1", "2", "3", "-1"],
    "fstop": ["5.5", "10", "8.0"],
    "fstep": ["0.5", "0.25", "1.5"],
    "num_type": ["np.float32", "float", "'int32'", "np.int64", "'float64'", "np.uint8"],
    "n1": ["1", "2", "5", "7"],
}


def cases(rng):
    yield from programs(rng, TABLE, POOLS, 14)
