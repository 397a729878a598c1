"""The single changes of a program of PyTorch: its losses, its layers, the calls that people forget or add there."""

import ast

import single_changes
from single_changes import Changes

LOSS_CLASSES = ["CrossEntropyLoss", "NLLLoss", "BCEWithLogitsLoss", "BCELoss", "MSELoss"]
LOSS_FUNCTIONS = ["cross_entropy", "nll_loss", "binary_cross_entropy_with_logits", "binary_cross_entropy", "mse_loss"]
OLD_KEYWORDS = {
    "in_channels": "in_channel", "out_channels": "filters", "kernel_size": "kernel", "stride": "strides", "padding": "pad", "bias": "use_bias",
    "in_features": "in_feature", "out_features": "units", "dim": "dims", "lr": "learning_rate", "batch_first": "batchfirst", "hidden_size": "hidden",
    "num_layers": "n_layers", "dropout": "drop_rate", "batch_size": "batchsize", "shuffle": "shufle", "num_embeddings": "num_embedding",
    "embedding_dim": "embed_dim", "embed_dim": "embedding_dim", "num_heads": "nhead", "nhead": "num_heads", "weight_decay": "weightdecay",
    "transform": "transforms", "p": "rate", "scale_factor": "scale", "mode": "method",
}  # fmt: skip
OLD_NAMES = {
    "Conv2d": "Conv2D", "MaxPool2d": "MaxPool2D", "Linear": "Dense", "BatchNorm2d": "BatchNorm2D", "ReLU": "Relu", "unsqueeze": "expand_dims",
    "view": "reshpe", "permute": "transposes", "parameters": "parameter", "zero_grad": "zero_grads", "backward": "backwards", "step": "setp",
    "Dropout": "DropOut", "Embedding": "Embeding", "LSTM": "Lstm", "CrossEntropyLoss": "CrossEntropy", "cat": "concatenates", "argmax": "arg_max",
    "state_dict": "statedict", "load_state_dict": "load_statedict", "DataLoader": "Dataloader", "no_grad": "nograd", "Sequential": "sequential",
    "item": "items", "numpy": "to_numpy", "Adam": "adam", "SGD": "sgd", "float": "float_", "squeeze": "sqeeze", "flatten": "flaten",
}  # fmt: skip
UNWRAPPED = {
    "view", "reshape", "flatten", "unsqueeze", "squeeze", "permute", "transpose", "float", "long", "mean", "sum", "softmax", "relu", "detach",
    "item", "numpy", "contiguous", "argmax", "cat", "stack", "unsqueeze_", "expand", "repeat", "type", "sigmoid", "tanh", "log_softmax",
    "interpolate", "max_pool2d", "avg_pool2d", "adaptive_avg_pool2d", "from_numpy", "tensor", "as_tensor", "parameters", "astype", "fit_transform",
    "one_hot", "cpu", "clone", "t", "mask", "ModuleList", "Parameter",
}  # fmt: skip
FLIPPED = {
    "batch_first", "bidirectional", "keepdim", "keepdims", "return_indices", "bias", "ceil_mode", "drop_last", "train", "inplace", "affine",
    "enforce_sorted", "need_weights", "requires_grad", "align_corners", "norm_first", "shuffle", "as_tuple", "descending",
}  # fmt: skip
LAYERS_ON_DATA = ("model", "net", "encoder", "decoder", "generator", "discriminator", "classifier", "student", "teacher", "backbone", "policy", "critic", "actor")
FEW = 0.3

# The shares of the kinds: what a person does most comes most often.
SHARES = {
    **{"integer": 7, "layer dropped": 3, "layers swapped": 3, "layer duplicated": 2, "loss": 3, "labels": 4, "data": 4, "flag": 3},
    **{"argument dropped": 3, "argument renamed": 3, "call dropped": 4, "tuple dropped": 2, "tuple duplicated": 1, "tuples swapped": 1},
    **{"axis": 4, "name": 3, "variable": 2, "index dropped": 2, "arguments swapped": 3, "operator": 1, "word": 1, "import": 1},
    **{"import dropped": 1, "super dropped": 1, "module dropped": 2},
}  # fmt: skip


