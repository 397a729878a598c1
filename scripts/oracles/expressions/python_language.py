"""Python's statements and the shapes that programs have: loops, functions, classes, generators, exceptions, patterns."""

HEADER = "import math"
LIBRARIES = ["python"]


def loops(rng):
    for _ in range(12):
        a, b, c = rng.randint(0, 4), rng.randint(3, 9), rng.randint(1, 3)
        yield "for", f"out = []\nfor i in range({a}, {b}, {c}):\n    out.append(i * {c})\nrepr(out)"
        yield "for break", f"out = []\nfor i in range({b}):\n    if i == {a}:\n        continue\n    if i > {c + 2}:\n        break\n    out.append(i)\nelse:\n    out.append('end')\nrepr(out)"
        yield "while", f"n, steps = {b * 7}, 0\nwhile n > 1:\n    n = n // 2 if n % 2 == 0 else 3 * n + 1\n    steps += 1\nelse:\n    steps += 100\nsteps"
        yield "while break", f"i = 0\nwhile True:\n    i += {c}\n    if i > {b}:\n        break\ni"
        yield "nested", f"total = 0\nfor i in range({c + 1}):\n    for j in range(i, {b}):\n        if (i + j) % 3 == 0:\n            continue\n        total += i * j\ntotal"
        yield "unpack", f"a, *b, c = range({a}, {a + b})\nrepr((a, b, c))"
        yield "unpack", f"(a, b), c = ({a}, {b}), {c}\na, b = b, a\n[a, b, c]"
        yield "dict loop", f"d = {{}}\nfor k, v in zip('abc', range({a}, {a + 3})):\n    d[k] = v * {c}\nrepr(d)"
        yield "comprehension", f"repr([x * y for x in range({c + 1}) for y in range({a}) if x != y])"
        yield "comprehension", f"repr({{k: [v for v in range(k)] for k in range({c + 1}) if k != {a}}})"
        yield "comprehension", f"repr(sorted({{x % {c + 1} for x in range({b})}}))"
        yield "walrus", f"out = [y for x in range({b}) if (y := x * x) > {a}]\nrepr((out, y))"
        yield "walrus", f"n = 0\nwhile (n := n + {c}) < {b}:\n    pass\nn"
        yield "sum", f"sum(i ** 2 for i in range({a}, {b}) if i % 2)"
        yield "enumerate", f"out = ''\nfor i, ch in enumerate('python'[{a}:], {c}):\n    out += f'{{i}}{{ch}}'\nout"
        yield "iterator", f"it = iter(range({b}))\nfirst = next(it)\nsecond = next(it)\nrest = list(it)\nrepr((first, second, rest, next(it, 'none')))"
        yield "iterator", f"it = iter(range({b + 3}))\nfor x in it:\n    if x == {a}:\n        break\nnext(it, -1)"
        yield "augmented", f"x = {b}\nx += {a}\nx *= 2\nx -= {c}\nx //= {c}\nx **= 2\nx %= 17\nx"
        yield "chained", f"a = b = [{a}]\na.append({b})\nrepr(b)"
        yield "del", f"xs = list(range({b}))\ndel xs[{rng.choice([0, 1, -1])}], xs[0]\nrepr(xs)"
        yield "conditional", f"x = {a}\n'neg' if x < 0 else 'zero' if x == 0 else 'pos'"
        yield "short circuit", f"calls = []\ndef f(v):\n    calls.append(v)\n    return v\nr = f({a}) and f({b}) or f({c})\nrepr((r, calls))"


