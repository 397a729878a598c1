"""Classes of the program that inherit from Keras's layers and models: what their instances give, weigh and refuse."""

HEADER = "import numpy as np\nimport keras\nfrom keras import layers"
LIBRARIES = ["keras"]

LINEAR = """class Linear(layers.Layer):
    def __init__(self, units=4, use_bias=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.use_bias = use_bias
    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1], self.units), initializer="glorot_uniform", name="w")
        if self.use_bias:
            self.b = self.add_weight(shape=(self.units,), initializer="zeros", trainable=False, name="b")
    def call(self, inputs):
        y = inputs @ self.w
        return y + self.b if self.use_bias else y
    def get_config(self):
        return {**super().get_config(), "units": self.units}
"""

RESIDUAL = """class Residual(layers.Layer):
    def __init__(self, filters, kernel=3):
        super().__init__()
        self.conv = layers.Conv2D(filters, kernel, padding="same")
        self.norm = layers.BatchNormalization()
    def call(self, x, training=None):
        return x + self.norm(self.conv(x), training=training)
"""

PAIR = """class Pair(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.left = layers.Dense(units)
        self.right = layers.Dense(units)
    def call(self, {params}):
        {unpack}return self.left(a) + self.right(b)
"""

WAYS = [
    ("a, b", "", "{a}, {b}"),
    ("a, b=None", "", "{a}, b={b}"),
    ("inputs", "a, b = inputs; ", "[{a}, {b}]"),
    ("inputs", "a, b = inputs; ", "({a}, {b})"),
    ("inputs", 'a, b = inputs["a"], inputs["b"]; ', '{{"a": {a}, "b": {b}}}'),
]

MLP = """class MLP(keras.Model):
    def __init__(self, sizes=(8, 4), n=2, **kwargs):
        super().__init__(**kwargs)
        self.hidden = [layers.Dense(size, activation="relu") for size in sizes]
        self.drop = layers.Dropout(0.5)
        self.head = layers.Dense(n, name="head")
    def call(self, x, training=False):
        for layer in self.hidden:
            x = layer(x)
        x = self.drop(x, training=training)
        return self.head(x)
"""

SHAPED = """class Shaped(layers.Layer):
    def __init__(self):
        super().__init__()
        self.scale = self.add_weight({weight})
    def call(self, x):
        return x * self.scale
"""

TRAINING = """class Noisy(layers.Layer):
    def call(self, x, {param}):
        if training:
            return x[:, :1]
        return x
"""

OUTER = """class Outer(keras.Model):
    def __init__(self):
        super().__init__()
        self.noisy = Noisy()
    def call(self, x, training=None):
        return self.noisy(x)
"""

DERIVED = """class Derived(layers.{base}):
    def __init__(self, **kwargs):
        super().__init__({args}, **kwargs)
    def call(self, x):
        return super().call(x){then}
"""

GRAPH = """class Graph(keras.Model):
    def __init__(self, width, units):
        inputs = keras.Input((width,), name="in")
        x = layers.Dense(units, name="first")(inputs)
        x = layers.BatchNormalization(name="norm")(x)
        outputs = layers.Dense(2, name="last")(x)
        super().__init__(inputs=inputs, outputs=outputs{more})
"""

STACK = """class Stack(keras.Sequential):
    def __init__(self, units):
        super().__init__(){first}
        self.add(layers.Dense(units))
        self.add(layers.Dense(3))
"""

FITTING = """class Fitting(layers.Layer):
    def __init__(self):
        super().__init__()
        self.inner = layers.{inner}
    def call(self, x):
        y = self.inner(x)
        return {combine}
"""

NESTED = """class Inner(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.dense = layers.Dense(units, use_bias={bias})
    def call(self, x):
        return self.dense(x)
"""

HOLDING = """class Holding(keras.Model):
    def __init__(self):
        super().__init__()
        {hold}
    def call(self, x):
        {use}
"""


def tensor(rng, dims):
    if rng.random() < 0.3 and len(dims) > 1:
        return f"keras.Input({tuple(dims[1:])})" if len(dims) > 2 else f"keras.Input(({dims[1]},))"
    return f"np.ones({tuple(dims)}{rng.choice(['', ', np.float32', ', dtype=float'])})"


