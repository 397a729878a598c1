"""Losses of PyTorch, as modules and as functions."""

HEADER = "import torch\nfrom torch import nn\nimport torch.nn.functional as F"
LIBRARIES = ["torch"]

INT = ", dtype=torch.int64"


def zeros(*dims, more=""):
    return f"torch.zeros({', '.join(map(str, dims)) or '()'}{more})"


def reduction(rng):
    if rng.random() < 0.04:
        return "reduction='avg'"
    if rng.random() < 0.1:
        return rng.choice(["size_average=False", "reduce=False", "size_average=True, reduce=True", "reduce=True"])
    return rng.choice(["", "", "reduction='mean'", "reduction='sum'", "reduction='none'", "reduction='none'"])


def call(rng, module, fn, tensors, options, both=()):
    """The module or the function on the same tensors; `options` are named."""
    options = ", ".join(o for o in options if o)
    if rng.random() < 0.5:
        given = ", ".join(tensors)
        if rng.random() < 0.3:
            return f"torch.nn.{module}", f"criterion = nn.{module}({options})\ncriterion({given})"
        return f"torch.nn.{module}", f"nn.{module}({options})({given})"
    return f"torch.nn.functional.{fn}", f"F.{fn}({', '.join([*tensors, options] if options else tensors)})"


def classes(rng):
    c = rng.choice
    for _ in range(330):
        n, k, extra = c([1, 4, 5]), c([2, 3, 10]), c([[], [], [], [6], [6, 7], [2, 6, 7]])
        single = not extra and rng.random() < 0.1
        out = [k] if single else [n, k, *extra]
        target = [] if single else [n, *extra]
        kind = rng.random()
        options = []
        of = INT
        if kind < 0.25:
            target, of = out, c(["", "", "", INT, ", dtype=torch.float64", ", dtype=torch.int32"])
        elif kind < 0.33:
            of = c(["", ", dtype=torch.int32", ", dtype=torch.uint8", ", dtype=torch.float64", ", dtype=torch.bool"])
        elif kind < 0.45:
            target = c([[n, 1, *extra], [n + 1, *extra], [n, *extra, 3], [], [n, *extra, 1]])
        x = zeros(*out, more=c(["", "", "", ", dtype=torch.float64"]) if rng.random() < 0.98 else INT)
        y = zeros(*target, more=of)
        if rng.random() < 0.2:
            options.append(f"weight=torch.ones({k if rng.random() < 0.8 else k + 1}{', dtype=torch.float64' if 'float64' in x else ''})")
        if rng.random() < 0.15 and target != out:
            options.append(c(["ignore_index=0", "ignore_index=-1", "ignore_index=255"]))
        if rng.random() < 0.6:
            if rng.random() < 0.15:
                options.append("label_smoothing=0.1")
            yield call(rng, "CrossEntropyLoss", "cross_entropy", [x, y], [*options, reduction(rng)])
        else:
            yield call(rng, "NLLLoss", "nll_loss", [x, y], [*options, reduction(rng)])
    for ids in ("[0, 2]", "[1, 3]", "[0, -1]", "[0, -100]", "[-100, 2]", "[5, 0]"):
        for name in ("cross_entropy", "nll_loss"):
            yield f"torch.nn.functional.{name}", f"F.{name}(torch.zeros(2, 3), torch.tensor({ids}))"
    for _ in range(60):
        n, k = c([1, 4]), c([3, 5])
        out = c([[n, k], [n, k], [n, k], [k], [n, k, 2]])
        target = [n] if len(out) > 1 else c([[], [1]])
        if rng.random() < 0.15:
            target = c([[n + 1], [n, 1], [n, k]])
        yield call(rng, "MultiMarginLoss", "multi_margin_loss", [zeros(*out), zeros(*target, more=c([INT, INT, INT, INT, ""]))], [c(["", "", "p=2", "margin=0.5"]), c(["", "", f"weight=torch.ones({k})", f"weight=torch.ones({k + 1})"]), reduction(rng)])
    for _ in range(50):
        out = c([[4, 3], [3], [1, 5], [4, 3], [4, 3, 2]])
        target = out if rng.random() < 0.85 else c([[4, 2], [3, 3], [4]])
        yield call(rng, "MultiLabelMarginLoss", "multilabel_margin_loss", [zeros(*out), zeros(*target, more=c([INT, INT, INT, INT, ""]))], [reduction(rng)])


def shapes(rng):
    """Two shapes that are the same, that stretch to each other, or that do not."""
    c = rng.choice
    a = c([[4], [4, 1], [4, 3], [2, 3, 5], [1], []])
    if rng.random() < 0.68:
        return a, a
    return a, c([[4], [4, 1], [3], [4, 3], [1], [1, 3], [5], [2, 3, 5], []])


