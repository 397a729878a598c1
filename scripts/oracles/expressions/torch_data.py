"""PyTorch's data sets, samplers and loaders: the batches that the default collate, or another, makes."""

HEADER = (
    "import numpy as np\nimport torch\nfrom torch.utils.data import (BatchSampler, ConcatDataset, DataLoader, Dataset, IterableDataset, RandomSampler, "
    "SequentialSampler, StackDataset, Subset, SubsetRandomSampler, TensorDataset, WeightedRandomSampler, default_collate, random_split)"
)
LIBRARIES = ["torch"]

ITEMS = [
    "torch.zeros(3)",
    "torch.zeros(2, 4, dtype=torch.int64)",
    "np.zeros(5)",
    "np.zeros((2, 3), dtype='float32')",
    "i",
    "1.5",
    "True",
    "np.float32(2)",
    "np.int64(3)",
    "torch.zeros(3), i",
    "torch.zeros(1, 4, 4), 0.5",
    "(torch.zeros(2), np.zeros(3)), 1",
    "[torch.zeros(2), 3]",
    "np.zeros(3), torch.zeros(2, 2), False",
    "torch.zeros(2, dtype=torch.bool), np.zeros(4, dtype='uint8')",
]
WRONG = ["None", "(torch.zeros(2), None)", "object()"]


def dataset(item, length, base="Dataset"):
    if base == "IterableDataset":
        return f"class Own(IterableDataset):\n    def __iter__(self):\n        for i in range({length}):\n            yield {item}"
    return f"class Own({base}):\n    def __len__(self):\n        return {length}\n    def __getitem__(self, i):\n        return {item}"


