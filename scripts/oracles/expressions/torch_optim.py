"""PyTorch's optimizers and schedules: which arguments they take and refuse."""

HEADER = "import torch\nfrom torch import nn, optim\nfrom torch.optim import lr_scheduler"
LIBRARIES = ["torch"]

OPTIMIZERS = "SGD Adam AdamW Adamax NAdam RAdam SparseAdam Adagrad Adadelta Adafactor ASGD LBFGS RMSprop Rprop".split()
WITH_BETAS = "Adam AdamW Adamax NAdam RAdam SparseAdam".split()


def arguments(rng, name):
    c = rng.choice
    pool = ["", "", ", lr=0.01", ", 0.1", ", lr=1e-3", ", lr=0", ", maximize=True"]
    if name not in ("SparseAdam", "LBFGS", "Rprop"):
        pool += [", weight_decay=0.01", ", lr=0.1, weight_decay=1e-4", ", weight_decay=-0.1"]
    if name != "LBFGS":
        pool += [", lr=-0.1"]
    if name in WITH_BETAS:
        pool += [", betas=(0.9, 0.99)", ", betas=(0.5, 0.999)", ", betas=(0.9, 1.0)"]
    if name in ("SGD", "RMSprop"):
        pool += [", momentum=0.9", ", lr=0.1, momentum=0.9", ", momentum=-0.5"]
    if name == "SGD":
        pool += [", nesterov=True", ", momentum=0.9, nesterov=True", ", momentum=0.9, dampening=0.1, nesterov=True"]
    pool += [", learning_rate=0.1", ", lr=0.1, decay=1e-4"] if rng.random() < 0.3 else []
    return c(pool)


def programs(rng):
    c = rng.choice
    model = lambda: c(["nn.Linear(4, 2)", "nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 2))"])  # noqa: E731
    for name in OPTIMIZERS:
        for _ in range(14):
            given = c(["model.parameters()"] * 8 + ["list(model.parameters())", "[{'params': model.parameters()}]", "model", "[]", "model.parameters", "[model.parameters()]"])
            if name == "LBFGS" and "{" in given:
                given = "model.parameters()"
            yield f"torch.optim.{name}", f"model = {model()}\nopt = optim.{name}({given}{arguments(rng, name)})\n{c(['opt.zero_grad()', 'len(opt.param_groups)'])}"
    schedules = {
        "StepLR": ["10", "step_size=5", "10, gamma=0.5", "", "10, 0.1, -1", "10, verbose=True"],
        "MultiStepLR": ["[10, 20]", "milestones=[5]", "[1, 2], gamma=0.5", ""],
        "ExponentialLR": ["0.9", "gamma=0.95", ""],
        "CosineAnnealingLR": ["50", "T_max=10", "10, eta_min=0.001", "", "t_max=10"],
        "CosineAnnealingWarmRestarts": ["10", "T_0=5, T_mult=2", "0", ""],
        "LambdaLR": ["lambda epoch: 0.9 ** epoch", "lr_lambda=lambda e: 1.0", ""],
        "MultiplicativeLR": ["lambda epoch: 0.9"],
        "ConstantLR": ["", "0.5", "factor=0.1, total_iters=3"],
        "LinearLR": ["", "0.5", "start_factor=0.1, total_iters=3"],
        "PolynomialLR": ["", "10", "total_iters=10, power=2.0"],
        "CyclicLR": ["0.001, 0.1", "base_lr=0.001, max_lr=0.1, step_size_up=5", "0.1"],
        "OneCycleLR": ["0.1, total_steps=100", "max_lr=0.1, epochs=2, steps_per_epoch=10", "0.1", "0.1, epochs=3", "0.1, 100"],
        "ReduceLROnPlateau": ["", "'min'", "mode='max', factor=0.5, patience=2", "factor=1.5", "'least'", "verbose=True"],
    }
    for name, choices in schedules.items():
        for _ in range(8):
            given = c(choices)
            first = c(["opt"] * 7 + ["model"])
            last = c(["len(sched.get_last_lr())"] if name == "X" else ["sched.step()"]) if name != "ReduceLROnPlateau" else c(["sched.step(0.5)", "sched.step(metrics=1.0)", "sched.step()"])
            if name == "MultiplicativeLR" or name == "LambdaLR":
                last = "sched.step()"
            yield f"torch.optim.lr_scheduler.{name}", f"model = nn.Linear(4, 2)\nopt = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)\nsched = lr_scheduler.{name}({', '.join(filter(None, [first, given]))})\n{last}"
    for wrap in ("torch.jit.script(model)", "torch.fx.symbolic_trace(model)", "torch.jit.trace(model, torch.zeros(2, 4))"):
        for size in (4, 4, 5):
            yield wrap.split("(")[0], f"model = {model()}\nother = {wrap}\nother(torch.zeros({c([2, 3])}, {size}))"
    for mode in ("torch.no_grad()", "torch.enable_grad()", "torch.inference_mode()", "torch.set_grad_enabled(False)"):
        for size in (4, 4, 5):
            yield mode.split("(")[0], f"model = nn.Linear(4, 2)\nwith {mode}:\n    out = model(torch.zeros(3, {size}))\nout"
        yield mode.split("(")[0], f"@{mode}\ndef run(x):\n    return nn.Linear(4, 2)(x)\nrun(torch.zeros(2, {c([4, 5])}))"


def cases(rng):
    yield from programs(rng)