def linear(rng):
    for _ in range(24):
        features, units = rng.randint(1, 9), rng.randint(1, 9)
        dims = [rng.randint(1, 4)] + [rng.randint(1, 4)] * rng.randint(0, 2) + [features]
        bias = rng.choice(["", ", use_bias=False", ", False"])
        made = f"layer = Linear({units}{bias})"
        call = f"y = layer({tensor(rng, dims)})"
        asked = rng.choice(["y", "y", "y", "layer.count_params()", "layer.w.shape[0]", "len(layer.weights)", "len(layer.trainable_weights)", "layer.get_config()['units']"])
        yield "keras.layers.Layer", "\n".join([LINEAR.rstrip(), made, call, asked])
    for _ in range(8):
        a, b = rng.randint(1, 5), rng.randint(1, 5)
        program = [LINEAR.rstrip(), "layer = Linear(3)", f"y = layer(np.ones((2, {a})))", f"layer(np.ones((2, {b})))"]
        yield "keras.layers.Layer", "\n".join(program)
    for _ in range(6):
        width = rng.randint(2, 6)
        units = [rng.randint(1, 6) for _ in range(rng.randint(1, 3))]
        inner = ", ".join(f"Linear({n})" for n in units)
        first = rng.choice([f"keras.Input(({width},)), ", ""])
        asked = f"model(np.ones(({rng.randint(1, 3)}, {width})))"
        yield "keras.Sequential", "\n".join([LINEAR.rstrip(), f"model = keras.Sequential([{first}{inner}])", asked])


def weights(rng):
    shapes = ["shape=(4,)", "shape=[4]", "shape=(3, 4)", "(4,)", "shape=(1, 4), initializer='ones'", "shape=(), name='s'", "shape=(5,)", "name='s', shape=(4,), dtype='float32'", "shape=(2, 1, 4), trainable=False", "(4,), 'zeros'"]
    for weight in shapes:
        for asked in ("Shaped()(np.ones((3, 4)))", "Shaped().scale.shape[0]" if "()" not in weight else "len(Shaped().weights)"):
            yield "keras.layers.Layer.add_weight", "\n".join([SHAPED.format(weight=weight).rstrip(), asked])


def several(rng):
    for params, unpack, how in WAYS:
        for _ in range(7):
            a, b = rng.randint(1, 6), rng.randint(1, 6)
            units = rng.randint(1, 6)
            symbolic = rng.random() < 0.3
            given = [f"keras.Input(({n},))" if symbolic else f"np.ones((2, {n}))" for n in (a, b)]
            call = f"pair({how.format(a=given[0], b=given[1])})"
            if how.startswith("{{"):
                call = "pair({" + f'"a": {given[0]}, "b": {given[1]}' + "})"
            made = [PAIR.format(params=params, unpack=unpack).rstrip(), f"pair = Pair({units})"]
            if rng.random() < 0.3:
                yield "keras.layers.Layer", "\n".join([*made, f"y = {call}", "pair.count_params()"])
            else:
                yield "keras.layers.Layer", "\n".join([*made, call])


def images(rng):
    for _ in range(16):
        filters, channels = rng.choice([(3, 3), (4, 4), (5, 3), (1, 4), (6, 1)])
        size = rng.randint(3, 8)
        program = [RESIDUAL.rstrip(), f"block = Residual({filters}{rng.choice(['', ', 1', ', kernel=5'])})"]
        call = f"block({tensor(rng, [2, size, size, channels])})"
        asked = [call] if rng.random() < 0.7 else [f"y = {call}", "block.count_params()"]
        yield "keras.layers.Layer", "\n".join([*program, *asked])


def training(rng):
    for param in ("training=None", "training=False", "training=True", "training"):
        for given in ("", ", training=True", ", training=False", ", training=None"):
            for made in ("Noisy()", "Outer()"):
                classes = [TRAINING.format(param=param).rstrip()] + ([OUTER.rstrip()] if made == "Outer()" else [])
                yield "keras.layers.Layer", "\n".join([*classes, f"{made}(np.ones((2, 5)){given})"])


def derived(rng):
    kinds = [("Dense", "{n}", 2), ("Conv2D", "{n}, 3", 4), ("MaxPooling2D", "2", 4), ("Flatten", "", 3), ("Reshape", "({n}, -1)", 3), ("BatchNormalization", "", 2), ("Activation", "'relu'", 2)]
    for base, args, rank in kinds:
        for then in ("", " * 2", " + x", "[:, :1]"):
            n = rng.randint(1, 4)
            dims = [2] + [rng.randint(4, 7) for _ in range(rank - 1)]
            made = args.format(n=n)
            program = DERIVED.format(base=base, args=made, then=then).replace("(, **kwargs)", "(**kwargs)")
            call = f"layer({tensor(rng, dims)})"
            asked = rng.choice([[call], [call], [f"y = {call}", "layer.count_params()"]])
            yield f"keras.layers.{base}", "\n".join([program.rstrip(), "layer = Derived()", *asked])


