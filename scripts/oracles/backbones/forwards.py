"""What the forward of a module does with its children, as a list of calls."""

import enum
import re
import sys

import torch
from torch import fx, nn


class Shallow(fx.Tracer):
    """Every module below is one call."""

    def is_leaf_module(self, module, path):
        return True


# Forwards that look at values, as they go for what the library itself gives them.
WRITTEN = {
    "FastRCNNPredictor": [
        ["x"],
        [[".", "flatten", [["@", 0]], {"start_dim": 1}], ["m", "cls_score", [["@", 1]]], ["m", "bbox_pred", [["@", 1]]]],
        ["(", ["@", 2], ["@", 3]],
    ],
}


def recorded_forward(module):
    """"stack": one child after the other; a list of calls, or two where training differs; None where nothing tells."""
    if type(module).forward is nn.Sequential.forward:
        return "stack"
    if type(module).forward is nn.Module.forward:
        return None
    if type(module).__name__ in WRITTEN:
        return WRITTEN[type(module).__name__]
    before = {m: m.training for m in module.modules()}
    graphs = []
    for mode in (True, False):
        module.train(mode)
        graphs.append(traced(module))
    for each, mode in before.items():
        each.training = mode
    training, evaluating = graphs
    if evaluating is None:
        return None
    if training is None or skeleton(training) == skeleton(evaluating):
        return evaluating
    return {"train": training, "eval": evaluating}


def skeleton(graph):
    """A graph without truth values: what `training` hands to a function is no other graph."""
    if isinstance(graph, bool):
        return None
    return [skeleton(part) for part in graph] if isinstance(graph, list) else graph


def traced(module):
    try:
        graph = Shallow(autowrap_modules=(), param_shapes_constant=False).trace(module)
        return encoded(graph)
    except Exception as problem:
        print(type(module).__name__, type(problem).__name__, file=sys.stderr)
        return None


class Unwritable(Exception):
    """Something in a graph that is no plain data."""


def encoded(graph):
    numbers = {}
    inputs, steps = [], []
    for node in graph.nodes:
        if node.op == "placeholder":
            numbers[node] = len(numbers)
            inputs.append(node.name if not node.args else [node.name, write(node.args[0], numbers)])
        elif node.op == "output":
            return [inputs, steps, write(node.args[0], numbers)]
        else:
            kind, target = target_of(node)
            step = [kind, target, [write(a, numbers) for a in node.args]]
            if node.kwargs:
                step.append({k: write(v, numbers) for k, v in node.kwargs.items()})
            steps.append(step)
            numbers[node] = len(numbers)
    raise Unwritable


def target_of(node):
    if node.op == "call_module":
        return "m", node.target
    if node.op == "get_attr":
        return "a", node.target
    if node.op == "call_method":
        return ".", node.target
    fn = node.target
    if fn is getattr:
        return "g", ""
    module = getattr(fn, "__module__", "")
    if module in ("_operator", "operator"):
        return "o", fn.__name__
    if module and module.startswith("torchvision"):
        return "f", f"{module}.{fn.__name__}"
    for home, prefix in ((torch, "torch"), (torch.nn.functional, "torch.nn.functional"), (torch.linalg, "torch.linalg")):
        if getattr(home, fn.__name__, None) is fn:
            return "f", f"{prefix}.{fn.__name__}"
    raise Unwritable(fn)


def write(value, numbers):
    if isinstance(value, fx.Node):
        return ["@", numbers[value]]
    if isinstance(value, enum.Enum):
        raise Unwritable
    if isinstance(value, str) and "Proxy(" in value:
        # A text with values in it.
        names = {node.name: number for node, number in numbers.items()}
        return ["s", *(names[part] if i % 2 else part for i, part in enumerate(re.split(r"Proxy\((\w+)\)", value)))]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, slice):
        return [":", *(write(v, numbers) for v in (value.start, value.stop, value.step))]
    if isinstance(value, (tuple, torch.Size)):
        return ["(", *(write(v, numbers) for v in value)]
    if isinstance(value, list):
        return ["[", *(write(v, numbers) for v in value)]
    if isinstance(value, dict):
        return ["{", *([write(k, numbers), write(v, numbers)] for k, v in value.items())]
    if value is Ellipsis:
        return ["."]
    if isinstance(value, torch.dtype):
        return ["t", str(value)]
    raise Unwritable(value)
