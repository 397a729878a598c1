"""Functions and methods of NumPy that make one number of many, and running ones."""

from numpy_pools import HEADER, LIBRARIES, programs  # noqa: F401


def reduction(name, *more):
    return [f"np.{name}(<x>)", f"np.{name}(<x>, axis=<axes>)", f"np.{name}(<x>, <axis1>)", f"np.{name}(<f>, axis=<axes>, keepdims=<bool>)", f"np.{name}(np.ones((2, 3, 4)), axis=(0, 2), keepdims=True)", *more]


def method(name, *more):
    return [f"<y>.{name}()", f"<y>.{name}(axis=<axes>)", f"<y>.{name}(<axis1>)", f"<y>.{name}(axis=0, keepdims=True)", *more]


TYPED = "np.{0}(<f>, axis=<axis1>, dtype=np.float32)"
TABLE = {
    **{f"numpy.{name}": reduction(name, TYPED.format(name)) for name in ("sum", "prod", "mean", "std", "var", "nansum", "nanprod", "nanmean", "nanstd", "nanvar")},
    **{f"numpy.{name}": reduction(name) for name in ("max", "min", "amax", "amin", "ptp", "all", "any", "nanmax", "nanmin", "median", "nanmedian", "count_nonzero")},
    "numpy.std ddof": ["np.std(<f>, axis=0, ddof=1)", "np.var(<f>, ddof=1)"],
    **{f"numpy.ndarray.{name}": method(name) for name in ("sum", "prod", "mean", "std", "var", "max", "min", "all", "any")},
    **{f"numpy.{name}": [f"np.{name}(<x>)", f"np.{name}(<x>, axis=<axis1>)", f"np.{name}(<f>, axis=<axis1>, keepdims=True)", f"np.{name}(<f>, <axis1>)", f"np.{name}(<x>, axis=None)"] for name in ("argmax", "argmin", "nanargmax", "nanargmin")},
    **{f"numpy.ndarray.{name}": [f"<y>.{name}()", f"<y>.{name}(axis=<axis1>)", f"<y>.{name}(<axis1>)"] for name in ("argmax", "argmin")},
    **{f"numpy.{name}": [f"np.{name}(<x>)", f"np.{name}(<x>, axis=<axis1>)", f"np.{name}(<x>, <axis1>, dtype=float)"] for name in ("cumsum", "cumprod", "nancumsum", "nancumprod")},
    **{f"numpy.ndarray.{name}": [f"<y>.{name}()", f"<y>.{name}(axis=<axis1>)"] for name in ("cumsum", "cumprod")},
    **{f"numpy.{name}": [f"np.{name}(<v>)", f"np.{name}(<x>, axis=<axis1>)", f"np.{name}(<v>, include_initial=True)"] for name in ("cumulative_sum", "cumulative_prod")},
    **{f"numpy.{name}": [f"np.{name}(<f>, 50)", f"np.{name}(<f>, [25, 50, 75])", f"np.{name}(<f>, 50, axis=<axis1>)", f"np.{name}(<f>, [25, 75], axis=0, keepdims=True)", f"np.{name}(<f>, q=10, axis=<axis1>, method='lower')"] for name in ("percentile", "nanpercentile")},
    **{f"numpy.{name}": [f"np.{name}(<f>, 0.5)", f"np.{name}(<f>, [0.25, 0.5])", f"np.{name}(<f>, 0.5, axis=<axis1>)", f"np.{name}(<f>, [0.25, 0.75], axis=0, keepdims=True)"] for name in ("quantile", "nanquantile")},
    "numpy.average": ["np.average(<x>)", "np.average(<f>, axis=<axis1>)", "np.average(np.ones((2, 3)), axis=1, weights=[1, 2, 3])", "np.average(<f>, axis=0, keepdims=True)", "np.average(np.ones((2, 3)), axis=0, weights=[1, 2, 3])", "np.average(np.ones((2, 3)), axis=0, weights=[1, 2], returned=True)", "np.average([1, 2, 3], weights=[1, 2, 3])"],
}

POOLS = {
    "y": ["np.ones((2, 3))", "np.arange(6)", "np.ones((2, 3, 4), dtype=np.float32)", "np.ones((3, 4), dtype='uint8')", "(np.eye(3) > 0)", "np.ones((4, 4), dtype='int16')", "np.zeros((2, 2), dtype=np.float16)"],
}


def cases(rng):
    yield from programs(rng, TABLE, POOLS, 14)
