"""einops on tensors of PyTorch and arrays of NumPy: its functions and its modules."""

HEADER = "import einops\nimport numpy as np\nimport torch\nfrom einops import rearrange, reduce, repeat\nfrom einops.layers.torch import Rearrange, Reduce"
LIBRARIES = ["einops", "torch"]

REARRANGE = [
    ("2, 3, 4", "a b c -> (a b) c", ""), ("2, 3, 4", "a b c -> c b a", ""), ("2, 3, 4", "a b (c d) -> a b c d", "c=2"), ("2, 3, 4", "a b (c d) -> a c (b d)", "d=2"),
    ("2, 3, 4", "... c -> c ...", ""), ("2, 3, 4", "a ... -> a (...)", ""), ("2, 3, 4", "a b c -> a b c 1", ""), ("2, 3, 4", "a b c -> a () b c", ""), ("2, 1, 4", "a 1 c -> a c", ""),
    ("8, 3, 32, 32", "b c (h p1) (w p2) -> b (h w) (p1 p2 c)", "p1=8, p2=8"), ("8, 64, 512", "b n (h d) -> b h n d", "h=8"), ("8, 8, 64, 64", "b h n d -> b n (h d)", ""),
    ("8, 3, 32, 32", "b c h w -> b (c h w)", ""), ("8, 64, 8, 8", "b (c r1 r2) h w -> b c (h r1) (w r2)", "r1=2, r2=2"), ("2, 3, 4", "batch time chan->chan (batch time)", ""),
    ("3, 8, 64, 96", "three b n d -> b three n d", ""), ("8, 64, 192", "b n (three h d) -> three b h n d", "three=3, h=4"), ("2, 3, 4", "... -> (...)", ""), ("5", "a -> a 1", ""), ("()", "-> 1", ""),
    ("2, 3, 4", "a b -> b a", ""), ("2, 3, 4", "a b c -> a b", ""), ("2, 3, 4", "a b (c d) -> a b c d", ""), ("2, 3, 4", "a (b d) c -> a b c d", "d=2"), ("2, 3, 4", "a b (c d) -> a b c d", "c=2, d=3"),
    ("2, 3, 4", "a a c -> a c", ""), ("2, 3, 4", "a b c -> a b c", "d=3"), ("2, 3, 4", "a b c -> c b a", "a=3"), ("2, 3, 4", "a b c -> c b a", "a=2"), ("2, 3, 4", "a b c -> a b c 2", ""),
    ("2, 3, 4", "(a ...) -> a ...", ""), ("2, 3, 4", "a b c -> (a (b c))", ""), ("2, 3, 4", "a b c -> a b) c", ""), ("2, 3, 4", "a b c -> a ... b c", ""), ("2, 3, 4", "a 1 c -> a c", ""),
    ("2, 3, 4", "a, b c -> a b c", ""), ("2, 3, 4", "a _b c -> a _b c", ""), ("8, 3, 32, 32", "b c (h p) (w p) -> b (h w) c", "p=8"), ("8, 3, 30, 32", "b c (h p1) (w p2) -> b (h w) (p1 p2 c)", "p1=8, p2=8"),
    ("8, 64, 512", "b n (h d) -> b h n d", "h=7"), ("8, 64", "b n d -> b d n", ""), ("2, 3", "... a b c -> ... c b a", ""),
]
REDUCE = [
    ("2, 3, 4", "a b c -> a", ""), ("2, 3, 4", "a b c -> a 1 c", ""), ("2, 3, 4", "a b c ->", ""), ("8, 3, 32, 32", "b c h w -> b c", ""), ("8, 3, 32, 32", "b c (h 2) (w 2) -> b c h w", ""),
    ("8, 3, 32, 32", "b c (h h2) (w w2) -> b h w c", "h2=4, w2=2"), ("2, 3, 4", "... c -> c", ""), ("2, 3, 4", "a ... -> a", ""), ("2, 3, 4", "a b c -> b () ()", ""), ("2, 3, 4", "a b (c d) -> a b c", "d=2"),
    ("2, 3, 4", "a b c -> a d", ""), ("2, 3, 4", "a b -> a", ""), ("8, 3, 31, 32", "b c (h 2) (w 2) -> b c h w", ""), ("2, 3, 4", "a b c -> a", "b=4"), ("2, 3, 4", "a 2 c -> a c", ""), ("2, 3, 4", "a b c -> a", "e=2"),
]
REPEAT = [
    ("2, 3, 4", "a b c -> a b c d", "d=5"), ("2, 3, 4", "a b c -> a b c 3", ""), ("2, 3, 4", "a b c -> (r a) b c", "r=2"), ("2, 3", "h w -> h w c", "c=3"), ("1, 1, 96", "1 1 d -> b 1 d", "b=8"), ("96", "d -> b n d", "b=2, n=5"),
    ("2, 3", "h w -> (h 2) (w 2)", ""), ("2, 3", "... -> ... d", "d=2"), ("()", "-> a", "a=3"), ("2, 3, 4", "a b c -> a b c d", ""), ("2, 3, 4", "a b c -> a b d", "d=2"), ("2, 3", "a b c -> a b c 2", ""), ("2, 3", "h w -> h w c", "c=3, e=2"),
    ("1, 1, 96", "() n d -> b n d", "b=8"), ("4, 1, 96", "() n d -> b n d", "b=8"),
]


