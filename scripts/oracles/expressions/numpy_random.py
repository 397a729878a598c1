"""Random numbers of NumPy in the old and the new style: shapes and types, never values."""

from numpy_pools import HEADER, LIBRARIES, programs  # noqa: F401

PARAMS = {
    "normal": ["<loc>", "1.0"], "uniform": ["0", "<pos>"], "standard_normal": [], "standard_exponential": [], "standard_cauchy": [], "standard_gamma": ["<pos>"], "standard_t": ["<pos>"],
    "beta": ["<pos>", "2"], "binomial": ["5", "<p>"], "chisquare": ["<pos>"], "exponential": ["<pos>"], "f": ["<pos>", "2"], "gamma": ["<pos>", "1.0"], "geometric": ["<p>"], "gumbel": ["<loc>", "1"],
    "hypergeometric": ["5", "5", "3"], "laplace": ["<loc>", "1"], "logistic": ["<loc>", "1"], "lognormal": ["<loc>", "1"], "logseries": ["<p>"], "negative_binomial": ["5", "<p>"], "noncentral_chisquare": ["<pos>", "1"],
    "noncentral_f": ["<pos>", "2", "1"], "pareto": ["<pos>"], "poisson": ["<pos>"], "power": ["<pos>"], "rayleigh": ["<pos>"], "triangular": ["0", "1", "<big>"], "vonmises": ["<loc>", "1"], "wald": ["<pos>", "1"], "weibull": ["<pos>"], "zipf": ["<big>"],
}


def distribution(name, home):
    params = ", ".join(PARAMS[name])
    call = f"{home}.{name}({params}{', ' if params else ''}"
    return [f"{call}size=<size>)", f"{call}<size>)", f"np.shape({home}.{name}({params}))", f"{call}size=(2, 3))", f"{call}size=(2, -1))"]


HOMES = {"numpy.random": "np.random", "numpy.random.Generator": "np.random.default_rng(0)", "numpy.random.RandomState": "np.random.RandomState(1)"}
OLD = {
    "rand": ["<h>.rand(<n>, 3)", "<h>.rand(2)", "<h>.rand(2, 3, <n>)", "np.shape(<h>.rand())", "<h>.rand(2, -1)"],
    "randn": ["<h>.randn(<n>, 3)", "<h>.randn(2)", "<h>.randn(2, 3, <n>)", "np.shape(<h>.randn())", "<h>.randn(-3)"],
    "randint": ["<h>.randint(10, size=<size>)", "<h>.randint(0, 10, <size>)", "<h>.randint(2, size=(3,), dtype=<itype>)", "np.shape(<h>.randint(5))", "<h>.randint(0, [5, 6])", "<h>.randint(0, 10, size=(2, -1))", "<h>.randint(0, [5, 6], size=3)"],
    "choice": ["<h>.choice(10, <size>)", "<h>.choice([1, 2, 3], size=(2, 2))", "<h>.choice(np.arange(4), 3, replace=False)", "<h>.choice([0.1, 0.2], 5, p=[0.5, 0.5])", "np.shape(<h>.choice(5))", "<h>.choice(3, 2, p=[0.5, 0.5])", "<h>.choice(np.ones((3, 2)), 2)"],
    "random_sample": ["<h>.random_sample(<size>)", "np.shape(<h>.random_sample())", "<h>.random_sample((2, 3))"],
    "random": ["<h>.random(<size>)", "np.shape(<h>.random())", "<h>.random(size=(2, <n>))"],
    "permutation": ["<h>.permutation(<n>)", "<h>.permutation(<x>)", "<h>.permutation([1, 2, 3])", "<h>.permutation(np.arange(4, dtype='int32'))"],
    "multinomial": ["<h>.multinomial(5, [0.2, 0.8])", "<h>.multinomial(5, [0.2, 0.3, 0.5], size=<size>)", "<h>.multinomial(3, [1.0], 4)"],
    "dirichlet": ["<h>.dirichlet([1, 2, 3])", "<h>.dirichlet([1, 2], size=<size>)", "<h>.dirichlet((1, 1, 1), 4)"],
    "multivariate_normal": ["<h>.multivariate_normal([0, 0], np.eye(2))", "<h>.multivariate_normal([0, 0, 0], np.eye(3), <size>)", "<h>.multivariate_normal([0], [[1]], size=5)"],
    "shuffle": ["<h>.shuffle(np.arange(4))", "<h>.shuffle([1, 2])"],
    "seed": ["<h>.seed(1)"],
}
NEW = {
    "integers": ["<h>.integers(10, size=<size>)", "<h>.integers(0, 10, <size>)", "<h>.integers(2, size=(3,), dtype=<itype>)", "<h>.integers(0, 5, size=4, endpoint=True)", "np.shape(<h>.integers(5))", "<h>.integers(0, [5, 6])", "<h>.integers(0, 10, size=(2, -1))"],
    "choice": ["<h>.choice(10, <size>)", "<h>.choice([1, 2, 3], size=(2, 2))", "<h>.choice(np.ones((3, 2)), 2)", "<h>.choice(np.ones((3, 2)), 2, axis=1)", "<h>.choice(np.ones((3, 2)), (2, 2))", "<h>.choice(3, 2, p=[0.5, 0.5])", "<h>.choice(np.ones((3, 2)), 2, axis=2)"],
    "random": ["<h>.random(<size>)", "np.shape(<h>.random())", "<h>.random((2, 3), dtype=np.float32)"],
    "permutation": ["<h>.permutation(<n>)", "<h>.permutation(<x>)", "<h>.permutation([1, 2, 3])", "<h>.permutation(np.ones((3, 2)), axis=1)"],
    "permuted": ["<h>.permuted(<x>)", "<h>.permuted(np.ones((3, 2)), axis=1)"],
    "multinomial": OLD["multinomial"],
    "dirichlet": OLD["dirichlet"],
    "multivariate_normal": OLD["multivariate_normal"],
    "shuffle": ["<h>.shuffle(np.arange(4))"],
    "standard_normal": ["<h>.standard_normal((2, 3), dtype=np.float32)", "<h>.standard_normal(4)"],
}

POOLS = {
    "loc": ["0", "0.5", "[0, 1, 2]", "np.zeros((2, 1))", "np.ones(3)", "0.0"],
    "pos": ["1", "0.5", "[1, 2, 3]", "np.ones((2, 1))", "2.0"],
    "p": ["0.5", "0.1", "[0.1, 0.2, 0.3]", "0.9"],
    "big": ["2", "3.5", "[2, 3, 4]", "4"],
    "size": ["3", "(2, 3)", "(4, 2, 3)", "[2, 3]", "(2, 1, 3)", "6", "()", "(3, 4)"],
    "itype": ["np.int64", "'int32'", "np.uint8", "int"],
}


def cases(rng):
    for name in PARAMS:
        yield from programs(rng, {f"{home}.{name}": distribution(name, call) for home, call in HOMES.items()}, POOLS, 8)
    for table, homes in ((OLD, ("numpy.random", "numpy.random.RandomState")), (NEW, ("numpy.random.Generator",))):
        for home in homes:
            yield from programs(rng, {f"{home}.{name}": [line.replace("<h>", HOMES[home]) for line in lines] for name, lines in table.items()}, POOLS, 12)
    for name in ("ranf", "sample"):
        yield from programs(rng, {f"numpy.random.{name}": [f"np.random.{name}(<size>)", f"np.shape(np.random.{name}())"]}, POOLS, 6)
