"""Hand-written loops of many kinds, one after the other. Each optimizer's own log goes into loops.json, by the order of their first steps."""

import copy
import gc
import io
import json
import pickle
import weakref

import torch
from torch import nn

torch.manual_seed(0)
logs = []


def log(kind, **fields):
    logs.append(dict(fields, kind=kind))
    return logs[-1]


def model(width=6):
    return nn.Sequential(nn.Linear(4, width), nn.Tanh(), nn.Linear(width, 3))


inputs = torch.randn(24, 4)
labels = torch.randint(0, 3, (24,))
criterion = nn.CrossEntropyLoss()


def batches(size=8):
    return zip(inputs.split(size), labels.split(size))


def plain():
    """The variable `epoch` counts, from 0, in a function; the rate falls at each step."""
    net = model()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
    schedule = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.9)
    losses, rates, epochs = [], [], []
    for epoch in range(3):
        for x, y in batches():
            optimizer.zero_grad(set_to_none=True)
            loss = criterion(net(x), y)
            loss.backward()
            rates.append(schedule.get_last_lr()[0])
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
            epochs.append(epoch + 1)
            # What is done to the loss afterwards does not change what it was.
            loss.detach().mul_(1000)
    log("plain", losses=losses, rates=rates, epochs=epochs)


def accumulated(divide):
    net = model()
    optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
    losses = []
    for _ in range(4):
        optimizer.zero_grad()
        total = 0.0
        for x, y in batches(6):
            loss = criterion(net(x), y)
            if divide:
                loss = loss / 4
            loss.backward()
            total += loss.item()
        optimizer.step()
        losses.append(total if divide else total / 4)
    log("divided" if divide else "accumulated", losses=losses, micro=4)


def second_order():
    """LBFGS evaluates several times a step; the first is at the parameters before it."""
    net = model()
    optimizer = torch.optim.LBFGS(net.parameters(), lr=0.5, max_iter=4)
    losses = []
    for _ in range(3):
        evaluations = []

        def closure():
            optimizer.zero_grad()
            loss = criterion(net(inputs), labels)
            loss.backward()
            evaluations.append(loss.item())
            return loss

        optimizer.step(closure)
        assert len(evaluations) > 1
        losses.append(evaluations[0])
    log("lbfgs", losses=losses)


def with_closure():
    net = model()
    optimizer = torch.optim.AdamW(net.parameters(), lr=0.01)
    losses = []

    def closure():
        optimizer.zero_grad()
        loss = criterion(net(inputs), labels)
        loss.backward()
        return loss

    for _ in range(3):
        losses.append(optimizer.step(closure).item())
    log("closure", losses=losses)


def adversaries(style):
    """Two optimizers that take turns, each with a loss of its own."""
    maker = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 4))
    judge = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1))
    of_maker = torch.optim.Adam(maker.parameters(), lr=0.002)
    of_judge = torch.optim.RMSprop(judge.parameters(), lr=0.001)
    bce = nn.BCEWithLogitsLoss()
    ones, zeros = torch.ones(8, 1), torch.zeros(8, 1)
    judged, made = [], []
    for real, _ in batches():
        fake = maker(torch.randn(8, 2))
        if style == "in turns":
            of_judge.zero_grad()
            loss_judge = bce(judge(real), ones) + bce(judge(fake.detach()), zeros)
            loss_judge.backward()
            of_judge.step()
            of_maker.zero_grad()
            loss_maker = bce(judge(fake), ones)
            loss_maker.backward()
            of_maker.step()
        elif style == "zeroed afterwards":
            loss_judge = bce(judge(real), ones) + bce(judge(fake.detach()), zeros)
            loss_judge.backward()
            of_judge.step()
            of_judge.zero_grad()
            loss_maker = bce(judge(fake), ones)
            loss_maker.backward()
            of_maker.step()
            of_maker.zero_grad()
            of_judge.zero_grad()
        else:
            # Both backward passes first: whose gradients a pass changes tells whose it is.
            of_maker.zero_grad()
            of_judge.zero_grad()
            loss_judge = bce(judge(real), ones) + bce(judge(fake.detach()), zeros)
            loss_judge.backward()
            for parameter in judge.parameters():
                parameter.requires_grad_(False)
            loss_maker = bce(judge(fake), ones)
            loss_maker.backward()
            for parameter in judge.parameters():
                parameter.requires_grad_(True)
            of_judge.step()
            of_maker.step()
        judged.append(loss_judge.item())
        made.append(loss_maker.item())
    log("judge, " + style, losses=judged)
    log("maker, " + style, losses=made)


def one_loss_for_two():
    net = model()
    first = torch.optim.SGD(net[0].parameters(), lr=0.1)
    second = torch.optim.Adam(net[2].parameters(), lr=0.01)
    losses = []
    for x, y in batches():
        loss = criterion(net(x), y)
        first.zero_grad()
        second.zero_grad()
        loss.backward()
        first.step()
        second.step()
        losses.append(loss.item())
    log("first of two", losses=losses)
    log("second of two", losses=losses)


def without_backward():
    net = model()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    for x, y in batches():
        gradients = torch.autograd.grad(criterion(net(x), y), list(net.parameters()))
        for parameter, gradient in zip(net.parameters(), gradients):
            parameter.grad = gradient
        optimizer.step()
    # One more with the same gradients.
    optimizer.step()
    log("autograd.grad", losses=[None] * 4)