def cases(rng):
    c = rng.choice

    def tensor(shape, whole=False):
        kind = rng.random()
        dims = "()" if shape == "()" else f"({shape},)" if "," not in shape else f"({shape})"
        if kind < 0.12:
            return f"np.ones({dims})"
        if kind < 0.3:
            return f"torch.ones({dims}, dtype=torch.{c(['int64', 'float64', 'bool'] if whole else ['int64', 'float64'])})"
        return f"torch.randn({dims})"

    for name, patterns in (("rearrange", REARRANGE), ("reduce", REDUCE), ("repeat", REPEAT)):
        for shape, pattern, sizes in patterns:
            for _ in range(4):
                x = tensor(shape, True)
                if name == "reduce" and x.startswith("np") and rng.random() < 0.9:
                    x = f"torch.randn({shape})"
                how = [f"'{c(['mean', 'max', 'min', 'sum', 'prod'])}'"] if name == "reduce" else []
                if how and "float" not in x and "randn" not in x and "np" not in x:
                    how = [f"'{c(['mean', 'max', 'sum', 'prod', 'foo'])}'"] if "bool" not in x else ["'any'"]
                call = f"{c(['', 'einops.'])}{name}({', '.join([x, repr(pattern), *how, *([sizes] if sizes else [])])})"
                yield f"einops.{name}", call
            if name == "repeat":
                continue
            layer = "Rearrange" if name == "rearrange" else "Reduce"
            how = [f"'{c(['mean', 'max'])}'"] if name == "reduce" else []
            args = ", ".join([repr(pattern), *how, *([sizes] if sizes else [])])
            yield f"einops.layers.torch.{layer}", f"{layer}({args})(torch.randn({shape}))"
            if rng.random() < 0.4:
                yield f"einops.layers.torch.{layer}", f"torch.nn.Sequential({layer}({args}))(torch.randn({shape}))"
    yield "einops.rearrange", "rearrange([torch.ones(2, 3), torch.ones(2, 3)], 'n a b -> a (n b)')"
    yield "einops.reduce", "reduce([torch.ones(2, 3), torch.ones(2, 3)], 'n a b -> a b', 'sum')"
    for equation, shapes in (("a b c, c d -> a b d", "2, 3, 4|4, 5"), ("batch time chan, chan out -> batch time out", "2, 3, 4|4, 5"), ("... c, c d -> ... d", "2, 3, 4|4, 5"), ("a b c -> c", "2, 3, 4"), ("i i -> i", "3, 3"), ("a b, b c -> a c", "2, 3|4, 5"), ("a b, b c", "2, 3|3, 5"), ("a b -> a", "2, 3, 4"), ("a b c, c d -> a e", "2, 3, 4|4, 5")):
        for _ in range(3):
            dtype = c(["", ", dtype=torch.float64"])
            tensors = ", ".join(f"torch.ones({s}{dtype})" for s in shapes.split("|"))
            yield "einops.einsum", f"einops.einsum({tensors}, '{equation}')"
    for _ in range(14):
        yield "einops.pack", f"einops.pack([{c(['torch.ones(2, 3), torch.ones(2, 4, 5)', 'torch.ones(2, 3), torch.ones(2)', 'torch.ones(2, 3), torch.ones(3, 4)'])}], 'a *')[0]"
        yield "einops.pack", f"einops.pack([{c(['torch.ones(2, 3, 5), torch.ones(5)', 'torch.ones(5)', 'torch.ones(2, 5), torch.ones(())'])}], '* c')[0]"
        yield "einops.unpack", f"einops.unpack(torch.ones({c(['2, 23', '2, 23', '23', '4, 23'])}), [(3,), {c(['(4, 5)', '(20,)', '(-1,)', '(4, 6)'])}], 'a *')"
        yield "einops.unpack", f"x, ps = einops.pack([torch.ones(2, 3), torch.ones(2, 4, {c([2, 5])})], 'b *')\neinops.unpack(x, ps, 'b *')"
        yield "einops.parse_shape", f"einops.parse_shape(torch.ones(2, 3, {c([4, 5])}), {c([repr('a b c'), repr('a _ c'), repr('a b')])})['{c(['a', 'c'])}']"
