"""The single changes of a program: what a person mistypes, forgets, mixes up or copies from an older version.

`single_changes(text, rng)` gives a list of `(kind, offset, old text, new text)`, each a mutant. Everything is read off the syntax tree, so
that a change is always of one whole thing: an integer, an argument, a layer, a call.
"""

import ast
import re

LOSSES = ["categorical_crossentropy", "sparse_categorical_crossentropy", "binary_crossentropy", "mse"]
LOSS_CLASSES = ["CategoricalCrossentropy", "SparseCategoricalCrossentropy", "BinaryCrossentropy", "MeanSquaredError"]
ACTIVATIONS = ["softmax", "sigmoid", "relu", "linear", "sofmax"]
OLD_KEYWORDS = {
    "learning_rate": "lr", "epochs": "nb_epoch", "filters": "nb_filter", "padding": "border_mode", "strides": "subsample",
    "rate": "p", "units": "output_dim", "verbose": "verbos", "batch_size": "batchsize", "validation_data": "val_data",
    "input_shape": "input_shap", "loss": "losses", "metrics": "metric", "kernel_size": "kernel", "activation": "activations",
}  # fmt: skip
OLD_NAMES = {
    "reset_state": "reset_states", "to_categorical": "to_categoric", "predict": "predict_classes", "fit": "fit_generator",
    "add": "add_layer", "evaluate": "evaluate_generator", "trainable_variables": "trainable_vars", "reduce_sum": "sum",
    "reduce_mean": "mean", "Conv2D": "Conv2d", "Dense": "Dence", "MaxPooling2D": "MaxPool2d", "expand_dims": "expand_dim",
    "argmax": "argMax", "astype": "as_type", "summary": "sumary", "compile": "complie", "random": "rand", "Adam": "adam",
    "concatenate": "concat", "normal": "random_normal", "from_tensor_slices": "from_tensors_slices", "BatchNormalization": "BatchNorm",
    "float32": "float_32", "load_data": "load", "Sequential": "sequential", "reshape": "reshap", "get_weights": "weights_list",
}  # fmt: skip
UNWRAPPED = {
    "expand_dims", "reshape", "to_categorical", "pad_sequences", "argmax", "flatten", "squeeze", "one_hot", "cast", "array", "astype",
    "fit_transform", "transform", "transpose", "asarray", "concatenate", "ravel", "normalize", "resize", "batch", "square", "sum", "mean",
    "reduce_mean", "reduce_sum", "hstack", "stack", "tile", "repeat", "inverse_transform", "numpy", "item", "round",
}  # fmt: skip
LABEL_CALLS = {"fit", "evaluate", "train_on_batch"}
RECURRENT = {"LSTM", "GRU", "SimpleRNN", "ConvLSTM2D", "ConvLSTM1D"}
FLIPPED = {
    "return_sequences", "return_state", "include_top", "from_logits", "keepdims", "sparse_output", "drop_remainder", "stateful",
    "use_bias", "return_attention_scores", "one_hot", "go_backwards",
}  # fmt: skip


def single_changes(text, rng):
    """Every change, in the order of the text."""
    return sorted(set(Changes(text, rng).found), key=lambda one: (one[1], one[0], one[3]))


