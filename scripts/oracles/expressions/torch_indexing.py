"""What stands in brackets behind a tensor of PyTorch, read and assigned to, and what its members say."""

HEADER = "import numpy as np\nimport torch\nx = torch.arange(24).reshape(2, 3, 4)\nf = torch.zeros(2, 3)\nv = torch.arange(5)"
LIBRARIES = ["torch"]

ONE = ["0", "-1", "1", "5", ":", "1:", ":-1", "::2", "0:2", "...", "None", "torch.tensor(1)", "[0, 1]", "torch.tensor([0, 1, 1])", "::-1", "np.int64(1)", "np.array([0, 1])", "range(2)", "slice(0, 1)", "torch.tensor([[0, 1], [1, 0]])", "torch.tensor([0, 1], dtype=torch.int32)"]
PAIRS = [":, 0", "0, 1", "..., 0", "0, ...", ":, None", "None, :", ":, [0, 1]", "[0, 1], [1, 2]", "[0, 1], :", ":, torch.tensor([0, 2])", "0, :, 1", "0, :, [1, 2]", ":, 0, [1, 2]", "[0], :, [1, 2]", "..., None", "..., -1, :", ":, 1:, ::2", "1, 2, 3", "0, 0, 0, 0", ":, 5", "[0, 1], :, [0, 1]", "[0, 1], [0, 1, 2]", "None, ..., None", ":, None, [0], None", "0, None, 1", "torch.tensor(0), :, torch.tensor([1, 2])", ":, -1", ":, :, 1:3", "..., :2", ":, ::-1", "[1], 0", "torch.tensor([0, 1])[:, None], torch.tensor([0, 2])"]
ODD = ["0.5", "'a'", "{0}", "torch.tensor([0.0, 1.0])", "0:1.5", "torch.tensor([2])", "[2]", "[0, -3]", "()", "[]", "[[0, 1], [1, 2]]", "(0, 1)", "::0", "2", "-3", "torch.randint(0, 2, (4,))", "torch.randperm(2)", "[True, False]", "torch.tensor([True, False])", "torch.tensor([True, False, True])"]


def reading(rng):
    for tensor in ("x", "f", "v", "torch.tensor(3)", "x[0]", "x[:, 0]"):
        for part in ONE + PAIRS + ODD:
            yield f"{tensor}[{part}]"
    for i in ("i", "i:", ":i", "i, i", "..., i"):
        yield f"i = 1\nx[{i}]"
    for program in ("x[:, :, 0].shape", "x[0][1][2]", "x[0, 1][2]", "x[f > 0].shape[1]", "len(x)", "len(x[0])", "[row.shape for row in x]", "a, b = x\nb", "for row in x:\n    pass\nrow"):
        yield program


def writing(rng):
    for place in ("0", ":, 0", "0, 1", "0, 0, 0", "..., 0", "1:", "[0, 1]", "torch.tensor([0, 1])", "x > 5", ":, [0, 2]", "5", "::-1", ":, ::2", "0, :, 1", "f > 3", "None", ":, :, 5"):
        for value in ("0", "1.5", "torch.ones(3, 4).long()", "torch.ones(4).long()", "torch.ones(1, 1, 3, 4).long()", "torch.ones(2, 3, 4).long()", "torch.tensor(7)", "[1, 2, 3, 4]", "torch.ones(2).long()", "torch.ones(1).long()", "np.ones(4)", "torch.ones(2, 1).long()", "x[0]", "True", "torch.zeros(2, 4).long()"):
            yield f"y = x.clone()\ny[{place}] = {value}\ny"
    for change in ("y[0] += 1", "y[:, 0] *= 2", "y[y > 5] = 0", "y[0], y[1] = y[1], y[0]", "y[0] = y[1]", "y[:, :2] = y[:, 2:]", "y[:, :1] = y[:, 2:]"):
        yield f"y = x.clone()\n{change}\ny"