def models(rng):
    for _ in range(40):
        sizes = tuple(rng.randint(1, 9) for _ in range(rng.randint(1, 3)))
        n, width = rng.randint(1, 5), rng.randint(1, 9)
        made = f"model = MLP({sizes if rng.random() < 0.5 else list(sizes)}, {n})"
        dims = [rng.randint(1, 5), *([rng.randint(1, 3)] if rng.random() < 0.2 else []), width]
        start = rng.choice([f"y = model({tensor(rng, dims)})", f"y = model(np.ones({tuple(dims)}), training=True)", f"model.build({(None, *dims[1:])})"])
        asked = ["model.count_params()", "len(model.layers)", "model.layers[0].units", "model.head.units", "model.get_layer('head').units", f"model(np.ones({tuple(dims)}))", "model.get_layer(index=0).units", "model.layers[-1].name"]
        if start.startswith("y"):
            asked += ["y", "y"]
        yield "keras.Model", "\n".join([MLP.rstrip(), made, start, rng.choice(asked)])
    for _ in range(6):
        made = "model = MLP()"
        yield "keras.Model", "\n".join([MLP.rstrip(), made, "y = model(np.ones((2, 5)))", f"model(np.ones((2, {rng.randint(4, 6)})))"])


def graphs(rng):
    for _ in range(30):
        width, units = rng.randint(1, 8), rng.randint(1, 8)
        other = rng.choice([width, width, width + 1])
        program = [GRAPH.format(more=rng.choice(["", ", name='g'"])).rstrip(), f"model = Graph({width}, {units})"]
        asked = [f"model(np.ones((3, {other})))", "model.count_params()", "len(model.layers)", "model.layers[1].units", "model.get_layer('first').output", "model.output", "model.input", "model.layers[-1].name", "keras.Model(model.input, model.get_layer('norm').output).count_params()", "model.get_layer('norm').count_params()", "model.layers[0].name", "model.output_shape[-1]", "model.input_shape[1]"]
        yield "keras.Model", "\n".join([*program, rng.choice(asked)])
    for _ in range(16):
        width, units = rng.randint(1, 8), rng.randint(1, 8)
        first = rng.choice(["", f"\n        self.add(keras.Input(({width},)))"])
        program = [STACK.format(first=first).rstrip(), f"model = Stack({units})"]
        call = f"y = model(np.ones((2, {rng.choice([width, width, width + 1])})))"
        yield "keras.Sequential", "\n".join([*program, call, rng.choice(["y", "model.count_params()", "len(model.layers)", "model.layers[0].units", "model.output_shape[-1]"])])


def fitting(rng):
    kinds = [("Dense({n})", 2), ("Conv2D({n}, 3)", 4), ("Flatten()", 3), ("Reshape(({n}, 2))", 2), ("Dense({n})", 3)]
    for _ in range(50):
        inner, rank = rng.choice(kinds)
        dims = [2] + [rng.choice([4, 6, 8]) for _ in range(rank - 1)]
        inner = inner.format(n=rng.choice([dims[-1], dims[-1] // 2, 3]))
        combine = rng.choice(["x + y", "x * y", "layers.Add()([x, y])", "layers.Concatenate()([x, y])", "y", "y @ x", "y[0]", "(x, y)", "y - x[:, :1]"])
        program = FITTING.format(inner=inner, combine=combine).rstrip()
        yield "keras.layers.Layer", f"{program}\nFitting()({tensor(rng, dims)})"


def holding(rng):
    ways = [
        ("self.a = Inner(3); self.b = Inner(4)", "return self.b(self.a(x))"),
        ("self.parts = [Inner(3), Inner(4)]", "return self.parts[1](self.parts[0](x))"),
        ("self.parts = []; [self.parts.append(Inner(n)) for n in (3, 4)]", "return self.parts[1](self.parts[0](x))"),
        ("self.parts = {'a': Inner(3), 'b': Inner(4)}", "return self.parts['b'](self.parts['a'](x))"),
        ("self.body = keras.Sequential([Inner(3), layers.Dense(4)])", "return self.body(x)"),
        ("self.a = Inner(4); self.b = self.a", "return self.b(self.a(x))"),
        ("self.pair = (Inner(2), Inner(4))", "return self.pair[1](self.pair[0](x))"),
        ("for n in range(3): setattr(self, f'part{n}', Inner(4))", "return self.part2(self.part1(self.part0(x)))"),
    ]
    for hold, use in ways:
        for asked in ("y", "model.count_params()", "len(model.layers)"):
            bias = rng.choice(["True", "False"])
            program = [NESTED.format(bias=bias).rstrip(), HOLDING.format(hold=hold, use=use).rstrip()]
            yield "keras.Model", "\n".join([*program, "model = Holding()", "y = model(np.ones((2, 4)))", asked])


def cases(rng):
    for family in (linear, weights, several, images, training, derived, models, graphs, fitting, holding):
        yield from family(rng)
