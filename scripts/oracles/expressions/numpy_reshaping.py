"""Functions and methods of NumPy that arrange the same elements in another way."""

from numpy_pools import HEADER, LIBRARIES, programs  # noqa: F401

TABLE = {
    "numpy.reshape": ["np.reshape(<a24>, <s24>)", "np.reshape(<a24>, <s24>, order=<order>)", "np.reshape(<a24>, <s24>)", "np.reshape(<a24>, <bad24>)"],
    "numpy.ndarray.reshape": ["<a24>.reshape(<s24>)", "<a24>.reshape(2, 12)", "<a24>.reshape(-1, 6)", "<a24>.reshape(-1)", "<a24>.reshape(<s24>, order=<order>)", "<a24>.reshape(<bad24>)", "<a24>.reshape(5, -1)", "<a24>.reshape(4, 7)"],
    "numpy.ravel": ["np.ravel(<x>)", "np.ravel(<x>, order=<order>)", "np.ravel(<any>)"],
    "numpy.ndarray.ravel": ["<a24>.ravel()", "<a24>.ravel(<order>)"],
    "numpy.ndarray.flatten": ["<a24>.flatten()", "<a24>.flatten(<order>)"],
    "numpy.transpose": ["np.transpose(<x>)", "np.transpose(<a3>, <perm3>)", "np.transpose(<a3>, axes=<perm3>)", "np.transpose(<a3>, <badperm>)"],
    "numpy.ndarray.transpose": ["<a3>.transpose()", "<a3>.transpose(2, 0, 1)", "<a3>.transpose(<perm3>)", "<a3>.transpose(None)", "<a3>.transpose(0, 1)", "<a3>.transpose(<badperm>)", "<a3>.transpose(-1, 0, 1)"],
    "numpy.permute_dims": ["np.permute_dims(<x>)", "np.permute_dims(<a3>, <perm3>)", "np.permute_dims(<a3>, <badperm>)"],
    "numpy.matrix_transpose": ["np.matrix_transpose(<a3>)", "np.matrix_transpose(<m>)", "np.matrix_transpose(<v>)"],
    "numpy.swapaxes": ["np.swapaxes(<a3>, <ax3>, <ax3>)", "np.swapaxes(<x>, 0, -1)", "np.swapaxes(<a3>, axis1=<ax3>, axis2=<ax3>)", "np.swapaxes(<a3>, 0, 3)"],
    "numpy.ndarray.swapaxes": ["<a3>.swapaxes(<ax3>, <ax3>)", "<a3>.swapaxes(0, 4)"],
    "numpy.moveaxis": ["np.moveaxis(<a3>, <ax3>, <ax3>)", "np.moveaxis(<a3>, (0, 1), (1, 2))", "np.moveaxis(<a3>, [0, 1], [-1, 0])", "np.moveaxis(<a3>, <ax3>, -1)", "np.moveaxis(<a3>, 3, 0)", "np.moveaxis(<a3>, (0, 1), 0)"],
    "numpy.rollaxis": ["np.rollaxis(<a3>, <ax3>)", "np.rollaxis(<a3>, <ax3>, <k>)", "np.rollaxis(<a3>, 1, start=3)", "np.rollaxis(<a3>, 3)"],
    "numpy.expand_dims": ["np.expand_dims(<x>, <axis0>)", "np.expand_dims(<x>, axis=<axis0>)", "np.expand_dims(<a3>, (0, -1))", "np.expand_dims(<x>, (0, 2))", "np.expand_dims(<v>, 3)"],
    "numpy.squeeze": ["np.squeeze(<ones1>)", "np.squeeze(<ones1>, axis=<axis0>)", "np.squeeze(<ones1>, 0)", "np.squeeze(<ones1>, axis=-1)", "np.squeeze(<ones1>, axis=(0, -1))", "np.squeeze(<x>, axis=1)"],
    "numpy.ndarray.squeeze": ["np.ones((1, 3, 1)).squeeze()", "np.ones((1, 3, 1)).squeeze(0)", "np.ones((1, 3, 1)).squeeze(axis=<axis0>)"],
    "numpy.atleast_1d": ["np.atleast_1d(<any>)", "np.atleast_1d(<any>, <any>)", "np.atleast_1d(<num>)"],
    "numpy.atleast_2d": ["np.atleast_2d(<any>)", "np.atleast_2d(<any>, <any>)", "np.atleast_2d(<num>)", "np.atleast_2d(<x>)"],
    "numpy.atleast_3d": ["np.atleast_3d(<any>)", "np.atleast_3d(<any>, <any>)", "np.atleast_3d(<v>)", "np.atleast_3d(<x>)"],
    "numpy.flip": ["np.flip(<x>)", "np.flip(<x>, <axis>)", "np.flip(<x>, axis=<axes>)"],
    "numpy.fliplr": ["np.fliplr(<x>)", "np.fliplr(<a3>)", "np.fliplr(<v>)", "np.fliplr(<m>)"],
    "numpy.flipud": ["np.flipud(<x>)", "np.flipud(<v>)", "np.flipud(np.array(3))"],
    "numpy.roll": ["np.roll(<x>, 1)", "np.roll(<x>, -2, axis=<axis>)", "np.roll(<x>, <n>, <axis1>)", "np.roll(<a3>, (1, 2), axis=(0, 1))"],
    "numpy.rot90": ["np.rot90(<x>)", "np.rot90(<a3>, <k>)", "np.rot90(<a3>, 1, (1, 2))", "np.rot90(<a3>, k=2, axes=(0, 2))", "np.rot90(<v>)"],
    "numpy.broadcast_to": ["np.broadcast_to(<any>, (4, 2, 3))", "np.broadcast_to(<v>, (2, 3))", "np.broadcast_to(<num>, <shape>)", "np.broadcast_to(np.ones((3, 1)), (3, 4))"],
    "numpy.resize": ["np.resize(<x>, (2, 4))", "np.resize(<v>, 7)", "np.resize(<x>, (3,))"],
}

POOLS = {
    "a24": ["np.arange(24)", "np.ones((4, 6))", "np.ones((2, 3, 4), dtype=np.float32)", "np.zeros((24, 1), dtype='uint8')", "np.ones((1, 24), dtype=int)"],
    "s24": ["(2, 12)", "(-1,)", "-1", "(4, -1)", "(2, 3, -1)", "(-1, 1)", "24", "(24, 1)", "[3, 8]", "(2, -1, 2)", "(6, 2, 2)"],
    "bad24": ["(5, 5)", "(-1, 7)", "(-1, -1)", "23", "(2, 3)", "(0, -1)"],
    "a3": ["np.ones((2, 3, 4))", "np.zeros((5, 1, 2), dtype=np.float32)", "np.arange(8).reshape(2, 2, 2)", "np.ones((3, 3, 3), dtype='uint8')"],
    "perm3": ["(0, 1, 2)", "(2, 0, 1)", "(0, 2, 1)", "[1, 2, 0]", "(-1, 0, 1)", "(2, 1, 0)"],
    "badperm": ["(0, 1)", "(0, 1, 3)", "(0, 0, 1)", "(0, 1, 2, 3)"],
    "ax3": ["0", "1", "2", "-1", "-2", "-3"],
    "axis0": ["0", "1", "-1", "0", "-1", "5"],
    "ones1": ["np.ones((1, 3, 1))", "np.ones((1, 1))", "np.ones((1, 28, 28, 1), dtype='uint8')", "np.ones((2, 3))", "np.ones((1, 5))"],
}


def cases(rng):
    yield from programs(rng, TABLE, POOLS, 14)
