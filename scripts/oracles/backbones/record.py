"""Records the networks of torchvision.models: trees of modules, what each forward does, and what comes out.

    python scripts/oracles/backbones/record.py server/src/ops/torchvision

Everything is built without storage, so nothing is downloaded.
"""

import enum
import inspect
import json
import sys
import warnings

import torch
from torch import fx, nn
from torchvision import models
from torchvision.models import _api, regnet

from forwards import recorded_forward

warnings.filterwarnings("ignore")

# Two numbers of classes that nothing else in a network is: what differs between them depends on the number.
CLASSES = (907, 911)

_block_params = regnet.BlockParams.from_init_params.__func__


def _on_cpu(cls, *args, **kwargs):
    with torch.device("cpu"):
        return _block_params(cls, *args, **kwargs)


regnet.BlockParams.from_init_params = classmethod(_on_cpu)
_api.WeightsEnum.get_state_dict = lambda self, *args, **kwargs: {}
nn.Module.load_state_dict = lambda self, *args, **kwargs: None


def build(name, **kwargs):
    make = models.get_model_builder(name)
    with torch.device("meta"):
        return make(**kwargs)


def path_of(cls):
    module = cls.__module__
    if module.startswith("torch.nn.modules"):
        return f"torch.nn.{cls.__name__}"
    return f"{module}.{cls.__name__}"


def is_general(module):
    """One of torch's own: its rule is known by its arguments alone."""
    return type(module).__module__.startswith("torch.nn.modules") and not isinstance(
        module, (nn.Sequential, nn.ModuleList, nn.ModuleDict)
    )


def plain(value):
    if isinstance(value, torch.Size):
        value = tuple(value)
    if isinstance(value, enum.Enum):
        return None
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (tuple, list)) and len(value) <= 8 and all(isinstance(v, (bool, int, float, str)) for v in value):
        return list(value)
    return None


def arguments(module):
    """The arguments that make such a module, without those that are the defaults."""
    found = {}
    for name, param in inspect.signature(type(module).__init__).parameters.items():
        if name in ("self", "device", "dtype") or param.kind is not param.POSITIONAL_OR_KEYWORD or not hasattr(module, name):
            continue
        value = getattr(module, name)
        if isinstance(value, (torch.Tensor, type(None))) and name == "bias":
            value = value is not None
        if isinstance(module, nn.MultiheadAttention) and name == "bias":
            value = module.in_proj_bias is not None
        value = plain(value)
        if isinstance(value, list) and len(set(value)) == 1 and name not in ("normalized_shape", "dims"):
            value = value[0]
        default = param.default
        if isinstance(default, (tuple, list)) and len(set(default)) == 1:
            default = default[0]
        if value is not None and (default is param.empty or default != value):
            found[name] = value
    return found


def own_values(module):
    """What the module itself keeps: parameters, buffers and plain numbers and texts."""
    tensors = {n: [list(p.shape), 1] for n, p in module.named_parameters(recurse=False)}
    for name, buffer in module.named_buffers(recurse=False):
        tensors[name] = [list(buffer.shape), 0] + ([] if buffer.dtype == torch.float32 else [str(buffer.dtype).split(".")[1]])
    values = {}
    for name, value in vars(module).items():
        if name.startswith("_") or name in ("training", "dump_patches"):
            continue
        if type(value) in (bool, int, str) or (type(value) is tuple and plain(value) is not None):
            values[name] = plain(value)
    return tensors, values


def tree(module):
    """The module as plain data."""
    if is_general(module):
        return {"op": path_of(type(module)), "args": arguments(module)}
    tensors, values = own_values(module)
    node = {"op": path_of(type(module)), "children": {n: tree(c) for n, c in module.named_children()}}
    missing = [n for n, c in module._modules.items() if c is None]
    if tensors:
        node["tensors"] = tensors
    if values:
        node["values"] = values
    if missing:
        node["missing"] = missing
    node["module"] = module
    return node


def linear(a, b):
    """A number of both builds: itself, or what it is of the number of classes."""
    if a == b:
        return a
    slope, rest = divmod(b - a, CLASSES[1] - CLASSES[0])
    assert rest == 0, (a, b)
    offset = a - slope * CLASSES[0]
    return {"C": slope} if offset == 0 else {"C": slope, "+": offset}


def unify(a, b):
    if isinstance(a, dict):
        assert list(a) == list(b), (list(a), list(b))
        return {k: a[k] if k == "module" else unify(a[k], b[k]) for k in a}
    if isinstance(a, list):
        return [unify(x, y) for x, y in zip(a, b, strict=True)]
    if type(a) is int and type(b) is int:
        return linear(a, b)
    assert a == b, (a, b)
    return a