class TorchChanges(Changes):
    """A program's changes, in the words of PyTorch."""

    def visit_Constant(self, node):
        before = self.keyword
        self.keyword = "axis" if before in ("dim", "start_dim", "end_dim", "dim0", "dim1") else before
        super().visit_Constant(node)
        self.keyword = before

    def visit_Call(self, node):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""
        if name == "Sequential":
            self.parts(node.args)
        if name in ("squeeze", "unsqueeze", "softmax", "cat", "stack", "mean", "sum", "argmax", "max", "flatten", "transpose", "size", "permute"):
            for one in node.args[-2:]:
                self.axis(one)
        if name in LOSS_CLASSES or name in LOSS_FUNCTIONS:
            end = self.span(node.func)[1]
            for other in LOSS_CLASSES if name in LOSS_CLASSES else LOSS_FUNCTIONS:
                self.change("loss", (end - len(name), end), other)
        if self.is_loss(name) and len(node.args) == 2:
            target = node.args[1]
            text = self.source(target)
            for other in (f"{text}.float()", f"{text}.long()", f"{text}.unsqueeze(1)", f"{text}.squeeze()", f"{text}[:-1]", f"{text}.argmax(1)"):
                if self.rng.random() < FEW * 1.5:
                    self.change("labels", target, other)
        if self.is_network(node.func) and len(node.args) >= 1 and isinstance(node.args[0], (ast.Name, ast.Subscript, ast.Attribute)):
            text = self.source(node.args[0])
            for other in (f"{text}[0]", f"{text}.long()", f"{text}.unsqueeze(1)", f"{text}.squeeze()", f"{text}.flatten(1)", f"{text}.transpose(0, 1)", f"{text}.double()"):
                if self.rng.random() < FEW:
                    self.change("data", node.args[0], other)
        if name == "__init__" and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Call):
            self.change("super dropped", node, "pass")
        super().visit_Call(node)

    def axis(self, node):
        minus = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)
        number = node.operand if minus else node
        if isinstance(number, ast.Constant) and type(number.value) is int:
            value = -number.value if minus else number.value
            for other in self.rng.sample([value + 1, value - 1, value + 2], 2):
                self.change("axis", node, str(other))

    def is_loss(self, name):
        return name in LOSS_FUNCTIONS or name in ("criterion", "loss_fn", "loss_func", "criteria", "crit", "bce", "mse", "ce", "loss_function")

    def is_network(self, func):
        name = func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""
        return any(name == known or name.endswith("_" + known) for known in LAYERS_ON_DATA)

    def parts(self, nodes):
        """The layers of a stack."""
        spans = [self.span(one) for one in nodes if not isinstance(one, ast.Starred)]
        for (start, end), after in zip(spans, [*spans[1:], None]):
            if after:
                self.change("layer dropped", (start, after[0]), "")
                swapped = self.text[after[0] : after[1]] + self.text[end : after[0]] + self.text[start:end]
                self.change("layers swapped", (start, after[1]), swapped)
            if self.rng.random() < FEW:
                self.change("layer duplicated", (start, end), f"{self.text[start:end]}, {self.text[start:end]}")

    def statements(self, body):
        super().statements(body)
        for one in body:
            target = one.targets[0] if isinstance(one, ast.Assign) else None
            if isinstance(target, ast.Attribute) and isinstance(one.value, ast.Call) and len(body) > 1 and self.rng.random() < FEW:
                self.change("module dropped", one, "pass")

    def is_module(self, node):
        root = node
        while isinstance(root, ast.Attribute):
            root = root.value
        return super().is_module(node) or (isinstance(root, ast.Name) and root.id in ("torch", "F", "nn", "optim", "transforms", "datasets", "models", "init"))


def torch_changes(text, rng):
    """Every change, in the order of the text."""
    words = {"OLD_KEYWORDS": OLD_KEYWORDS, "OLD_NAMES": OLD_NAMES, "UNWRAPPED": UNWRAPPED, "FLIPPED": FLIPPED, "RECURRENT": set(), "LABEL_CALLS": set(), "LOSS_CLASSES": []}
    before = {name: getattr(single_changes, name) for name in words}
    for name, value in words.items():
        setattr(single_changes, name, value)
    try:
        return sorted(set(TorchChanges(text, rng).found), key=lambda one: (one[1], one[0], one[3]))
    finally:
        for name, value in before.items():
            setattr(single_changes, name, value)