def members(rng):
    subjects = ["x", "f", "v", "torch.tensor(3)", "torch.tensor([2.5])", "torch.tensor([True])", "torch.zeros(0, 3)", "torch.zeros(2, 2, dtype=torch.complex64)", "torch.ones(1, 1)", "torch.zeros(3, dtype=torch.float64)"]
    plain = ["size()", "dim()", "ndim", "ndimension()", "numel()", "nelement()", "shape", "shape[0]", "shape[-1]", "size(0)", "size(-1)", "size(dim=1)", "size(2)", "item()", "tolist()", "shape[:-1]", "size()[0]", "is_floating_point()", "is_complex()", "__len__()", "element_size()", "is_sparse"]
    same = ["detach()", "clone()", "contiguous()", "cpu()", "data", "requires_grad_()" , "T", "real", "imag", "conj()", "to('cpu')", "to(torch.device('cpu'))", "to(device='cpu')"]
    types = ["float()", "double()", "half()", "bfloat16()", "int()", "long()", "short()", "char()", "byte()", "bool()", "to(torch.float64)", "to(torch.long)", "to(dtype=torch.int32)", "to('cpu', torch.float64)", "to(device='cpu', dtype=torch.float16)", "to(f)", "type(torch.float64)", "type(torch.LongTensor)", "type('torch.FloatTensor')", "type_as(f)", "to(torch.float32, non_blocking=True)", "to(x.dtype)", "to(torch.float64, copy=True)", "numpy()", "float().numpy()", "detach().cpu().numpy()", "bfloat16().numpy()"]
    filling = ["zero_()", "fill_(3)", "copy_(f)", "copy_(torch.ones(1))", "copy_(1.0)", "copy_(torch.ones(4))", "uniform_()", "normal_(0, 1)", "random_(0, 3)"]
    for subject in subjects:
        for member in plain + same + types:
            yield f"{subject}.{member}"
    for subject in ("f.clone()", "torch.zeros(3)", "torch.zeros(2, 1)", "torch.tensor(1.5)"):
        for member in filling:
            yield f"{subject}.{member}"
    for function in ("clone", "detach", "real", "imag", "conj", "numel", "is_tensor", "is_floating_point", "is_complex", "view_as_real", "view_as_complex"):
        for subject in ("x", "f", "torch.zeros(3, 2)", "torch.zeros(2, 3, dtype=torch.complex64)", "torch.zeros(2, 2, dtype=torch.complex128)", "torch.tensor(3)"):
            yield f"torch.{function}({subject})"
    for a in ("torch.int64", "torch.float32", "torch.uint8", "torch.bool", "torch.float16", "torch.complex64", "torch.int8"):
        for b in ("torch.float64", "torch.int32", "torch.float16", "torch.bool"):
            yield f"torch.zeros(2, dtype=torch.promote_types({a}, {b}))"
        yield f"torch.zeros(2, dtype=torch.result_type(torch.zeros(2, dtype={a}), {rng.choice(['1', '2.5', 'True', 'torch.tensor(1)', 'torch.tensor(1.5)', 'torch.zeros(3).double()'])}))"


def between(rng):
    for program in (
        "np.array(x)", "np.asarray(f)", "torch.from_numpy(np.array(f))", "torch.from_numpy(x.numpy())", "torch.tensor(x.numpy())", "np.mean(x.numpy(), axis=0)", "torch.tensor(np.zeros((2, 3))).float()",
        "torch.from_numpy(np.zeros((2, 3), dtype=np.float32)).unsqueeze(0)", "torch.as_tensor(np.arange(3)).to(torch.float32)", "np.concatenate([x.numpy(), x.numpy()])", "x.numpy().reshape(6, 4)", "torch.stack([torch.from_numpy(np.zeros(3)) for _ in range(4)])",
        "torch.tensor(v.tolist())", "torch.zeros(x.shape)", "torch.zeros(*x.shape[:2], 7)", "torch.zeros(x.size(0), v.shape[0])", "torch.zeros(x.shape[0] * 2, *f.shape)", "torch.zeros(tuple(x.shape))", "torch.zeros(list(x.shape))", "torch.Size([1, 2])[1]",
        "torch.zeros(torch.Size([2, 3]))", "x.reshape(x.shape[0], -1)", "x.view(*x.shape[:-1], 2, 2)", "b, t, c = x.shape\nx.view(b * t, c)", "b, *rest = x.shape\nx.reshape(b, -1)", "x.permute(*range(x.dim() - 1, -1, -1))", "x.shape == (2, 3, 4)", "x.shape[1:] == f.shape",
        "torch.zeros(3)[torch.zeros(3).bool()].numel()", "x.numel() // 4", "x.shape.numel()", "list(x.shape)", "len(x.shape)", "tuple(x.size())",
    ):
        yield program


def cases(rng):
    for part in (reading, writing, members, between):
        for program in part(rng):
            yield f"torch.Tensor ({part.__name__})", program