def functions(rng):
    for _ in range(10):
        a, b, c = rng.randint(0, 5), rng.randint(1, 9), rng.randint(2, 4)
        yield "def", f"def f(a, b=2, *args, k={c}, **kw):\n    return [a, b, args, k, sorted(kw.items())]\nrepr(f({a}, *[{b}, 7, 8], z=1, k={a}))"
        yield "def", f"def f(a, b=2, *args, k={c}, **kw):\n    return a + b + k + len(args) + sum(kw.values())\nf(*({a}, {b}), **{{'q': {c}, 'k': 1}})"
        yield "def", f"def f(x, /, y, *, z={b}):\n    return x * 100 + y * 10 + z\nf({a}, y={c})"
        yield "closure", f"def make(n):\n    def add(x):\n        return x + n\n    return add\nfs = [make(i) for i in range({c})]\n[f({a}) for f in fs]"
        yield "nonlocal", f"def counter():\n    n = {a}\n    def step():\n        nonlocal n\n        n += {c}\n        return n\n    return step\ns = counter()\ns()\ns()\ns()"
        yield "lambda", f"compose = lambda f, g: lambda x: f(g(x))\ncompose(lambda x: x + {a}, lambda x: x * {b})({c})"
        yield "recursion", f"def fact(n):\n    return 1 if n < 2 else n * fact(n - 1)\nfact({c})"
        yield "default", f"def f(x, acc=[]):\n    acc.append(x)\n    return len(acc)\nf({a})\nf({b})\nf(0)"
        yield "late binding", f"fs = []\nfor i in range({c}):\n    fs.append(lambda: i)\n[f() for f in fs]"
        yield "return", f"def f(n):\n    for i in range(n):\n        if i * i >= {b}:\n            return i\n    return -1\n[f({a}), f({b + 3})]"
        yield "decorator", f"def twice(f):\n    def wrapper(*args, **kwargs):\n        return f(*args, **kwargs) * 2\n    return wrapper\n@twice\ndef g(x, y=1):\n    return x + y\ng({a}, y={b})"
        yield "decorator", f"def times(n):\n    def deco(f):\n        return lambda *a: n * f(*a)\n    return deco\n@times({c})\n@times(2)\ndef g(x):\n    return x\ng({b})"
        yield "star", f"def f(*args):\n    return args\nrepr(f(*range({c}), *[{a}], {b}))"
        yield "star", f"def f(**kw):\n    return kw\nrepr(f(a={a}, **{{'b': {b}}}))"
        yield "higher order", f"def apply(f, xs):\n    return [f(x) for x in xs]\napply(lambda v: v ** 2 - {a}, range({c}))"
        yield "generator", f"def gen(n):\n    for i in range(n):\n        yield i * {b}\nrepr(list(gen({c})))"
        yield "generator", f"def gen():\n    yield {a}\n    yield from range({c})\n    yield from ('x', 'y')\nrepr(list(gen()))"
        yield "generator", f"def gen(n):\n    a, b = 0, 1\n    while a < n:\n        yield a\n        a, b = b, a + b\nrepr([x for x in gen({b * 3})])"
        yield "generator", f"def gen():\n    i = 0\n    while i < {c}:\n        i += 1\n        if i == 2:\n            continue\n        yield i\ng = gen()\nnext(g)\nsum(g)"
        yield "generator", f"def evens(xs):\n    for x in xs:\n        if x % 2 == 0:\n            yield x\nrepr((max(evens(range({b + 2}))), len(list(evens([1, 2, 4])))))"
        yield "generator", f"g = (x * {a} for x in range({c + 2}))\nnext(g)\nrepr((next(g), list(g), list(g)))"
        yield "generator return", f"def gen():\n    for i in range({b}):\n        if i == {a}:\n            return\n        yield i\nrepr(tuple(gen()))"
        yield "zip generators", f"def chunks(xs, n):\n    for i in range(0, len(xs), n):\n        yield xs[i:i + n]\nrepr(list(chunks(list(range({b})), {c})))"


