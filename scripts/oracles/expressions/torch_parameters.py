"""Embeddings, parameters, their initializers, and gradients."""

HEADER = "import torch\nfrom torch import nn\nimport torch.nn.functional as F"
LIBRARIES = ["torch"]

INT = ", dtype=torch.int64"


def zeros(*dims, more=""):
    return f"torch.zeros({', '.join(map(str, dims)) or '()'}{more})"


def embeddings(rng):
    c = rng.choice
    for _ in range(150):
        rows, width = c([10, 100]), c([3, 8])
        ids = zeros(*c([[4], [2, 5], [], [2, 3, 4], [1, 1]]), more=c([INT, INT, INT, INT, ", dtype=torch.int32", "", ", dtype=torch.int16"]))
        how = rng.random()
        if how < 0.4:
            module = f"nn.Embedding({c([f'{rows}, {width}', f'num_embeddings={rows}, embedding_dim={width}'])}{c(['', '', ', padding_idx=0', ', padding_idx=-1', ', padding_idx=200', ', sparse=True', ', max_norm=1.0'])})"
            yield "torch.nn.Embedding", c([f"{module}({ids})", f"{module}({ids})", f"{module}({ids})", f"sum(p.numel() for p in {module}.parameters())", f"{module}.weight"])
        elif how < 0.55:
            yield "torch.nn.Embedding.from_pretrained", f"nn.Embedding.from_pretrained({zeros(*c([[rows, width], [rows, width], [rows]]))}{c(['', ', freeze=False', ', padding_idx=0'])})({ids})"
        elif how < 0.75:
            yield "torch.nn.functional.embedding", f"F.embedding({ids}, {zeros(*c([[rows, width], [rows, width], [rows, width], [rows]]), more=c(['', '', ', dtype=torch.float64']))}{c(['', ', padding_idx=0', ', padding_idx=500'])})"
        else:
            yield "torch.nn.Embedding", f"table = nn.Embedding({rows}, {width})\nhead = nn.Linear({c([width, width, width + 1])}, 2)\nhead(table({ids}){c(['', '.flatten(1)'])})"
    for _ in range(90):
        rows, width = c([10, 100]), c([3, 8])
        ids = zeros(*c([[2, 5], [4, 3], [6], [2, 3, 4]]), more=c([INT, INT, INT, INT, ", dtype=torch.int32", ""]))
        offsets = c(["", "", f", {zeros(2, more=INT)}", f", offsets={zeros(3, more=INT)}", ", None"])
        if rng.random() < 0.6:
            mode = c(["", "", ", mode='sum'", ", mode='max'", ", mode='avg'", ", padding_idx=1"])
            module = f"nn.EmbeddingBag({rows}, {width}{mode})"
            yield "torch.nn.EmbeddingBag", c([f"{module}({ids}{offsets})", f"{module}({ids}{offsets})", f"sum(p.numel() for p in {module}.parameters())"])
        else:
            yield "torch.nn.functional.embedding_bag", f"F.embedding_bag({ids}, {zeros(rows, width)}{offsets}{c(['', '', ', mode=`sum`', ', mode=`avg`'])})".replace("`", "'")
    for ids in ("[1, 9]", "[1, 10]", "[-1, 2]"):
        yield "torch.nn.Embedding", f"nn.Embedding(10, 3)(torch.tensor({ids}))"


def initializers(rng):
    c = rng.choice
    names = "uniform_ normal_ trunc_normal_ ones_ zeros_ eye_ dirac_ xavier_uniform_ xavier_normal_ kaiming_uniform_ kaiming_normal_ orthogonal_ constant_ sparse_".split()
    for name in names:
        for _ in range(9):
            x = f"torch.empty({c(['3, 4', '3, 4', '3', '2, 3, 4', '8, 3, 3, 3', '()', '5, 5'])})"
            if rng.random() < 0.3:
                x = c(["nn.Linear(8, 3).weight", "nn.Linear(8, 3).bias", "nn.Parameter(torch.empty(3, 4))"])
            more = {"constant_": ", 0.5", "sparse_": ", 0.1", "uniform_": c(["", ", -1.0, 1.0", ", a=0.1"]), "normal_": c(["", ", 0.0, 0.02", ", std=0.1"])}.get(name, "")
            if name.startswith("xavier"):
                more = c(["", ", gain=2.0"])
            if name.startswith("kaiming"):
                more = c(["", ", mode='fan_out'", ", nonlinearity='relu'", ", a=0.1, mode='fan_in'", ", mode='fan_avg'", ", nonlinearity='gelu'"])
            if name == "trunc_normal_":
                more = c(["", ", std=0.02"])
            yield f"torch.nn.init.{name}", f"nn.init.{name}({x}{more})"
    for name in ("relu", "tanh", "linear", "sigmoid", "selu", "conv2d", "leaky_relu", "gelu", "swish"):
        yield "torch.nn.init.calculate_gain", f"nn.init.calculate_gain('{name}')"


