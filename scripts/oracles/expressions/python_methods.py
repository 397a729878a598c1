"""Python's built-in functions and the methods of its built-in types, on values from seeded pools."""

HEADER = "import math"
LIBRARIES = ["python"]

TEXTS = ["'hello world'", "'  padded\\t'", "'a,b,,c'", "'Mixed Case TEXT'", "''", "'42'", "'x=1;y=2'", "'naïve'", "'don\\'t'", "'-007'", "'aaa'", "'one two  three '"]
INTS = ["0", "1", "-1", "7", "-13", "64", "255", "1000", "123456789", "2**40"]
FLOATS = ["0.0", "0.5", "-2.5", "3.14159", "1e-7", "1e20", "-0.001", "123.456", "2.0", "1/3", "1e16", "2.675"]
LISTS = ["[3, 1, 2]", "[]", "[5]", "['b', 'a', 'c']", "[1, 2, 2, 3, 2]", "[0.5, -1.5, 2]", "[[1, 2], [3]]", "[True, False]", "list(range(6))"]
DICTS = ["{'a': 1, 'b': 2}", "{}", "{1: 'x', 2: 'y', 3: 'z'}", "{'z': [1], 'a': [2, 3]}", "dict(lr=0.1, units=64)"]
TUPLES = ["(1, 2, 3)", "()", "(7,)", "('a', 'b')", "(1, (2, 3))"]
SETS = ["{1, 2, 3}", "set()", "{2, 3, 4}", "{5}", "{'a'}"]


def strings(rng):
    t = lambda: rng.choice(TEXTS)
    short = lambda: rng.choice(["'a'", "' '", "','", "'o'", "'zz'", "'='", "'e'", "'t'"])
    for name in "lower upper capitalize title swapcase strip lstrip rstrip isdigit isalpha isalnum isspace islower isupper isidentifier istitle casefold isnumeric isascii".split():
        for text in rng.sample(TEXTS, 6):
            yield f"str.{name}", f"{text}.{name}()"
    for name in "strip lstrip rstrip count find rfind startswith endswith partition rpartition removeprefix removesuffix".split():
        for _ in range(8):
            yield f"str.{name}", f"{t()}.{name}({short()})"
    for name in ("split", "rsplit"):
        for _ in range(10):
            args = rng.choice(["", short(), f"{short()}, 1", "None, 1", f"{short()}, maxsplit=2", f"sep={short()}"])
            yield f"str.{name}", f"repr({t()}.{name}({args}))"
    for name in ("ljust", "rjust", "center"):
        for _ in range(6):
            yield f"str.{name}", f"{t()}.{name}({rng.randint(0, 20)}{rng.choice(['', ', chr(42)'])})"
    for _ in range(6):
        yield "str.zfill", f"{t()}.zfill({rng.randint(0, 12)})"
        yield "str.replace", f"{t()}.replace({short()}, {short()}{rng.choice(['', ', 1'])})"
        parts = rng.choice(["['x', 'y']", "('p',)", "[]", "map(str, range(4))", "(str(i * i) for i in range(3))"])
        yield "str.join", f"{short()}.join({parts})"
        yield "str.splitlines", "repr('a\\nb\\n\\nc'.splitlines())"
        found = rng.choice(["'e'", "'l'", "'lo'"])
        yield "str.index", f"'hello'.index({found})"
        text = t()
        yield "str.slice", f"{text}[{rng.choice(['1:', ':3', '::2', '::-1', '-3:', '2:5', ':-1', '1:100', '5:2'])}]"
        yield "str.in", f"{short()} in {text}"
        yield "str.mul", f"{short()} * {rng.randint(-1, 4)}"
        yield "str.compare", f"{text} {rng.choice(['<', '<=', '==', '!=', '>'])} {t()}"