class Changes(ast.NodeVisitor):
    def __init__(self, text, rng):
        self.text, self.rng, self.found = text, rng, []
        self.starts = [0]
        for line in text.splitlines(True):
            self.starts.append(self.starts[-1] + len(line))
        self.keyword = None
        tree = ast.parse(text)
        self.names = sorted({node.id for node in ast.walk(tree) if isinstance(node, ast.Name)})
        self.has_to_categorical = re.search(r"import .*\bto_categorical\b", text) is not None
        self.visit(tree)

    def span(self, node):
        lines = self.text.splitlines(True)

        def at(line, column):
            # Columns of the syntax tree count bytes.
            return self.starts[line - 1] + len(lines[line - 1].encode()[:column].decode())

        return at(node.lineno, node.col_offset), at(node.end_lineno, node.end_col_offset)

    def source(self, node):
        start, end = self.span(node)
        return self.text[start:end]

    def change(self, kind, node, new):
        start, end = self.span(node) if isinstance(node, ast.AST) else node
        if self.text[start:end] != new:
            self.found.append((kind, start, self.text[start:end], new))

    def visit_Constant(self, node):
        value = node.value
        if isinstance(value, bool) or value is None or isinstance(value, (bytes, float, complex)):
            return
        if isinstance(value, int):
            kind = "axis" if self.keyword in ("axis", "axes") else "integer"
            others = [value + 1, value - 1, value * 2, value // 2, value + 3]
            if kind == "axis":
                others = [value + 1, value - 1, value + 2]
            for other in self.rng.sample(sorted({n for n in others if n != value}), 2):
                self.change(kind, node, str(other))
            return
        if not isinstance(value, str) or self.source(node)[:1] not in "'\"" or self.source(node)[:3] in ('"""', "'''"):
            return
        quote = self.source(node)[0]
        if value in LOSSES or value == "mean_squared_error":
            for loss in LOSSES:
                self.change("loss", node, quote + loss + quote)
        elif value in ("same", "valid"):
            self.change("padding", node, quote + ("valid" if value == "same" else "same") + quote)
        elif value in ("softmax", "sigmoid"):
            for activation in self.rng.sample(ACTIVATIONS, 2):
                self.change("activation", node, quote + activation + quote)
        elif value in ("relu", "tanh", "adam", "rmsprop", "sgd", "accuracy", "acc", "mae") or re.fullmatch(r"float32|int32|int64", value):
            if self.rng.random() < 0.4:
                self.change("word", node, quote + mistyped(value, self.rng) + quote)
        elif self.keyword is None and re.fullmatch(r"[A-Za-z_][\w -]*", value) and self.rng.random() < 0.25:
            self.change("word", node, quote + mistyped(value, self.rng) + quote)

    def visit_keyword(self, node):
        before, self.keyword = self.keyword, node.arg
        self.visit(node.value)
        self.keyword = before

    def visit_JoinedStr(self, node):
        pass

    def visit_Tuple(self, node):
        self.sequence_changes("tuple", node)
        self.generic_visit(node)

    def visit_List(self, node):
        layers = node.elts and all(isinstance(one, ast.Call) for one in node.elts)
        self.sequence_changes("layer" if layers else "tuple", node)
        self.generic_visit(node)

    def sequence_changes(self, kind, node):
        if not isinstance(node.ctx, ast.Load) or not 2 <= len(node.elts) <= 16 or any(isinstance(e, ast.Constant) and isinstance(e.value, str) for e in node.elts):
            return
        spans = [self.span(e) for e in node.elts]
        chosen = range(len(spans)) if kind == "layer" else self.rng.sample(range(len(spans)), 1)
        for index in chosen:
            start, end = spans[index]
            if index + 1 < len(spans):
                self.change(f"{kind} dropped", (start, spans[index + 1][0]), "")
            elif len(spans) > 2 or kind == "layer":
                self.change(f"{kind} dropped", (spans[index - 1][1], end), "")
            self.change(f"{kind} duplicated", (start, end), f"{self.text[start:end]}, {self.text[start:end]}")
            if index + 1 < len(spans):
                (_, until), (from_, _) = (start, end), spans[index + 1]
                other = self.text[from_ : spans[index + 1][1]]
                self.change(f"{kind}s swapped", (start, spans[index + 1][1]), other + self.text[until:from_] + self.text[start:end])

    def visit_Call(self, node):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""
        arguments = sorted([*node.args, *node.keywords], key=lambda one: (one.lineno, one.col_offset))
        for index, one in enumerate(arguments):
            start, end = self.span(one)
            if index + 1 < len(arguments):
                dropped = start, self.span(arguments[index + 1])[0]
            elif index:
                dropped = self.span(arguments[index - 1])[1], end
            else:
                dropped = start, end
            if not isinstance(one, ast.Starred):
                self.change("argument dropped", dropped, "")
            if isinstance(one, ast.keyword) and one.arg:
                key = start, start + len(one.arg)
                self.change("argument renamed", key, OLD_KEYWORDS.get(one.arg) or mistyped(one.arg, self.rng))
                if one.arg in FLIPPED and isinstance(one.value, ast.Constant):
                    self.change("flag", one.value, str(not one.value.value))
        if len(node.args) >= 2 and name not in ("print", "range", "format"):
            (s0, e0), (s1, e1) = self.span(node.args[0]), self.span(node.args[1])
            self.change("arguments swapped", (s0, e1), self.text[s1:e1] + self.text[e0:s1] + self.text[s0:e0])
        if name in UNWRAPPED:
            if isinstance(node.func, ast.Attribute) and not self.is_module(node.func.value):
                self.change("call dropped", (self.span(node.func.value)[1], self.span(node)[1]), "")
            elif node.args:
                self.change("call dropped", node, self.source(node.args[0]))
        if name in RECURRENT and not any(one.arg == "return_sequences" for one in node.keywords) and arguments:
            end = self.span(arguments[-1])[1]
            self.change("flag", (end, end), ", return_sequences=True")
        if name in LOSS_CLASSES:
            end = self.span(node.func)[1]
            for other in LOSS_CLASSES:
                self.change("loss", (end - len(name), end), other)
        if name in LABEL_CALLS and len(node.args) >= 2 and isinstance(node.args[1], ast.Name):
            label = node.args[1]
            if self.has_to_categorical:
                self.change("labels", label, f"to_categorical({label.id})")
            self.change("labels", label, f"{label.id}.argmax(axis=-1)")
            self.change("labels", label, f"{label.id}.reshape(-1, 1)")
            self.change("labels", label, f"{label.id}[:-1]")
            self.change("data", node.args[0], f"{self.source(node.args[0])}[0]")
        self.generic_visit(node)

    def is_module(self, node):
        root = node
        while isinstance(root, ast.Attribute):
            root = root.value
        return isinstance(root, ast.Name) and root.id in ("np", "tf", "keras", "K", "ops", "pd", "layers", "random", "os", "math", "sequence")

    def visit_Attribute(self, node):
        start = self.span(node)[1] - len(node.attr)
        if isinstance(node.ctx, ast.Load):
            self.change("name", (start, start + len(node.attr)), OLD_NAMES.get(node.attr) or mistyped(node.attr, self.rng))
        self.generic_visit(node)

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Load):
            if self.rng.random() < 0.12:
                self.change("name", node, mistyped(node.id, self.rng))
            partner = next(
                (node.id.replace(a, b) for a, b in [("train", "test"), ("test", "train"), ("x", "y"), ("y", "x"), ("X", "y")] if a in node.id and node.id.replace(a, b) in self.names),
                None,
            )
            if partner and partner != node.id:
                self.change("variable", node, partner)

    def visit_Subscript(self, node):
        if isinstance(node.ctx, ast.Load):
            end = self.span(node.value)[1]
            self.change("index dropped", (end, self.span(node)[1]), "")
        self.generic_visit(node)

    def visit_BinOp(self, node):
        between = self.span(node.left)[1], self.span(node.right)[0]
        if isinstance(node.op, (ast.Mult, ast.Add)) and self.rng.random() < 0.3 and not isinstance(node.right, ast.Constant):
            self.change("operator", between, " @ ")
        elif isinstance(node.op, ast.MatMult):
            self.change("operator", between, " * ")
        self.generic_visit(node)

    def generic_visit(self, node):
        for body in [getattr(node, "body", None), getattr(node, "orelse", None)]:
            if isinstance(body, list):
                self.statements(body)
        super().generic_visit(node)

    def statements(self, body):
        for index, one in enumerate(body):
            if not self.is_layer(one):
                continue
            start, end = self.span(one)
            if len(body) > 1:
                self.change("layer dropped", (start, end), "pass")
            self.change("layer duplicated", (start, end), f"{self.text[start:end]}\n{' ' * one.col_offset}{self.text[start:end]}")
            if index + 1 < len(body) and self.is_layer(body[index + 1]):
                from_, until = self.span(body[index + 1])
                self.change("layers swapped", (start, until), self.text[from_:until] + self.text[end:from_] + self.text[start:end])

    def is_layer(self, node):
        """`model.add(…)`, or `x = …(x)`: a step of a network."""
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            return isinstance(node.value.func, ast.Attribute) and node.value.func.attr == "add"
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and isinstance(node.targets[0], ast.Name):
            called = node.value
            return isinstance(called.func, (ast.Call, ast.Attribute)) and len(called.args) == 1 and isinstance(called.args[0], ast.Name)
        return False

    def visit_Import(self, node):
        self.import_changes(node)

    def visit_ImportFrom(self, node):
        self.import_changes(node)

    def import_changes(self, node):
        if getattr(node, "module", "") == "__future__":
            return
        for one in self.rng.sample(node.names, min(2, len(node.names))):
            start, end = self.span(one)
            if isinstance(node, ast.ImportFrom) and len(node.names) > 1:
                index = node.names.index(one)
                if index + 1 < len(node.names):
                    self.change("import dropped", (start, self.span(node.names[index + 1])[0]), "")
                else:
                    self.change("import dropped", (self.span(node.names[index - 1])[1], end), "")
            elif self.rng.random() < 0.3:
                self.change("import dropped", node, "pass")
            if isinstance(node, ast.ImportFrom) and self.rng.random() < 0.4:
                self.change("import", (start, start + len(one.name)), OLD_NAMES.get(one.name) or mistyped(one.name, self.rng))


def mistyped(word, rng):
    """One letter too few, doubled, or of another case."""
    letters = [i for i, letter in enumerate(word) if letter.isalpha()]
    index = rng.choice(letters[1:] or letters)
    way = rng.randrange(3)
    if way == 0 and len(word) > 2:
        return word[:index] + word[index + 1 :]
    if way == 1:
        return word[:index] + word[index] + word[index:]
    return word[:index] + word[index].swapcase() + word[index + 1 :]
