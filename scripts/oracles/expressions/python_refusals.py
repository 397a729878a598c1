"""What Python takes and what it refuses: operators on all pairs of types, calls, members, items, conversions, and the line that raises."""

HEADER = "import math\nfrom collections import namedtuple, defaultdict, deque, Counter\nfrom dataclasses import dataclass\nfrom enum import Enum"
LIBRARIES = ["python"]

VALUES = {
    "int": ["3", "-2"],
    "float": ["1.5", "-0.5"],
    "bool": ["True"],
    "str": ["'ab'", "'7'"],
    "NoneType": ["None"],
    "list": ["[1, 2]", "['a']"],
    "tuple": ["(1, 2, 3)", "(4,)"],
    "dict": ["{'a': 1}"],
    "set": ["{1, 2}"],
}


def shown(value):
    return f"repr({value})"


def operators(rng):
    for op in ("+", "-", "*", "%", "//", "**", "&", "|", "<", ">=", "==", "in"):
        for a in VALUES:
            for b in VALUES:
                if rng.random() < 0.42:
                    x, y = rng.choice(VALUES[a]), rng.choice(VALUES[b])
                    if op == "%" and a == "str" or "{1, 2}" in (x, y) and op in "|&-":
                        continue
                    yield f"{a} {op} {b}", f"x, y = {x}, {y}\nrepr(x {op} y)"
    for op in ("-", "+", "~", "not "):
        for a in VALUES:
            yield f"{op}{a}", f"x = {rng.choice(VALUES[a])}\nrepr({op}x)"


def members(rng):
    names = "append items keys split upper shape reshape add get index count sort strip join real pop size T astype copy extend format"
    for name in names.split():
        for a in VALUES:
            if rng.random() < 0.5 and a not in ("NoneType", "bool"):
                yield f"{a}.{name}", f"x = {rng.choice(VALUES[a])}\ny = x.{name}\n1"


def builtins(rng):
    for call in ("len(x)", "int(x)", "float(x)", "list(x)", "sum(x)", "sorted(x)", "max(x)", "min(x)", "abs(x)", "round(x)", "tuple(x)", "set(x) and 1", "dict(x) and 1", "list(enumerate(x))", "list(zip(x, [1]))", "list(map(str, x))", "list(range(x))", "x[0]", "x['a']", "x()", "[v for v in x]", "bool(x)", "str(x)", "list(reversed(x))", "any(x)"):
        for a in VALUES:
            if a == "set" and call not in ("len(x)", "sum(x)", "max(x)", "bool(x)", "x()", "x[0]", "int(x)", "abs(x)"):
                continue
            yield f"{call} of {a}", f"x = {rng.choice(VALUES[a])}\nrepr({call})"


def calls(rng):
    heads = ["def f(a, b):\n    return a", "def f(a, b=2):\n    return a + b", "def f(a, *args):\n    return len(args)", "def f(a, *, k):\n    return k", "def f(a, **kw):\n    return len(kw)", "def f(a, b, /, c=1):\n    return c", "f = lambda a, b=1: a"]
    args = ["1", "1, 2", "", "1, 2, 3", "a=1", "1, b=2", "1, a=2", "1, k=3", "b=1", "*[1, 2]", "**{'a': 1}", "1, c=4", "1, 2, c=5", "*(1,), **{'b': 3}", "x=1"]
    for head in heads:
        for given in args:
            yield "call", f"{head}\nf({given})"
    cls = "class C:\n    def __init__(self, a, b=1):\n        self.a = a\n    def m(self, x):\n        return x\n    @staticmethod\n    def s(x):\n        return x\n    @classmethod\n    def k(cls, x=1):\n        return x\n    @property\n    def p(self):\n        return self.a"
    for use in ("C(1).a", "C().a", "C(1, 2, 3).a", "C(1, c=2).a", "C(1).m(2)", "C(1).m()", "C(1).m(1, 2)", "C.s(3)", "C(1).s()", "C.k()", "C.k(1, 2)", "C(1).p", "C(1).p()", "C(1).q", "C(1)()", "C(1)[0]", "len(C(1))", "C.m(C(1), 4)", "C.m(4)", "C(1) + 1", "C(1).a.b", "C(b=2, a=3).a", "C.zz"):
        yield "class", f"{cls}\n{use}"
    data = "@dataclass\nclass D:\n    x: int\n    y: int = 2"
    for use in ("D(1).y", "D().y", "D(1, 2, 3).y", "D(1, z=2).y", "D(x=4).x", "D(1).z", "D(1) == D(1)"):
        yield "dataclass", f"{data}\n{use}"
    point = "P = namedtuple('P', 'x y')"
    for use in ("P(1, 2).x", "P(1).x", "P(1, 2).z", "P(1, 2)[1]", "P(1, 2)[2]", "P(1, y=3).y"):
        yield "namedtuple", f"{point}\n{use}"
    enum = "class Color(Enum):\n    RED = 1\n    BLUE = 2"
    for use in ("Color.RED.value", "Color.GREEN", "Color(2).name", "Color['RED'].value", "len(Color)", "Color.RED.name"):
        yield "enum", f"{enum}\n{use}"


def items(rng):
    for _ in range(60):
        n, at = rng.randint(1, 4), rng.randint(-5, 5)
        yield "list item", f"xs = list(range({n}))\nxs[{at}]"
        yield "tuple item", f"xs = ({', '.join(map(str, range(n)))},)\nxs[{at}]"
        yield "unpack", f"xs = list(range({n}))\na, b = xs\na"
        yield "unpack", f"xs = 'abcd'[:{n}]\na, *b, c = xs\nrepr(b)"
        yield "dict item", f"d = {{'a': 1, 'b': {n}}}\nd[{rng.choice(['chr(97)', repr('b'), repr('c'), '1'])}]"
        yield "dict get", f"d = {{i: i * i for i in range({n})}}\nd.get({at}, -1)"
        yield "pop", f"d = {{'a': {n}}}\nd.pop({rng.choice([repr('a'), repr('b')])})"


def lines(rng):
    for _ in range(40):
        n, at = rng.randint(1, 4), rng.randint(0, 6)
        yield "in a function", f"def pick(xs, i):\n    y = xs[i]\n    return y * 2\npick(list(range({n})), {at})"
        yield "in a loop", f"xs, out = [{n}, 2, 3], []\nfor i in range({at}):\n    out.append(\n        xs[i] + 1\n    )\nlen(out)"
        yield "caught", f"try:\n    y = [1, 2][{at}]\nexcept IndexError:\n    y = -1\ny"
        yield "caught", f"try:\n    y = {{'a': 1}}['{rng.choice('ab')}'] + {rng.choice(['1', repr('x')])}\nexcept KeyError:\n    y = 'key'\nexcept TypeError:\n    y = 'type'\ny"
        yield "condition", f"x = {at}\nif x > 3:\n    y = 'a' + x\nelse:\n    y = x\ny"
        yield "method", f"class A:\n    def __init__(self):\n        self.xs = list(range({n}))\n    def at(self, i):\n        return self.xs[i]\nA().at({at})"
        yield "comprehension", f"xs = list(range({n}))\n[xs[i] for i in range({at})]"
        yield "local", f"def f(flag):\n    if flag:\n        y = 1\n    return y\nf({bool(at % 2)})"


def cases(rng):
    yield from operators(rng)
    yield from members(rng)
    yield from builtins(rng)
    yield from calls(rng)
    yield from items(rng)
    yield from lines(rng)