def elements(rng):
    c = rng.choice
    kinds = ["", "", "", "", "", INT, ", dtype=torch.float64"]
    for _ in range(150):
        a, b = shapes(rng)
        module, fn = c([("BCELoss", "binary_cross_entropy"), ("BCEWithLogitsLoss", "binary_cross_entropy_with_logits")])
        options = [reduction(rng)]
        if rng.random() < 0.2:
            options.append(f"weight=torch.ones({c(['1', '3', '4, 3', '4, 1', '5'])})")
        if "Logits" in module and rng.random() < 0.25:
            options.append(f"pos_weight=torch.ones({c(['1', '3', '4, 3', '5'])})")
        yield call(rng, module, fn, [zeros(*a, more=c(["", "", "", "", INT])), zeros(*b, more=c(kinds))], options)
    table = [
        ("MSELoss", "mse_loss", []),
        ("L1Loss", "l1_loss", []),
        ("SmoothL1Loss", "smooth_l1_loss", ["beta=0.5", "beta=0.0"]),
        ("HuberLoss", "huber_loss", ["delta=0.5"]),
        ("KLDivLoss", "kl_div", ["log_target=True", "reduction='batchmean'"]),
        ("PoissonNLLLoss", "poisson_nll_loss", ["log_input=False", "full=True", "eps=1e-6"]),
        ("HingeEmbeddingLoss", "hinge_embedding_loss", ["margin=0.5"]),
        ("SoftMarginLoss", "soft_margin_loss", []),
        ("MultiLabelSoftMarginLoss", "multilabel_soft_margin_loss", ["weight=torch.ones(3)"]),
    ]
    for module, fn, more in table:
        for _ in range(62):
            a, b = shapes(rng)
            if module == "MultiLabelSoftMarginLoss":
                a, b = (a or [3]), (b or [3])
            how = [reduction(rng)]
            if module == "HuberLoss" and "size_average" in how[0] + "size_average" * ("reduce" in how[0].replace("reduction", "")):
                how = [""]
            if more and rng.random() < 0.3:
                how = [c(more)] if "reduction" in more[-1] or rng.random() < 0.5 else [*how, more[0]]
            x = zeros(*a, more=c(["", "", "", "", "", "", INT, ", dtype=torch.float64"]))
            yield call(rng, module, fn, [x, zeros(*b, more=c(kinds))], how)


def comparing(rng):
    c = rng.choice
    for _ in range(70):
        n = c([1, 4])
        rows, target = c([([n, 3], [n]), ([n, 3], [n]), ([3], [])])
        other = rows
        if rng.random() < 0.25:
            other = c([[n, 2], [n + 1, 3], [3], [1, 3]])
        if rng.random() < 0.15:
            target = c([[n, 1], [], [n + 1], [1]])
        yield call(rng, "CosineEmbeddingLoss", "cosine_embedding_loss", [zeros(*rows), zeros(*other), zeros(*target, more=c(["", "", INT]))], [c(["", "margin=0.5"]), reduction(rng)])
    for _ in range(60):
        a = c([[4], [4, 1], [4, 3], []])
        b = a if rng.random() < 0.8 else c([[4], [4, 1], [1], [5]])
        t = a if rng.random() < 0.8 else c([[4], [4, 1], [1], [5], [1, 1]])
        yield call(rng, "MarginRankingLoss", "margin_ranking_loss", [zeros(*a), zeros(*b), zeros(*t, more=c(["", "", INT]))], [c(["", "margin=0.5"]), reduction(rng)])
    for _ in range(90):
        a = c([[4, 3], [4, 3], [3], [2, 4, 3]])
        p = a if rng.random() < 0.85 else c([[4, 3], [1, 3], [3], [4, 2]])
        n = a if rng.random() < 0.85 else c([[4, 3], [1, 3], [3], [5, 3]])
        tensors = [zeros(*a), zeros(*p), zeros(*n)]
        how = c(["", "", "reduction='sum'", "reduction='none'", "reduction='none'"])
        if rng.random() < 0.5:
            yield call(rng, "TripletMarginLoss", "triplet_margin_loss", tensors, [c(["", "margin=0.5", "p=1", "p=1.0, eps=1e-7", "swap=True"]), how])
        else:
            yield call(rng, "TripletMarginWithDistanceLoss", "triplet_margin_with_distance_loss", tensors, [c(["", "margin=0.5", "swap=True"]), how])
    for _ in range(60):
        a = c([[4, 3], [4, 3], [4], [2, 4, 3]])
        b = a if rng.random() < 0.85 else c([[4, 3], [3], [4, 1], [5, 3]])
        v = c([a, a, a[:-1], [*a[:-1], 1], [3], [1, 1]])
        yield call(rng, "GaussianNLLLoss", "gaussian_nll_loss", [zeros(*a), zeros(*b), f"torch.ones({', '.join(map(str, v)) or '()'})"], [c(["", "", "full=True", "eps=1e-4"]), c(["", "reduction='sum'", "reduction='none'", "reduction='none'"])])
    for _ in range(80):
        time, n, k, s = c([10, 12]), c([1, 2, 3]), c([5, 6]), c([3, 4])
        x, y = zeros(time, n, k), f"torch.ones({n}, {s}{c([INT, INT, ', dtype=torch.int32'])})"
        ins, outs = [time] * n, [s] * n
        if rng.random() < 0.1:
            ins[0] = time + 1
        if rng.random() < 0.1:
            outs[-1] = s + 1
        if rng.random() < 0.1:
            ins.append(time)
        if rng.random() < 0.08:
            y = f"torch.ones({n + 1}, {s}{INT})"
        yield call(rng, "CTCLoss", "ctc_loss", [x, y, str(tuple(ins)), str(tuple(outs))], [c(["", "", "blank=1", "blank=7"]), c(["", "zero_infinity=True"]), c(["", "reduction='sum'", "reduction='none'"])])


def cases(rng):
    yield from classes(rng)
    yield from elements(rng)
    yield from comparing(rng)