def classes(rng):
    for _ in range(8):
        a, b, c = rng.randint(0, 5), rng.randint(1, 9), rng.randint(2, 4)
        vec = "class V:\n    def __init__(self, x, y):\n        self.x, self.y = x, y\n    def __add__(self, o):\n        return V(self.x + o.x, self.y + o.y)\n    def __mul__(self, k):\n        return V(self.x * k, self.y * k)\n    __rmul__ = __mul__\n    def __neg__(self):\n        return V(-self.x, -self.y)\n    def __eq__(self, o):\n        return self.x == o.x and self.y == o.y\n    def __lt__(self, o):\n        return self.x < o.x\n    def __len__(self):\n        return 2\n    def __getitem__(self, i):\n        return (self.x, self.y)[i]\n    def __contains__(self, v):\n        return v in (self.x, self.y)\n    def __call__(self, t):\n        return self.x * t + self.y\n    def __repr__(self):\n        return f'V({self.x}, {self.y})'\n    def __bool__(self):\n        return self.x != 0\n    def __iter__(self):\n        return iter((self.x, self.y))\n"
        for use in [f"repr(V({a}, {b}) + V(1, {c}))", f"repr({c} * V({a}, {b}))", f"repr(-V({a}, {b}))", f"V({a}, {b}) == V({b}, {a})", f"V({a}, {b}) != V({a}, {b})", f"len(V({a}, {b}))", f"V({a}, {b})[1] + V({a}, {b})[-2]", f"{a} in V({b}, {c})", f"V({a}, {b})({c})", f"bool(V({a}, {b}))", f"'yes' if V({a}, {b}) else 'no'", f"sum(V({a}, {b}))", f"repr(sorted([V({b}, 1), V({a}, 2)]))", f"x, y = V({a}, {b})\nx * 10 + y", f"repr([v for v in V({a}, {b})])", f"str(V({a}, {b})) + f'{{V(1, 2)}}'", f"max(V({a}, 0), V({b}, 1)).x", f"not V({a}, {b})"]:
            if rng.random() < 0.5:
                yield "special methods", vec + use
        yield "inheritance", f"class A:\n    k = {a}\n    def f(self):\n        return self.k + self.g()\n    def g(self):\n        return {b}\nclass B(A):\n    k = {c}\n    def g(self):\n        return super().g() * 2\n[A().f(), B().f()]"
        yield "super", f"class A:\n    def __init__(self, x, **kw):\n        self.x = x\nclass B(A):\n    def __init__(self, y, **kw):\n        super().__init__(**kw)\n        self.y = y\nclass C(B):\n    def __init__(self, *args, **kw):\n        super(C, self).__init__(*args, **kw)\n        self.z = self.x + self.y\nC({a}, x={b}).z"
        yield "mro", f"class A:\n    def f(self):\n        return ['A']\nclass B(A):\n    def f(self):\n        return ['B'] + super().f()\nclass C(A):\n    def f(self):\n        return ['C'] + super().f()\nclass D(B, C):\n    def f(self):\n        return ['D'] + super().f()\n''.join(D().f())"
        yield "mro", "class A:\n    pass\nclass B(A):\n    n = 'b'\nclass C(A):\n    n = 'c'\nclass D(C, B):\n    pass\nD().n + ''.join(k.__name__ for k in D.__mro__[:4])"
        yield "property", f"class T:\n    def __init__(self, c):\n        self._c = c\n    @property\n    def f(self):\n        return self._c * 2\n    @f.setter\n    def f(self, v):\n        self._c = v // 2\nt = T({a})\nx = t.f\nt.f = {b}\n[x, t.f, t._c]"
        yield "property", f"class T:\n    def get(self):\n        return {a}\n    f = property(get)\nT().f"
        yield "class attribute", f"class N:\n    count = 0\n    def __init__(self):\n        N.count += {c}\n        self.id = N.count\na, b = N(), N()\n[a.id, b.id, N.count, a.count]"
        yield "methods", f"class M:\n    scale = {c}\n    @staticmethod\n    def s(x):\n        return x + 1\n    @classmethod\n    def make(cls, x):\n        return cls.scale * x\n    @classmethod\n    def build(cls):\n        m = cls()\n        m.v = {a}\n        return m\nclass K(M):\n    scale = 10\n[M.s({b}), M.make({b}), K.make({b}), K.build().v, M().s(0)]"
        yield "iterate", f"class R:\n    def __init__(self, n):\n        self.n = n\n    def __iter__(self):\n        self.i = 0\n        return self\n    def __next__(self):\n        if self.i >= self.n:\n            raise StopIteration\n        self.i += 1\n        return self.i * {c}\nrepr(list(R({a + 1})))"
        yield "iterate", f"class S:\n    def __init__(self, xs):\n        self.xs = xs\n    def __len__(self):\n        return len(self.xs)\n    def __getitem__(self, i):\n        return self.xs[i] * 2\nrepr([x for x in S([{a}, {b}])] + [len(S([1]))])"
        yield "iterate", f"class G:\n    def __iter__(self):\n        for i in range({c}):\n            yield i + {a}\nsum(G())"
        yield "setitem", f"class D:\n    def __init__(self):\n        self.d = {{}}\n    def __setitem__(self, k, v):\n        self.d[k] = v * 2\n    def __getitem__(self, k):\n        return self.d[k]\n    def __delitem__(self, k):\n        del self.d[k]\nx = D()\nx['a'] = {b}\nx['b'] = 1\ndel x['b']\nrepr(x.d) + str(x['a'])"
        yield "getattr", f"class P:\n    a = {a}\n    def __getattr__(self, n):\n        return n * 2\np = P()\nrepr((p.a, p.zz, getattr(p, 'q'), hasattr(p, 'a')))"
        yield "getattr", f"class P:\n    a = {a}\np = P()\nsetattr(p, 'b', {b})\nrepr((getattr(p, 'a'), p.b, getattr(p, 'c', 'none'), hasattr(p, 'b'), hasattr(p, 'c')))"
        yield "dict", f"class P:\n    def __init__(self):\n        self.a, self.b = {a}, {b}\nrepr(vars(P())) + repr(P().__dict__)"
        yield "isinstance", "class A:\n    pass\nclass B(A):\n    pass\n[isinstance(B(), A), isinstance(A(), B), issubclass(B, A), type(B()) is B, isinstance(3, A), isinstance(B(), (int, A))]"
        yield "context", f"log = []\nclass C:\n    def __enter__(self):\n        log.append('in')\n        return {a}\n    def __exit__(self, *exc):\n        log.append('out')\nwith C() as v:\n    log.append(v)\nrepr(log)"
        yield "new", f"class One:\n    it = None\n    def __new__(cls):\n        if cls.it is None:\n            cls.it = super().__new__(cls)\n        return cls.it\nOne() is One()"
        yield "str", f"class P:\n    def __str__(self):\n        return 'p{a}'\nstr(P()) + f'{{P()}}' + '{{}}'.format(P()) + '%s' % P()"
        yield "eq", "class P:\n    pass\np = P()\n[p == p, p == P(), p != P(), p is p]"
        yield "iadd", f"class A:\n    def __init__(self):\n        self.n = {a}\n    def __iadd__(self, k):\n        self.n += k\n        return self\nx = A()\ny = x\nx += {b}\ny.n"


