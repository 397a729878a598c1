"""Functions of NumPy that join arrays, repeat them, add to them or cut them."""

from numpy_pools import HEADER, LIBRARIES, programs  # noqa: F401

STACKS = {
    f"numpy.{name}": [f"np.{name}((<a23>, <a23>))", f"np.{name}([<w3>, <w3>])", f"np.{name}([<w3>, <w3>, <w3>])", f"np.{name}((<a23>, <mixed>))", f"np.{name}([<a3>, <a3>])", f"np.{name}([<a23>])"]
    for name in ("vstack", "hstack", "dstack", "column_stack")
}

TABLE = {
    "numpy.concatenate": ["np.concatenate([<a23>, <a23>])", "np.concatenate((<a23>, <a23>), axis=<axis1>)", "np.concatenate([<w3>, <w3>])", "np.concatenate((<a3>, <a3>), <axis3>)", "np.concatenate([<a23>, <w3>], axis=None)", "np.concatenate([<a23>, <mixed>], axis=<axis1>)", "np.concatenate([<a23>, <a23>], dtype=np.float32, casting='unsafe')", "np.concatenate([])"],
    "numpy.concat": ["np.concat([<a23>, <a23>])", "np.concat((<a23>, <mixed>), axis=<axis1>)", "np.concat([<w3>, <w3>], axis=-1)"],
    "numpy.stack": ["np.stack([<a23>, <a23>])", "np.stack((<w3>, <w3>, <w3>), axis=<axis1>)", "np.stack([<a23>, <a23>], <axis3>)", "np.stack([<a23>, <mixed>])", "np.stack([<a23>, <a23>], axis=-1)", "np.stack([<w3>], axis=0)", "np.stack([<w3>, <w3>], dtype=np.float16, casting='unsafe')", "np.stack([])"],
    **STACKS,
    "numpy.append": ["np.append(<a23>, <w3>)", "np.append(<a23>, <a23>, axis=<axis1>)", "np.append(<w3>, 4)", "np.append([], <w3>)", "np.append(<a23>, [[1, 2, 3]], axis=0)", "np.append(<a23>, <w3>, axis=0)"],
    "numpy.insert": ["np.insert(<w3>, 1, 5)", "np.insert(<a23>, 1, 0, axis=0)", "np.insert(<a23>, 1, <w3>, axis=0)", "np.insert(<a23>, 0, 5)", "np.insert(<a23>, 1, 0, axis=1)", "np.insert(<w3>, [0, 1], [7, 8])", "np.insert(<a23>, [0, 1], 5, axis=1)", "np.insert(<a23>, 0, 0, axis=2)"],
    "numpy.delete": ["np.delete(<w3>, 1)", "np.delete(<a23>, 0, axis=<axis1>)", "np.delete(<a23>, [0, 1], axis=1)", "np.delete(<a23>, 0)", "np.delete(<a23>, [0, 0], axis=0)", "np.delete(<w3>, 5)", "np.delete(<a23>, -1, 1)"],
    "numpy.tile": ["np.tile(<a23>, 2)", "np.tile(<w3>, (2, 1))", "np.tile(<a23>, (2, 3))", "np.tile(<w3>, [3])", "np.tile(<a3>, (2, 1))", "np.tile(<num>, 3)", "np.tile(<a23>, (2, 1, 1))"],
    "numpy.repeat": ["np.repeat(<a23>, 2)", "np.repeat(<a23>, 2, axis=<axis1>)", "np.repeat(<w3>, [1, 2, 3])", "np.repeat(<a23>, [1, 2], axis=0)", "np.repeat(<w3>, 3, axis=0)", "np.repeat(5, 3)", "np.repeat(<w3>, [1, 2])", "np.repeat(<a23>, [2], axis=1)"],
    "numpy.ndarray.repeat": ["np.arange(4).repeat(2)", "np.ones((2, 3)).repeat(3, axis=<axis1>)", "np.arange(3).repeat([1, 0, 2])"],
    "numpy.pad": ["np.pad(<a23>, 1)", "np.pad(<a23>, ((1, 2), (0, 1)))", "np.pad(<w3>, (1, 2))", "np.pad(<a23>, (1, 2), mode='edge')", "np.pad(<a23>, ((1, 1), (2, 2)), 'constant', constant_values=0)", "np.pad(<a3>, ((0, 0), (1, 1), (1, 1)))", "np.pad(<a23>, ((1, 1), (2, 2), (0, 0)))", "np.pad(<a23>, [(0, 1), (0, 0)], mode='reflect')", "np.pad(<a3>, (1, 1))", "np.pad(<w3>, -1)"],
    "numpy.split": ["np.split(<six>, 3)", "np.split(<six>, 2, axis=<axis1>)", "np.split(<six>, [2, 4])", "np.split(<six>, [1], axis=0)", "np.split(<six>, 4)", "np.split(<six>, (2, 3), axis=-1)", "np.split(<six>, [3, 9])"],
    "numpy.array_split": ["np.array_split(<six>, 4)", "np.array_split(<six>, 3, axis=<axis1>)", "np.array_split(<six>, [1, 5])", "np.array_split(<six>, 8)", "np.array_split(<six>, 0)"],
    "numpy.hsplit": ["np.hsplit(<six>, 2)", "np.hsplit(<six>, [1, 2])", "np.hsplit(<w3>, 3)", "np.hsplit(<six>, 5)"],
    "numpy.vsplit": ["np.vsplit(<six>, 2)", "np.vsplit(<six>, [1, 2])", "np.vsplit(<w3>, 3)", "np.vsplit(<six>, 4)"],
    "numpy.dsplit": ["np.dsplit(np.ones((2, 2, 6)), 3)", "np.dsplit(np.ones((2, 2, 6)), [2])", "np.dsplit(<six>, 2)", "np.dsplit(np.ones((2, 2, 5), dtype='uint8'), 5)"],
    "numpy.unstack": ["np.unstack(<a23>)", "np.unstack(<a3>, axis=1)", "np.unstack(<a23>, axis=-1)", "np.unstack(<six>)"],
}

POOLS = {
    "a23": ["np.ones((2, 3))", "np.zeros((2, 3), dtype=np.float32)", "np.arange(6).reshape(2, 3)", "[[1, 2, 3], [4, 5, 6]]", "np.ones((2, 3), dtype='uint8')"],
    "w3": ["np.arange(3)", "[1, 2, 3]", "np.ones(3, dtype=np.float32)", "np.array([1.5, 2, 3])", "np.ones(3, dtype=bool)"],
    "a3": ["np.ones((2, 3, 4))", "np.zeros((2, 3, 4), dtype=np.float32)", "np.ones((2, 3, 4), dtype=int)"],
    "mixed": ["np.ones((2, 3))", "np.ones((4, 3))", "np.ones((2, 5))", "np.ones(3)", "np.ones((2, 3, 1))", "np.ones((1, 3))", "np.ones((2, 1))"],
    "axis3": ["0", "1", "2", "-1", "-2", "3"],
    "six": ["np.ones((6, 6))", "np.arange(6)", "np.ones((6, 4), dtype=np.float32)", "np.ones((6, 6, 2))"],
}


def cases(rng):
    yield from programs(rng, TABLE, POOLS, 16)