def formats(rng):
    specs = ["", "d", "5d", "<8", ">8", "^9", "08.3f", ".2f", "+.1e", ",", "_", "x", "#x", "b", "o", "e", "g", ".3g", "%", ".1%", "+d", "*^11", "05d", " d", "10.4f", "<10.2f", ",.2f", ".0f"]
    for _ in range(110):
        value = rng.choice(INTS + FLOATS)
        spec = rng.choice(specs)
        if value in FLOATS and any(c in spec for c in "dxbo") and "." not in spec:
            continue
        yield "format", rng.choice([f"f'{{{value}:{spec}}}'", f"format({value}, '{spec}')", f"'{{:{spec}}}'.format({value})"])
    for _ in range(20):
        spec = rng.choice([">12", "<12", "^15", ".3", "*>14", "10.4"])
        yield "format.str", f"format({rng.choice(TEXTS)}, '{spec}')"
    for value in INTS + FLOATS + LISTS + DICTS[:3] + TUPLES + TEXTS:
        yield "repr", f"repr({value})"
        yield "str", f"str({value})"
    for spec, value in [("%d", "7"), ("%5d|", "42"), ("%-6d|", "3"), ("%05.1f", "3.14159"), ("%s and %r", "('a', 'b')"), ("%.3f%%", "99.5"), ("%x", "255"), ("%+d", "5"), ("%(a)s=%(b)d", "{'a': 'k', 'b': 3}"), ("%s", "[1, 2]"), ("%e", "12345.678"), ("%g", "0.0001"), ("%10s|", "'abc'"), ("%d items", "3.7"), ("%.2s", "'abcdef'")]:
        yield "percent", f"'{spec}' % {value}"
    yield "str.format", "'{0}-{1}-{0}'.format('a', 2)"
    yield "str.format", "'{name!r:>8}|{x:.2f}'.format(name='n', x=1.234)"
    yield "str.format", "'{a[0]} {b[k]}'.format(a=[5, 6], b={'k': 'v'})"
    yield "str.format", "'{{}} {}'.format(1)"
    yield "str.format", "'{:{w}.{p}f}'.format(3.14159, w=10, p=2)"
    yield "str.format", "'{:>{}}'.format('x', 5)"
    yield "fstring", "x = 3\nf'{x=} {x!r} {x + 1:>4} {\"q\"!s}'"
    yield "fstring", "w, p = 8, 3\nf'{3.14159:{w}.{p}f}'"


def numbers(rng):
    ops = ["+", "-", "*", "/", "//", "%", "**", "&", "|", "^", "<<", ">>", "<", "<=", "==", "!=", ">", ">="]
    for _ in range(150):
        a, b = rng.choice(INTS + FLOATS), rng.choice(INTS[:6] + FLOATS[:4] + ["True"])
        op = rng.choice(ops)
        if op in ("/", "//", "%") and b in ("0", "0.0") or op in ("&", "|", "^", "<<", ">>") and (a in FLOATS or b in FLOATS) or op in ("<<", ">>") and b.startswith("-"):
            continue
        if op in ("<<", "**") and (len(b) > 2 or len(a) > 4) or op == "**" and (b.startswith("-") or a.startswith("-")):
            continue
        yield f"operator {op}", f"({a}) {op} ({b})"
    for value in INTS + FLOATS + ["True", "False"]:
        for op in ("-", "+", "not "):
            yield "unary", f"{op}({value})"
        yield "abs", f"abs({value})"
        yield "int", f"int({value})"
        yield "float", f"float({value})"
        yield "bool", f"bool({value})"
        yield "round", f"round({value})"
        yield "round", f"round({value}, {rng.randint(0, 3)})"
    for value in INTS[:6]:
        yield "invert", f"~({value})"
        yield "bin", f"bin({value}) + hex({value}) + oct({value})"
        yield "divmod", f"divmod({value}, {rng.choice(['3', '-4', '2.5'])})"
    for text in ["'12'", "' -3 '", "'0x1f', 16", "'101', 2", "'ff', 16", "'1_000'", "'0b11', 0"]:
        yield "int", f"int({text})"
    for text in ["'1.5'", "' -2e3 '", "'7'", "'1_0.5'", "'.5'"]:
        yield "float", f"float({text})"
    for call in ["pow(2, 10)", "pow(3, 4, 5)", "pow(2.0, 3)", "sum([1, 2, 3])", "sum([0.5, 1], 10)", "sum(x * x for x in range(4))", "sum([[1], [2]], []) == [1, 2]", "ord('a') + len(chr(97))", "(5).bit_length()", "(2.0).is_integer()", "1 < 2 < 3", "3 > 2 > 5", "1 == 1.0 == True", "0.1 + 0.2", "7 // -2", "-7 % 3", "-7.5 // 2", "7.5 % -2", "1.0 // 0.1", "1e308 * 10 > 1e308", "True + True", "True & False", "True ^ True", "5 & 6 | 1", "2 ** -1", "2 ** 0.5", "10 ** 3", "not 0 and 5 or 7", "[] or 'x'", "0 or None or 3", "1 and 2", "None is None", "() is not None", "3 if [] else 4", "(lambda x, *a, k=2: x + k + len(a))(1, 5, 6)", "isinstance(True, int)", "isinstance(1.0, (int, float))", "isinstance('a', str) and not isinstance('a', list)", "type(3) is int", "type([]) == list", "type('a').__name__", "callable(len)", "callable(3)", "issubclass(bool, int)"]:
        yield "expression", call