def parameters(rng):
    c = rng.choice
    for _ in range(40):
        shape = c(["3, 4", "5", "2, 3, 4", "()"])
        yield "torch.nn.Parameter", c([f"nn.Parameter(torch.zeros({shape}))", f"nn.Parameter(torch.randn({shape}), requires_grad=False)", f"nn.Parameter(data=torch.ones({shape}))", f"nn.Parameter(torch.zeros({shape}{INT}))", f"nn.Parameter(torch.zeros({shape}{INT}), requires_grad=False)"])
    for _ in range(60):
        n = c([1, 2, 3])
        shapes = [c(["3, 4", "5", "2"]) for _ in range(n)]
        items = [c([f"nn.Parameter(torch.zeros({s}))", f"torch.zeros({s})"]) for s in shapes]
        listed = f"held = nn.ParameterList([{', '.join(items)}])\n"
        keyed = "held = nn.ParameterDict({" + ", ".join(f"'k{i}': {item}" for i, item in enumerate(items)) + "})\n"
        if rng.random() < 0.5:
            yield "torch.nn.ParameterList", listed + c(["len(held)", "held[0]", f"held[{n}]", "held[-1]", "sum(p.numel() for p in held.parameters())", "held.append(torch.zeros(7))\nheld[-1]", "[p.shape[0] for p in held][0]"])
        else:
            yield "torch.nn.ParameterDict", keyed + c(["len(held)", "held['k0']", "held['other']", "sum(p.numel() for p in held.parameters())", "held['new'] = torch.zeros(7)\nheld['new']", "list(held.keys())[0]", "[p for p in held.values()][0]"])
    model = "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
    for _ in range(30):
        held = c(["self.w = nn.Parameter(torch.zeros(3, 4))", "self.w = nn.ParameterList([nn.Parameter(torch.zeros(3)), nn.Parameter(torch.zeros(4, 2))])", "self.w = nn.ParameterDict({'a': nn.Parameter(torch.zeros(3))})", "self.w = nn.Embedding(10, 3)", "self.w = nn.LSTM(3, 4)"])
        more = c(["", "        self.v = nn.Parameter(torch.zeros(2))\n", "        self.register_parameter('u', nn.Parameter(torch.zeros(6)))\n", "        self.b = torch.zeros(9)\n"])
        yield "torch.nn.Parameter", f"{model}        {held}\n{more}sum(p.numel() for p in Net().parameters())"


def tools(rng):
    c = rng.choice
    for _ in range(40):
        module = c(["nn.Linear(8, 3)", "nn.LSTM(3, 4)", "nn.Embedding(10, 3)", "nn.Sequential(nn.Linear(8, 3), nn.Linear(3, 2))"])
        yield "torch.nn.utils.clip_grad_norm_", c([f"nn.utils.clip_grad_norm_({module}.parameters(), {c(['1.0', 'max_norm=5.0', '0.5, norm_type=1.0'])})", f"nn.utils.clip_grad_value_({module}.parameters(), 0.5)", f"nn.utils.parameters_to_vector({module}.parameters())", f"nn.utils.parameters_to_vector(list({module}.parameters()))"])
    for tool in ("weight_norm", "spectral_norm", "parametrizations.weight_norm", "parametrizations.spectral_norm", "parametrizations.orthogonal"):
        for width in (8, 8, 9):
            yield f"torch.nn.utils.{tool}", f"nn.utils.{tool}(nn.Linear(8, 3))(torch.zeros({c([2, 4])}, {width}))"
    for tool, more in (("l1_unstructured", "amount=0.3"), ("random_unstructured", "amount=2"), ("ln_structured", "amount=0.5, n=2, dim=0"), ("random_structured", "amount=1, dim=1"), ("identity", "")):
        call = f"prune.{tool}(layer, 'weight'{', ' if more else ''}{more})"
        yield f"torch.nn.utils.prune.{tool}", f"import torch.nn.utils.prune as prune\nlayer = nn.Linear(8, 3)\n{call}\nlayer(torch.zeros(2, 8))"
        yield f"torch.nn.utils.prune.{tool}", f"import torch.nn.utils.prune as prune\nlayer = nn.Linear(8, 3)\n{call}\nprune.remove(layer, 'weight')\nlayer(torch.zeros(2, 9))"


def gradients(rng):
    c = rng.choice
    for _ in range(60):
        shape = c(["3", "2, 3", "1", "()", "1, 1"])
        x = f"x = torch.zeros({shape}, requires_grad=True)\n"
        end = c(["x.backward()", "x.backward()", f"x.backward(torch.ones({c([shape, '3', '2, 3'])}))", f"x.backward(gradient=torch.ones({shape}))", "x.backward(retain_graph=True)", "torch.autograd.backward(x)", "torch.autograd.grad(x, x)", f"torch.autograd.grad(x, [x], torch.ones({shape}))", f"torch.autograd.grad(x, x, grad_outputs=torch.ones({c([shape, '4'])}))[0]"])
        yield "torch.Tensor.backward", x + end
    for _ in range(40):
        n, k = c([4, 5]), c([2, 3])
        loss = c(["nn.CrossEntropyLoss()", "nn.CrossEntropyLoss(reduction='none')", "nn.CrossEntropyLoss(reduction='sum')"])
        yield "torch.Tensor.backward", f"model = nn.Linear(8, {k})\nloss = {loss}(model(torch.zeros({n}, 8)), torch.zeros({n}{INT}))\nloss.backward()"
    for shape in ("3", "2, 3", "()"):
        yield "torch.Tensor.requires_grad_", f"torch.zeros({shape}).requires_grad_()"


def cases(rng):
    yield from embeddings(rng)
    yield from initializers(rng)
    yield from parameters(rng)
    yield from tools(rng)
    yield from gradients(rng)
