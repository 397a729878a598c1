"""The modules of Python's standard library that model scripts compute with."""

HEADER = "\n".join(
    [
        "import argparse, collections, copy, dataclasses, enum, functools, itertools, json, math, operator, os, random, string, typing",
        "from collections import Counter, OrderedDict, defaultdict, deque, namedtuple",
        "from dataclasses import dataclass, field",
        "from functools import partial, reduce",
    ]
)
LIBRARIES = ["python"]


def maths(rng):
    for name in "sqrt exp log log2 log10 sin cos tan atan tanh ceil floor trunc fabs degrees radians isnan isfinite expm1 log1p cbrt".split():
        for _ in range(4):
            yield f"math.{name}", f"math.{name}({rng.choice(['1', '2.5', '10', '0.75', '100', '7.0'])})"
    for call in ["math.gcd(12, 18)", "math.lcm(4, 6)", "math.factorial(6)", "math.comb(5, 2)", "math.perm(5, 2)", "math.prod([2, 3, 4])", "math.isqrt(50)", "math.hypot(3, 4)", "math.pow(2, 3)", "math.fmod(7, 3)", "math.copysign(3, -1)", "math.dist((0, 0), (3, 4))", "math.log(8, 2)", "math.atan2(1, 2)", "math.isclose(0.1 + 0.2, 0.3)", "math.fsum([1, 2, 3])", "math.inf > 1", "math.floor(-2.5)", "math.ceil(64 / 10)", "int(math.log2(64))", "round(math.pi, 3)", "math.modf(2.5)[1]"]:
        yield call.split("(")[0], call


def iterables(rng):
    for _ in range(6):
        a, b, c = rng.randint(0, 3), rng.randint(2, 6), rng.randint(1, 3)
        for call in [f"itertools.chain([{a}], range({b}))", f"itertools.chain.from_iterable([[{a}], 'ab'])", f"itertools.product([{a}, 1], 'xy')", f"itertools.product(range({c}), repeat=2)", f"itertools.permutations(range(3), {c})", f"itertools.combinations(range({b}), {min(c, 2)})", f"itertools.combinations_with_replacement('ab', {c})", f"itertools.islice(itertools.count({a}, {c}), {b})", f"itertools.islice(range(20), {a}, {a + b}, {c})", f"itertools.islice(itertools.cycle('abc'), {b})", f"itertools.accumulate([{a}, {b}, {c}])", f"itertools.accumulate([1, {b}, {c}], operator.mul)", f"itertools.repeat({a}, {c})", f"itertools.zip_longest([1], range({c}), fillvalue={a})", f"itertools.starmap(pow, [(2, {c}), ({b}, 1)])", f"itertools.takewhile(lambda v: v < {b}, [1, 2, 9, 1])", f"itertools.dropwhile(lambda v: v < {b}, [1, 2, 9, 1])", f"itertools.filterfalse(lambda v: v % 2, range({b}))", f"itertools.compress('abcd', [1, {a}, 0, {c}])", f"itertools.pairwise([1, {a}, {b}])", f"zip(itertools.count(), 'ab')", f"map(lambda v, w: v + w, itertools.cycle([1, 2]), range({b}))", f"((k, list(g)) for k, g in itertools.groupby([1, 1, {b}, 1]))"]:
            yield call.split("(")[0], f"repr(list({call}))"
        yield "functools.reduce", f"reduce(lambda x, y: x * y, range(1, {b}))"
        yield "functools.reduce", f"reduce(operator.add, [[{a}], [{b}]], [])[1]"
        yield "functools.partial", f"partial(lambda x, y, z=1: x * 100 + y * 10 + z, {a}, z={c})({b})"
        yield "functools.partial", f"p = partial(int, base=2)\np('101')"
        yield "functools.lru_cache", f"@functools.lru_cache(maxsize=None)\ndef fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\nfib({b})"
        yield "functools.wraps", f"def deco(f):\n    @functools.wraps(f)\n    def inner(*a, **k):\n        return f(*a, **k) + {a}\n    return inner\n@deco\ndef g(x):\n    return x * {b}\ng({c})"
        yield "operator.itemgetter", f"repr(sorted([('b', {a}), ('a', {b})], key=operator.itemgetter(1)))"
        yield "operator.attrgetter", f"class P:\n    v = {b}\noperator.attrgetter('v')(P())"
        yield "operator", f"operator.mul({a}, {b}) + operator.sub({b}, {c}) + operator.floordiv({b}, {c})"
        yield "operator", f"[operator.lt({a}, {b}), operator.eq({a}, {a}), operator.contains([1, {a}], {b})]"