def sequences(rng):
    for _ in range(60):
        xs = rng.choice(LISTS + TUPLES)
        yield "slice", f"repr({xs}[{rng.choice(['1:', ':2', '::-1', '-2:', '::2', ':-1', '5:', '-10:2', '2::-1'])}])"
    for xs in LISTS + TUPLES + DICTS + SETS + TEXTS[:5]:
        yield "len", f"len({xs})"
        yield "bool", f"bool({xs})"
        yield "any", f"any({xs})"
        yield "all", f"all({xs})"
        yield "list", f"len(list({xs}))"
        yield "enumerate", f"len(list(enumerate({xs}, 2)))"
    for xs in ["[3, 1, 2]", "(5, 4)", "['b', 'a']", "{3, 1}", "{'q': 1, 'p': 2}", "'hello'", "[(2, 'a'), (1, 'b'), (1, 'a')]", "[0.5, -1, 2]", "[[2], [1, 5], [1]]", "range(5, 0, -2)"]:
        yield "sorted", f"repr(sorted({xs}))"
        yield "sorted", f"repr(sorted({xs}, reverse=True))"
        yield "sorted", f"repr(sorted({xs}, key=lambda v: str(v), reverse={rng.choice(['True', 'False'])}))"
        yield "min", f"repr(min({xs}))"
        yield "max", f"repr(max({xs}, key=str))"
        yield "max", f"repr(max({xs}))"
    for call in ["max(3, 1, 2)", "min([], default=7)", "max('b', 'a')", "max([1, 5, 3], key=lambda v: -v)", "min(2.5, 1)", "max({'a': 1, 'b': 2}, key={'a': 1, 'b': 2}.get)"]:
        yield "extreme", call
    for call in ["zip([1, 2], 'ab')", "zip([1, 2, 3], (4, 5))", "zip()", "enumerate('ab')", "enumerate(['x'], start=5)", "map(str, [1, 2])", "map(lambda a, b: a * b, [1, 2, 3], [4, 5])", "filter(None, [0, 1, '', 'a'])", "filter(lambda v: v % 2, range(6))", "reversed([1, 2, 3])", "reversed(range(3))", "range(2, 11, 3)", "range(5)[1:4]", "(x + 1 for x in [1, 2])", "dict(a=1).items()", "{'k': 1, 'j': 2}.keys()", "{'k': 1}.values()", "zip(*[(1, 2), (3, 4)])", "iter([4, 5])", "map(max, [[1, 2], [5, 3]])", "zip(range(3), [9, 8, 7])"]:
        yield "iterables", f"repr(list({call}))"
        yield "iterables", f"len(tuple({call}))"
    lines = ["xs.append(9)", "xs.extend([7, 8])", "xs.insert(1, 'n')", "xs.reverse()", "xs.pop()", "xs.pop(0)", "xs.sort()", "xs.sort(key=lambda v: -v)", "xs.sort(reverse=True)", "xs.remove(2)", "xs += [1]", "xs *= 2", "xs[0] = 5", "xs[1:2] = [6, 6]", "del xs[0]", "del xs[1:]", "xs[::2] = [0, 0]", "xs.clear()", "xs[-1] = 4", "xs.insert(-1, 0)", "xs[1:1] = (8, 9)", "ys = xs; ys.append(1)", "xs = xs + [3]", "xs[:] = []"]
    for line in lines:
        yield "list change", f"xs = [3, 1, 2]\n{line}\nrepr(xs)"
        other = rng.choice(lines[:17])
        yield "list change", f"xs = [3, 1, 2]\nxs.append(2)\n{other}\nrepr(xs)"
    for call in ["[1, 2, 1].count(1)", "[1, 2, 1].index(2)", "(1, 2, 2).count(2)", "('a', 'b').index('b')", "[1, 2] == [1, 2]", "[1, 2] < [1, 3]", "(1, 2) < (1, 2, 0)", "[1] != [1.0]", "2 in [1, 2]", "'x' not in ('x',)", "3 in range(0, 10, 3)", "4 in range(0, 10, 3)", "[0] * 3 == [0, 0, 0]", "(1,) + (2,) == (1, 2)", "[1, 2, 3].copy() is None", "range(3) == range(0, 3)", "[[1]] * 2 == [[1], [1]]", "len(range(0, 100, 7))", "list('abc')[1]", "tuple([1, 2])[-1]", "[*range(3), *'ab'][3]", "{**{'a': 1}, 'b': 2}['b']", "(1, 2) + tuple([3])"]:
        yield "sequence", call if "tuple([3])" not in call else f"repr({call})"
    for line in ["d['c'] = 3", "d.update(a=5)", "d.update({'z': 0})", "d.pop('a')", "d.setdefault('a', 9)", "d.setdefault('q', [])", "del d['b']", "d['a'] += 10", "d = {**d, 'n': 1}", "d.clear()", "d.pop('zz', None)", "d |= {'m': 4}", "d.update([('k', 1)])", "d.popitem()", "d = dict(zip('xy', [1, 2]))", "d = {k: v * 2 for k, v in d.items()}", "d = {v: k for k, v in d.items()}", "d = dict.fromkeys(['p', 'q'], 0)", "d = dict(sorted(d.items(), key=lambda kv: -kv[1]))", "d['a'], d['b'] = d['b'], d['a']"]:
        yield "dict change", f"d = {{'a': 1, 'b': 2}}\n{line}\nrepr(d)"
        yield "dict change", f"d = {{'a': 1, 'b': 2}}\n{line}\nlen(d)"
    for call in ["{'a': 1}.get('a')", "{'a': 1}.get('b')", "{'a': 1}.get('b', 4)", "'a' in {'a': 1}", "'b' in {'a': 1}", "{'a': 1} == {'a': 1}", "{'a': 1, 'b': 2} == {'b': 2, 'a': 1}", "{1: 2}[1.0]", "{(1, 2): 'x'}[1, 2]", "list({'b': 1, 'a': 2})[0]", "sorted({'b': 1, 'a': 2})[0]", "max({'b': 1, 'a': 2}.values())", "sum({'b': 1, 'a': 2}.values())"]:
        yield "dict", call
    for op in ["|", "&", "-", "^"]:
        yield "set", f"repr(sorted({{1, 2, 3}} {op} {{3, 4}}))"
        yield "set", f"len({{1, 2, 3}} {op} {{3, 4}})"
    for op in ["<", "<=", "==", ">=", ">", "!="]:
        yield "set", f"{{1, 2}} {op} {{1, 2, 3}}"
    for line in ["s.add(9)", "s.add(1)", "s.discard(2)", "s.remove(1)", "s.update([7, 8, 1])", "s |= {5}", "s -= {1}", "s &= {1, 2}", "s = s.union([4])", "s = s.intersection({1, 5})", "s = s.difference([1])", "s.discard(99)", "s.clear()"]:
        yield "set change", f"s = {{1, 2}}\n{line}\nrepr(sorted(s))"
    for call in ["len({1, 1, 2})", "len(set('hello'))", "set([1, 2]) == {2, 1}", "{1}.issubset({1, 2})", "{1, 2}.isdisjoint({3})", "1 in {1, 2}", "frozenset([1]) == frozenset([1])", "len(set([(1, 2), (1, 2)]))"]:
        yield "set", call


def cases(rng):
    yield from strings(rng)
    yield from formats(rng)
    yield from numbers(rng)
    yield from sequences(rng)