def programs(rng):
    c = rng.choice
    name = "torch.utils.data.DataLoader"
    for _ in range(150):
        item = c(ITEMS) if rng.random() < 0.93 else c(WRONG)
        n = c([1, 3, 8, 10, 100])
        base = c(["Dataset", "Dataset", "Dataset", "IterableDataset"])
        order = c(["", "", ", shuffle=True", ", shuffle=False", ", drop_last=False"])
        if base == "IterableDataset" and rng.random() < 0.8:
            order = ""
        size = c([1, 2, 4, 8, 16])
        args = c([f", {size}", f", batch_size={size}", "", ", batch_size=None"])
        take = c(["next(iter(loader))", "next(iter(loader))", "[batch for batch in loader][0]"]) if n <= size else "next(iter(loader))"
        yield name, f"{dataset(item, n, base)}\nloader = DataLoader(Own(){args}{order})\n{take}"
    for _ in range(70):
        item, n = c(ITEMS), c([7, 10, 64])
        size, drop = c([1, 2, 3, 5, 100]), c(["", ", drop_last=True", ", drop_last=False"])
        yield name, f"{dataset(item, n)}\nlen(DataLoader(Own(), {size}{drop}{c(['', ', shuffle=True', ', num_workers=0'])}))"
    for _ in range(60):
        rows = c([4, 10, 16])
        parts = [f"torch.zeros({rows}{c([', 3', ', 2, 5', ''])}{c(['', '', ', dtype=torch.int64', ', dtype=torch.bool'])})" for _ in range(c([1, 2, 3]))]
        if rng.random() < 0.15:
            parts.append(c(["torch.zeros(5, 2)", "np.zeros((4, 2))", "torch.zeros(())"]))
        made = f"TensorDataset({', '.join(parts)})"
        yield "torch.utils.data.TensorDataset", f"{made}[{c(['0', '1', '-1', '1:3', ':2'])}]"
        yield "torch.utils.data.TensorDataset", f"len({made})"
        yield name, f"next(iter(DataLoader({made}, {c([2, 4, 32])})))"
        names = ", ".join("abcd"[: len(parts)]) if rng.random() < 0.85 else "a, b, c, d, e"
        unpack = f"{names}," if "," not in names else names
        yield name, f"for {unpack} in DataLoader({made}, {c([2, 4])}, drop_last=True):\n    pass\na"
        yield name, f"for k, ({unpack}) in enumerate(DataLoader({made}, {c([2, 4])}, drop_last=True)):\n    pass\na"
    for _ in range(80):
        n = c([10, 100, 7])
        lengths = c(["[{a}, {b}]", "({a}, {b})", "[0.8, 0.2]", "[0.5, 0.25, 0.25]", "[0.9, 0.1]", "[int({n} * 0.8), {n} - int({n} * 0.8)]", "[{a}, {a}]", "[0.7, 0.2]", "[{b}, {a}, 0]"])
        a = c([n - 2, n // 2, n - 1])
        lengths = lengths.format(a=a, b=n - a, n=n)
        seed = c(["", "", ", generator=torch.Generator().manual_seed(0)"])
        source = c([f"TensorDataset(torch.zeros({n}, 3), torch.zeros({n}))", f"torch.zeros({n}, 2)", f"range({n})"])
        yield "torch.utils.data.random_split", f"parts = random_split({source}, {lengths}{seed})\nlen(parts[{c([0, 1])}])"
        yield "torch.utils.data.random_split", f"first, *rest = random_split({source}, {lengths}{seed})\nlen(first)"
        if "range" not in source:
            yield "torch.utils.data.random_split", f"parts = random_split({source}, {lengths})\nnext(iter(DataLoader(parts[0], {c([2, 4, 200])})))"
    for _ in range(40):
        a, b = c([4, 10]), c([3, 10])
        one = f"TensorDataset(torch.zeros({a}, 3))"
        two = f"TensorDataset(torch.zeros({b}, 3))"
        yield "torch.utils.data.ConcatDataset", f"len({c([f'ConcatDataset([{one}, {two}])', f'{one} + {two}', f'ConcatDataset(({one}, {two}, {one}))'])})"
        yield "torch.utils.data.ConcatDataset", f"next(iter(DataLoader(ConcatDataset([{one}, {two}]), {c([2, 5])})))"
        yield "torch.utils.data.StackDataset", f"{c(['len', ''])}(StackDataset(torch.zeros({a}, 3), torch.zeros({c([a, a, b])}, 2)){c(['', ''])})" if rng.random() < 0.5 else f"StackDataset(torch.zeros({a}, 3), torch.zeros({c([a, b])}, 2))[0]"
        yield "torch.utils.data.Subset", f"len(Subset({one}, {c(['[0, 1, 2]', 'range(3)', '[1]', 'list(range(2))', 'torch.arange(3).tolist()'])}))"
        yield "torch.utils.data.Subset", f"next(iter(DataLoader(Subset({one}, {c(['[0, 1, 2]', 'range(3)'])}), {c([2, 8])})))"
        sampler = c(["SequentialSampler(data)", "RandomSampler(data)", f"RandomSampler(data, num_samples={c([2, 5])})", "SubsetRandomSampler([0, 2, 3])", f"WeightedRandomSampler([0.5] * {a}, {c([4, 6])})", "SubsetRandomSampler(list(range(3)))"])
        yield f"torch.utils.data.{sampler.split('(')[0]}", f"data = {one}\nlen({sampler})"
        order = c(["", "", "", ", shuffle=True", ", drop_last=True"])
        yield name, f"data = {one}\nlen(DataLoader(data, {c([1, 2, 4])}, sampler={sampler}{order}))"
        yield name, f"data = {one}\nnext(iter(DataLoader(data, {c([1, 2])}, sampler={sampler}{order})))"
        batches = f"BatchSampler({sampler}, {c([2, 3, 0])}, {c(['False', 'True', 'drop_last=False'])})"
        yield "torch.utils.data.BatchSampler", f"data = {one}\nlen({batches})"
        yield name, f"data = {one}\nlen(DataLoader(data, batch_sampler={batches}{c(['', '', ', batch_size=4', ', shuffle=True'])}))"
    for _ in range(60):
        args = c(["batch_size=0", "batch_size=-1", "num_workers=-1", "4, shuffle=True, sampler=[0, 1]", "prefetch_factor=2", "persistent_workers=True", "batch_size=None, drop_last=True", "4, drop_last=True", "2, True", "4, pin_memory=False", "batchsize=4", "4, timeout=0", "batch_size=2, sampler=[0, 1, 2]", "4, False, None"])
        data = c(["torch.zeros(8, 3)", "TensorDataset(torch.zeros(8, 3))", "[torch.zeros(3)] * 8", "range(8)", "np.zeros((8, 3))"])
        yield name, f"len(DataLoader({data}, {args}))"
    for _ in range(60):
        item = c(ITEMS[:10])
        n = c([2, 3, 5])
        yield "torch.utils.data.default_collate", f"i = 1\ndefault_collate([{', '.join([f'({item})'] * n)}])"
    for _ in range(40):
        data, size = c(["torch.zeros(8, 3)", "TensorDataset(torch.zeros(8, 3), torch.zeros(8))"]), c([2, 4, 16])
        collate = c(["lambda items: len(items)", "lambda items: items[0]", "lambda items: torch.zeros(len(items), 7)", "default_collate"])
        yield name, f"next(iter(DataLoader({data}, {size}, collate_fn={collate})))"


def cases(rng):
    yield from programs(rng)