class Table:
    """Trees with what repeats written once."""

    def __init__(self):
        self.ops, self.graphs, self.nodes, self.names = {}, {}, {}, {}
        self.bases = {}

    def number(self, kind, value):
        key = json.dumps(value, separators=(",", ":"))
        return kind.setdefault(key, len(kind))

    def add(self, node):
        op = self.number(self.ops, node["op"])
        if "children" not in node:
            return self.number(self.nodes, [op, node["args"]] if node["args"] else [op])
        children = [self.add(child) for child in node["children"].values()]
        module = node["module"]
        line = [path_of(c) for c in type(module).__mro__ if issubclass(c, nn.Module)]
        self.bases.update(zip(line, line[1:]))
        names = self.number(self.names, list(node["children"]))
        more = {k: node[k] for k in ("tensors", "values", "missing") if k in node}
        forward = recorded_forward(module)
        graph = None if forward is None else self.number(self.graphs, forward)
        return self.number(self.nodes, [op, names, children, graph, *([more] if more else [])])

    def data(self):
        read = lambda kind: [json.loads(key) for key in kind]
        return {"ops": read(self.ops), "names": read(self.names), "graphs": read(self.graphs), "nodes": read(self.nodes)}


# Arguments that decide which parts there are.
VARIED = {
    **dict.fromkeys(["googlenet", "inception_v3"], {"aux_logits": [True, False]}),
    **dict.fromkeys([n for n in models.list_models() if n.startswith(("fcn_", "deeplab"))], {"aux_loss": [True, False]}),
}


def combinations(name, params):
    """What is given of the arguments that decide, each way."""
    found = [{}]
    choices = dict(VARIED.get(name, {}))
    if "weights_backbone" in params:
        choices["weights_backbone"] = [None]
    for key, values in choices.items():
        found += [{**each, key: value} for each in found for value in values]
    return found


def classes_of(name, params, weights):
    count = params.get("num_classes")
    if count is not None and isinstance(count.default, int):
        return count.default
    if name.startswith("raft"):
        return None
    for each in weights or models.get_model_weights(name):
        if "categories" in each.meta:
            return len(each.meta["categories"])
    return 91


def network(table, name, classes, **kwargs):
    """The number of the module, and its tree."""
    if classes is None:
        one = tree(build(name, **kwargs))
    else:
        one = unify(*(tree(build(name, num_classes=n, **kwargs)) for n in CLASSES))
    return table.add(one), one


def settled(value, classes):
    """A tree with a given number of classes, as text."""
    if isinstance(value, dict) and "C" in value and "op" not in value and set(value) <= {"C", "+"}:
        return value["C"] * classes + value.get("+", 0)
    if isinstance(value, dict):
        return {k: settled(v, classes) for k, v in value.items() if k != "module"}
    return [settled(v, classes) for v in value] if isinstance(value, list) else value


def main(room, *only):
    table, networks, names = Table(), {}, {}
    for name in only or models.list_models():
        make = models.get_model_builder(name)
        params = inspect.signature(make).parameters
        # What is quantized already has other parts, which are not recorded.
        weights = [] if name.startswith("quantized_") else models.get_model_weights(name)
        classes = classes_of(name, params, weights)
        variants, trees = {}, {}
        for given in combinations(name, params):
            key = ",".join(f"{k}={v}" for k, v in sorted(given.items()))
            variants[key], trees[key] = network(table, name, classes, **given)
        usual = json.dumps(settled(trees[""], classes))
        loaded = {}
        for each in weights:
            given = tree(build(name, weights=each))
            if json.dumps(settled(given, classes)) != usual:
                loaded[each.name] = table.add(given)
        if name.startswith("quantized_") and VARIED.get(name.removeprefix("quantized_")):
            # With weights it has no auxiliary outputs, or has them, as the weights say.
            loaded[""] = variants[""]
        networks[name] = {"classes": classes, "variants": variants, "loaded": loaded}
        public = f"{make.__module__.rpartition('.')[0]}.{make.__name__}"
        home = make.__module__.rpartition(".")[2]
        names[public] = [
            name,
            home,
            f"{weights.__module__}.{weights.__name__}" if weights else "",
            [each.name for each in weights],
            weights.DEFAULT.name if weights else None,
            [p for p, s in params.items() if s.kind in (s.POSITIONAL_OR_KEYWORD, s.KEYWORD_ONLY)],
            any(s.kind is s.VAR_KEYWORD for s in params.values()),
        ]
        print(name, len(table.nodes), len(table.graphs), file=sys.stderr, flush=True)
    with open(f"{room}/networks.json", "w") as file:
        # One text, so that nothing of it is read before a program makes a network.
        json.dump(json.dumps({**table.data(), "networks": networks}, separators=(",", ":")), file)
    with open(f"{room}/networkNames.json", "w") as file:
        lines = [f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in names.items()]
        bases = [f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in sorted(table.bases.items()) if not k.startswith("torch.nn.") and "torch.jit" not in v]
        file.write('{"networks": {\n' + ",\n".join(lines) + '\n}, "classes": {\n' + ",\n".join(bases) + "\n}}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