def exceptions(rng):
    for _ in range(8):
        a, b = rng.randint(0, 5), rng.randint(1, 9)
        yield "try", f"try:\n    x = int('{rng.choice(['12', 'ab', '7'])}')\nexcept ValueError:\n    x = -{b}\nx"
        yield "try", f"try:\n    r = {b} // {rng.choice([0, 2])}\nexcept ZeroDivisionError:\n    r = 'zero'\nelse:\n    r += 100\nfinally:\n    done = True\nrepr((r, done))"
        yield "try", f"d = {{'a': {a}}}\ntry:\n    v = d['{rng.choice('ab')}']\nexcept (KeyError, IndexError):\n    v = 'no'\nv"
        yield "try", f"xs = [1, 2]\ntry:\n    v = xs[{rng.choice([0, 5, -1, -9])}]\nexcept IndexError:\n    v = None\nv"
        yield "raise", f"def f(n):\n    if n > {a}:\n        raise ValueError('big', n)\n    return n\ntry:\n    r = f({b})\nexcept ValueError as e:\n    r = e.args[1] * 10\nr"
        yield "raise", f"class E(Exception):\n    def __init__(self, code):\n        super().__init__(f'code {{code}}')\n        self.code = code\ntry:\n    raise E({b})\nexcept KeyError:\n    r = 'key'\nexcept Exception as e:\n    r = str(e) + str(e.code)\nr"
        yield "raise", f"try:\n    raise RuntimeError('r{a}')\nexcept Exception as e:\n    r = str(e)\nr"
        yield "nested", f"out = []\ntry:\n    try:\n        raise KeyError('k')\n    except ValueError:\n        out.append('v')\n    out.append('x')\nexcept KeyError:\n    out.append('k')\nrepr(out)"
        yield "reraise", f"out = []\ntry:\n    try:\n        raise ValueError({a})\n    except ValueError:\n        out.append(1)\n        raise\nexcept ValueError:\n    out.append(2)\nrepr(out)"
        yield "assert", f"def f(x):\n    assert x > {a}, 'small'\n    return x\ntry:\n    r = f({b})\nexcept AssertionError:\n    r = 'small'\nr"
        yield "loop try", f"out = []\nfor s in ['1', 'x', '{b}']:\n    try:\n        out.append(int(s))\n    except ValueError:\n        continue\nrepr(out)"
        yield "stop", f"it = iter([{a}])\nnext(it)\ntry:\n    next(it)\n    r = 'more'\nexcept StopIteration:\n    r = 'end'\nr"
        yield "attribute", f"try:\n    r = {b}\nexcept AttributeError:\n    r = 0\nr"
        subject = rng.choice([f"{a}", "'go'", f"({a}, {b})", f"[1, {b}, 3]", "None", "True", f"{{'k': {b}}}", "2.5"])
        yield "match", f"x = {subject}\nmatch x:\n    case 0:\n        r = 'zero'\n    case int() as n if n > 3:\n        r = n\n    case 'go' | 'run':\n        r = 'move'\n    case (p, q):\n        r = p + q\n    case [1, *rest]:\n        r = len(rest)\n    case None:\n        r = 'none'\n    case _:\n        r = 'other'\nr"
        yield "match", f"class P:\n    def __init__(self, x, y):\n        self.x, self.y = x, y\np = P({a}, {b})\nmatch p:\n    case P(x=0):\n        r = 'zero'\n    case P(x=u, y=v):\n        r = u * v\nr"
        yield "match", f"d = {{'op': 'add', 'n': {b}}}\nmatch d:\n    case {{'op': 'sub', 'n': n}}:\n        r = -n\n    case {{'op': 'add', 'n': n, **rest}}:\n        r = n + len(rest)\nr"


def cases(rng):
    yield from loops(rng)
    yield from functions(rng)
    yield from classes(rng)
    yield from exceptions(rng)