def containers(rng):
    for _ in range(6):
        a, b, c = rng.randint(0, 3), rng.randint(2, 6), rng.randint(1, 3)
        yield "collections.defaultdict", f"d = defaultdict(list)\nfor i, w in enumerate('abca'):\n    d[w].append(i + {a})\nrepr(dict(d))"
        yield "collections.defaultdict", f"d = defaultdict(int)\nfor w in [{a}, {b}, {a}]:\n    d[w] += 1\nrepr((len(d), d[{a}], d[99]))"
        yield "collections.Counter", f"c = Counter('mississippi')\nrepr((c['s'], c['z'], c.most_common({c})))"
        yield "collections.Counter", f"c = Counter([{a}, {b}, {a}])\nc.update([{b}, 7])\nrepr(sorted(c.items()))"
        yield "collections.OrderedDict", f"d = OrderedDict()\nd['x'] = {a}\nd['y'] = {b}\nd.move_to_end('x')\nrepr(list(d.items()))"
        yield "collections.deque", f"d = deque([1, 2, {a}])\nd.appendleft({b})\nd.rotate({c})\nd.pop()\nrepr(list(d))"
        yield "collections.deque", f"d = deque(range({b}))\nd.popleft() + len(d)"
        names = rng.choice(["'x y'", "['x', 'y']", "'x, y'"])
        yield "collections.namedtuple", f"P = namedtuple('P', {names})\np = P({a}, y={b})\nrepr((p.x + p.y, p[1], p._replace(x=9), len(p), p == ({a}, {b})))"
        yield "collections.namedtuple", f"P = namedtuple('P', ['a', 'b'], defaults=[{b}])\na, b = P({a})\na * 10 + b"
        yield "typing.NamedTuple", f"class Q(typing.NamedTuple):\n    n: int\n    k: int = {c}\n    def area(self):\n        return self.n * self.k\nrepr((Q({a}), Q({b}, 5).area()))"
        data = f"@dataclass\nclass C:\n    units: int\n    rate: float = 0.{c}\n    sizes: list = field(default_factory=list)\n    def double(self):\n        return self.units * 2\n"
        for use in [f"repr(C({a}))", f"C({a}, sizes=[{b}]).sizes[0]", f"C({a}) == C({a})", f"C({a}) == C({b}, 0.5)", f"C({b}).double()", f"repr(dataclasses.asdict(C({a})))", f"repr(dataclasses.replace(C({a}), units={b}))", f"x, y = C(1), C(2)\nx.sizes.append(1)\nlen(y.sizes)", "[f.name for f in dataclasses.fields(C)] == ['units', 'rate', 'sizes']"]:
            yield "dataclasses", data + use
        yield "dataclasses", data + f"@dataclass\nclass D(C):\n    extra: str = 'e'\n    def __post_init__(self):\n        self.units += {b}\nrepr(D({a}, extra='q'))"
        e = f"class Color(enum.Enum):\n    RED = {a}\n    BLUE = {b + 5}\n    def label(self):\n        return self.name.lower()\n"
        for use in ["Color.RED.value", "Color.BLUE.name", "Color['BLUE'].value", f"Color({a}).name", "[c.value for c in Color]", "Color.RED == Color.RED", "Color.RED == Color.BLUE", "Color.BLUE is Color.BLUE", "Color.RED.label()", "len(list(Color))", "isinstance(Color.RED, Color)"]:
            if rng.random() < 0.6:
                yield "enum", e + use
        yield "enum", "class K(enum.Enum):\n    A = enum.auto()\n    B = enum.auto()\n[K.A.value, K.B.value]"
        yield "copy", f"a = [[1], {{'k': [{b}]}}]\nb, c = copy.copy(a), copy.deepcopy(a)\na[0].append(2)\na[1]['k'].append(3)\nrepr((b, c))"


def texts(rng):
    for call in ["os.path.join('a', 'b', 'c.txt')", "os.path.join('a/', '/b')", "os.path.basename('/x/y.h5')", "os.path.dirname('/x/y.h5')", "os.path.splitext('m.tar.gz')[1]", "os.path.splitext('/a.b/c')[0]", "os.path.split('/a/b')[1]", "json.dumps({'a': [1, 2.5, None, True], 'b': 'x'})", "json.dumps([1, (2, 3)])", "string.ascii_lowercase[:5]", "string.digits", "len(string.punctuation)", "len(string.printable)", "json.loads('[1, 2, {\"a\": null}]')[1]", "json.loads('{\"units\": 64, \"act\": \"relu\"}')['units']", "json.loads('{\"rate\": 0.5}')['rate']"]:
        yield call.split("(")[0], call
    parser = "p = argparse.ArgumentParser()\np.add_argument('--units', type=int, default=64)\np.add_argument('-r', '--learning-rate', default=0.1, type=float)\np.add_argument('--flag', action='store_true')\np.add_argument('--no-bias', dest='bias', action='store_false')\np.add_argument('--name')\np.add_argument('--sizes', nargs='+', type=int, default=[1, 2])\n"
    for use in ["a.units * 2", "a.learning_rate", "a.flag", "a.bias", "a.name", "sum(a.sizes)", "vars(a)['units']", "sorted(vars(a))[0]", "getattr(a, 'units', 1)"]:
        yield "argparse", parser + f"a = p.parse_args([])\n{use}"
    yield "argparse", parser + "a, rest = p.parse_known_args([])\na.units"


def cases(rng):
    yield from maths(rng)
    yield from iterables(rng)
    yield from containers(rng)
    yield from texts(rng)