def backward_of_many_kinds():
    net = model()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    losses = []

    def step(run, expected):
        optimizer.zero_grad()
        run()
        optimizer.step()
        losses.append(expected)

    loss = criterion(net(inputs), labels)
    step(lambda: (loss.backward(retain_graph=True), loss.backward()), loss.item())
    vector = net(inputs)
    step(lambda: vector.backward(gradient=torch.ones_like(vector) / 100), None)
    a, b = criterion(net(inputs[:8]), labels[:8]), criterion(net(inputs[8:]), labels[8:])
    step(lambda: torch.autograd.backward([a, b]), a.item() + b.item())
    one = criterion(net(inputs), labels).reshape(1)
    step(lambda: one.backward(), one.item())
    log("backward", losses=losses)


class Lookahead(torch.optim.Optimizer):
    """Steps by means of another optimizer."""

    def __init__(self, inner):
        self.inner = inner
        super().__init__([p for group in inner.param_groups for p in group["params"]], {"lr": inner.param_groups[0]["lr"]})

    def step(self, closure=None):
        return self.inner.step(closure)


class Careful(torch.optim.SGD):
    def step(self, closure=None):
        return super().step(closure)


def nested():
    net = model()
    optimizer = Lookahead(torch.optim.SGD(net.parameters(), lr=0.05))
    losses = []
    averaged = torch.optim.swa_utils.AveragedModel(net)
    for x, y in batches():
        optimizer.zero_grad()
        loss = criterion(net(x), y)
        loss.backward()
        optimizer.step()
        averaged.update_parameters(net)
        losses.append(loss.item())
    log("lookahead", losses=losses)
    net = model()
    optimizer = Careful(net.parameters(), lr=0.05)
    losses = []
    for x, y in batches():
        optimizer.zero_grad()
        loss = criterion(net(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    log("super", losses=losses)


def in_backward():
    """An optimizer for each parameter, that steps as soon as its gradient is there."""
    net = model()
    own = {parameter: torch.optim.SGD([parameter], lr=0.1) for parameter in net.parameters()}

    def apply(parameter):
        own[parameter].step()
        own[parameter].zero_grad()

    for parameter in net.parameters():
        parameter.register_post_accumulate_grad_hook(apply)
    losses = []
    for x, y in batches():
        loss = criterion(net(x), y)
        loss.backward()
        losses.append(loss.item())
    log("in backward", losses=losses)


def made_anew():
    """The same parameters get a new optimizer at each epoch."""
    net = model()
    losses = []
    for _ in range(3):
        optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
        for x, y in batches():
            optimizer.zero_grad()
            loss = criterion(net(x), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    log("made anew", losses=losses)


def copied():
    """Models and optimizers are copied, saved and thrown away as ever."""
    net = model()
    optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
    criterion(net(inputs), labels).backward()
    first = criterion(net(inputs), labels).item()
    optimizer.step()
    net2, optimizer2 = copy.deepcopy((net, optimizer))
    net3, optimizer3 = pickle.loads(pickle.dumps((net, optimizer)))
    saved = io.BytesIO()
    torch.save({"model": net.state_dict(), "optimizer": optimizer.state_dict()}, saved)
    saved.seek(0)
    state = torch.load(saved)
    optimizer.load_state_dict(state["optimizer"])
    assert set(state["optimizer"]) == {"state", "param_groups"}, set(state["optimizer"])
    assert all(not key.startswith("_tensorwright") for key in vars(optimizer))
    log("copied", losses=[first])
    for other, step in ((net2, optimizer2), (net3, optimizer3)):
        step.zero_grad()
        loss = criterion(other(inputs), labels)
        loss.backward()
        step.step()
        log("copy", losses=[loss.item()])
    references = [weakref.ref(net), weakref.ref(optimizer), weakref.ref(net2), weakref.ref(optimizer2)]
    del net, optimizer, net2, optimizer2, net3, optimizer3, other, step
    gc.collect()
    assert [reference() for reference in references] == [None] * 4, "something is kept alive"


def scaled():
    """Loss scaling on the processor; in the third step a gradient overflows, so it is left out."""
    net = model()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    scaler = torch.amp.GradScaler("cpu", init_scale=1024.0)
    losses = []
    for i in range(6):
        x, y = inputs[4 * i : 4 * i + 4], labels[4 * i : 4 * i + 4]
        optimizer.zero_grad()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = criterion(net(x), y)
        scaler.scale(loss).backward()
        if i == 2:
            net[0].weight.grad[0, 0] = float("inf")
        else:
            losses.append(loss.item())
        scaler.step(optimizer)
        scaler.update()
    log("scaled", losses=losses)


def reduced():
    """Autocast to bfloat16 alone."""
    net = model()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    losses = []
    for x, y in batches():
        optimizer.zero_grad()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = criterion(net(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    log("bfloat16", losses=losses)


plain()
accumulated(divide=True)
accumulated(divide=False)
second_order()
with_closure()
adversaries("in turns")
adversaries("zeroed afterwards")
adversaries("at once")
one_loss_for_two()
without_backward()
backward_of_many_kinds()
nested()
in_backward()
made_anew()
copied()
scaled()
reduced()

with open("loops.json", "w") as file:
    json.dump(logs, file)
