"""Linear algebra, products of arrays, `einsum` in all its forms, and Fourier transforms."""

from numpy_pools import HEADER, LIBRARIES, programs  # noqa: F401


def matrix(name, *more):
    return [f"np.linalg.{name}(<m>)", f"np.linalg.{name}(np.eye(3))", f"np.linalg.{name}(np.stack([np.eye(2)] * 3))", f"np.linalg.{name}(<v>)", f"np.linalg.{name}(<m>)", f"np.linalg.{name}(np.eye(4, dtype=np.float32))", *more]


WIDE = "np.linalg.{0}(np.ones((2, 3)))"
TABLE = {
    "numpy.dot": ["np.dot(<a>, <b>)", "np.dot(<a>, <b>)", "np.dot(<a>, 2)", "np.dot(<v3>, <v3>)", "np.dot(np.ones((2, 3)), <v3>)", "np.dot(np.ones((2, 5, 3)), np.ones((4, 3, 6)))"],
    "numpy.ndarray.dot": ["np.ones((2, 3)).dot(<b>)", "<m>.dot(<v3>)" if False else "np.eye(3).dot(<v3>)", "np.arange(3).dot(<b>)"],
    "numpy.matmul": ["np.matmul(<a>, <b>)", "np.matmul(<a>, <b>)", "np.matmul(np.ones((5, 2, 3)), <b>)", "np.matmul(<v3>, <v3>)", "np.matmul(<a>, 2)", "<a> @ <b>", "np.matmul(np.ones((5, 2, 3)), np.ones((4, 3, 2)))"],
    "numpy.inner": ["np.inner(<a>, <v3>)", "np.inner(<v3>, <v3>)", "np.inner(<a>, <a>)", "np.inner(<a>, <b>)"],
    "numpy.outer": ["np.outer(<v>, <v>)", "np.outer(<a>, <v3>)"],
    "numpy.vdot": ["np.vdot(<v3>, <v3>)", "np.vdot(<a>, <v3>)", "np.vdot(np.ones((2, 3)), np.ones((3, 2)))"],
    "numpy.vecdot": ["np.vecdot(<a>, <v3>)", "np.vecdot(<v3>, <v3>)", "np.vecdot(np.ones((4, 2)), <v3>)"],
    "numpy.tensordot": ["np.tensordot(np.ones((2, 3, 4)), np.ones((3, 4, 5)))", "np.tensordot(<a>, np.ones((3, 4)), axes=1)", "np.tensordot(np.ones((2, 3, 4)), np.ones((4, 3)), axes=([1, 2], [1, 0]))", "np.tensordot(<a>, <a>, axes=[[1], [1]])", "np.tensordot(<a>, <a>, 0)", "np.tensordot(<a>, <a>, axes=1)", "np.tensordot(<v3>, <v3>)", "np.tensordot(<a>, np.ones((3, 5)), axes=(1, 0))"],
    "numpy.kron": ["np.kron(np.eye(2), <a>)", "np.kron(<v3>, <a>)", "np.kron(<v3>, <v3>)"],
    "numpy.cross": ["np.cross(<v3>, <v3>)", "np.cross(np.ones((4, 3)), <v3>)", "np.cross(np.ones(4), np.ones(4))"],
    **{f"numpy.linalg.{name}": matrix(name, WIDE.format(name)) for name in ("inv", "det", "cholesky", "eigh", "eigvalsh", "slogdet", "pinv", "svdvals", "cond", "matrix_norm")},
    "numpy.linalg.eig": ["np.linalg.eig(np.ones((2, 3)))", "np.linalg.eig(<v>)", "np.linalg.eigvals(np.ones((2, 3)))"],
    "numpy.linalg.svd": ["np.linalg.svd(<w2>)", "np.linalg.svd(<w2>, full_matrices=False)", "np.linalg.svd(<w2>, compute_uv=False)", "np.linalg.svd(<v>)", "np.linalg.svd(np.ones((5, 2, 3)), False)"],
    "numpy.linalg.qr": ["np.linalg.qr(<w2>)", "np.linalg.qr(<w2>, mode='complete')", "np.linalg.qr(<w2>, 'r')", "np.linalg.qr(<v>)"],
    "numpy.linalg.solve": ["np.linalg.solve(np.eye(3), <v3>)", "np.linalg.solve(np.eye(3), np.ones((3, 4)))", "np.linalg.solve(np.stack([np.eye(3)] * 2), np.ones((2, 3, 1)))", "np.linalg.solve(np.eye(4), <v3>)", "np.linalg.solve(<v3>, <v3>)", "np.linalg.solve(np.eye(3, dtype=np.float32), np.ones(3, dtype=np.float32))"],
    "numpy.linalg.norm": ["np.linalg.norm(<x>)", "np.linalg.norm(<w2>, axis=<axis1>)", "np.linalg.norm(<v>, 1)", "np.linalg.norm(<w2>, ord='fro')", "np.linalg.norm(<w2>, axis=1, keepdims=True)", "np.linalg.norm(np.ones((2, 3, 4)), 2)", "np.linalg.norm(np.ones((2, 3, 4)), axis=(1, 2))"],
    "numpy.linalg.vector_norm": ["np.linalg.vector_norm(<w2>)", "np.linalg.vector_norm(<w2>, axis=<axis1>)", "np.linalg.vector_norm(<w2>, axis=0, keepdims=True)", "np.linalg.vector_norm(<w2>, ord=1)"],
    "numpy.linalg.matrix_rank": ["np.linalg.matrix_rank(<w2>)", "np.linalg.matrix_rank(<v>)", "np.linalg.matrix_rank(np.ones((5, 2, 3)))"],
    "numpy.linalg.matrix_power": ["np.linalg.matrix_power(<m>, 2)", "np.linalg.matrix_power(np.eye(3), -1)", "np.linalg.matrix_power(np.ones((2, 3)), 2)", "np.linalg.matrix_power(np.eye(3, dtype=int), 3)"],
    "numpy.linalg.multi_dot": ["np.linalg.multi_dot([np.ones((2, 3)), np.ones((3, 4)), np.ones((4, 5))])", "np.linalg.multi_dot([np.ones(3), np.ones((3, 4)), np.ones(4)])", "np.linalg.multi_dot([np.ones((2, 3)), np.ones((2, 4)), np.ones((4, 5))])"],
    "numpy.einsum": [
        "np.einsum('ij,jk->ik', <a>, np.ones((3, 4)))", "np.einsum('ij,jk', <a>, np.ones((3, 4)))", "np.einsum('ij->ji', <a>)", "np.einsum('ij->', <a>)", "np.einsum('ii', np.eye(3))", "np.einsum('ii->i', np.eye(3))", "np.einsum('...ij,...jk->...ik', np.ones((5, 2, 3)), np.ones((5, 3, 4)))",
        "np.einsum('bij, bjk -> bik', np.ones((5, 2, 3)), np.ones((5, 3, 4)))", "np.einsum('i,j->ij', <v3>, <v3>)", "np.einsum('i,i', <v3>, <v3>)", "np.einsum(<a>, [0, 1], np.ones((3, 4)), [1, 2], [0, 2])", "np.einsum(<a>, [0, 1], [1, 0])", "np.einsum('ij,kj->ik', <a>, <a>)", "np.einsum('ij,jk->ik', <a>, np.ones((4, 5)))", "np.einsum('ijk->k', <a>)", "np.einsum('ij->ik', <a>)", "np.einsum('ij,jk->ik', <a>)", "np.einsum('i...->...', <a>)", "np.einsum('bhqd,bhkd->bhqk', np.ones((2, 4, 5, 8)), np.ones((2, 4, 6, 8)))", "np.einsum('ij,j->i', <a>, <v3>)", "np.einsum('ij,ij->i', <a>, <a>)", "np.einsum('ij,jk,kl->il', <a>, np.ones((3, 4)), np.ones((4, 5)))",
    ],
    **{f"numpy.fft.{name}": [f"np.fft.{name}(<v>)", f"np.fft.{name}(<w2>, axis=<axis1>)", f"np.fft.{name}(<w2>, n=6)", f"np.fft.{name}(<w2>, 4, 0)"] for name in ("fft", "ifft", "rfft", "irfft")},
    **{f"numpy.fft.{name}": [f"np.fft.{name}(<w2>)", f"np.fft.{name}(np.ones((2, 3, 4)))"] for name in ("fft2", "ifft2", "fftn", "ifftn", "fftshift", "ifftshift")},
    "numpy.fft.fftfreq": ["np.fft.fftfreq(<n1>)", "np.fft.fftfreq(8, d=0.1)", "np.fft.rfftfreq(<n1>)", "np.fft.rfftfreq(8, 0.1)"],
}

POOLS = {
    "a": ["np.ones((2, 3))", "np.ones((2, 3), dtype=np.float32)", "np.arange(6).reshape(2, 3)", "[[1, 2, 3], [4, 5, 6]]"],
    "b": ["np.ones((3, 4))", "np.ones((3, 4), dtype=np.float32)", "np.arange(3)", "np.ones((3, 1), dtype='uint8')", "np.ones((2, 3))", "np.ones((5, 3, 2))", "np.ones((2, 2))"],
    "v3": ["np.arange(3)", "[1, 2, 3]", "np.ones(3, dtype=np.float32)", "np.ones(3)"],
    "w2": ["np.ones((3, 4))", "np.arange(12).reshape(4, 3)", "np.ones((3, 4), dtype=np.float32)", "np.ones((2, 5))"],
    "n1": ["4", "5", "8"],
}


def cases(rng):
    yield from programs(rng, {"numpy.einsum": TABLE["numpy.einsum"]}, POOLS, 66)
    yield from programs(rng, TABLE, POOLS, 14)
