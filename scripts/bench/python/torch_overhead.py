"""What recording costs a step of PyTorch, as JSON: `PYTHON torch_overhead.py TRAINERS`, where TRAINERS holds `tensorwright_runner`.

`us_per_step` is the sum of what our hooks do in a step, in microseconds of processor time: for the batch, the backward pass and the step,
with what our own thread reads, turns into JSON and writes. What they surround is left out, since the noise of a real step is larger than
what is measured. `plain_us` are whole steps of programs without hooks, to set it against.
"""

import json
import os
import sys
import tempfile
import time
from types import SimpleNamespace

STEPS = 20_000


def main(trainers):
    sys.path.insert(0, trainers)
    import torch

    torch.set_num_threads(1)
    models = {"tiny": tiny_model(torch), "conv": conv_model(torch)}
    plain = {name: plain_step(torch, *model) for name, model in models.items()}
    hooks = {kind: min(hooks_alone(torch, kind) for _ in range(3)) for kind in FRAMEWORKS}
    result = {"us_per_step": hooks, "plain_us": plain, "torch": torch.__version__}
    print(json.dumps(result))


def tiny_model(torch):
    """An MLP 10-10-10-2 with a batch of 32."""
    nn = torch.nn
    model = nn.Sequential(nn.Linear(10, 10), nn.ReLU(), nn.Linear(10, 10), nn.ReLU(), nn.Linear(10, 2))
    return model, torch.randn(32, 10), torch.randint(0, 2, (32,)), 400


def conv_model(torch):
    """Convolutions over images of 32 by 32, with a batch of 32."""
    nn = torch.nn

    def block(channels, filters):
        return [nn.Conv2d(channels, filters, 3, padding=1), nn.BatchNorm2d(filters), nn.ReLU(), nn.MaxPool2d(2)]

    model = nn.Sequential(*block(3, 32), *block(32, 64), nn.Flatten(), nn.Linear(64 * 64, 10))
    return model, torch.randn(32, 3, 32, 32), torch.randint(0, 10, (32,)), 20


def plain_step(torch, model, x, y, repeats):
    """Microseconds of processor time of a step without any hook, the least of five series."""
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    criterion = torch.nn.CrossEntropyLoss()

    def step():
        optimizer.zero_grad()
        criterion(model(x), y).backward()
        optimizer.step()

    step()
    best = float("inf")
    for _ in range(5):
        began = time.process_time()
        for _ in range(repeats):
            step()
        best = min(best, (time.process_time() - began) / repeats)
    return round(best * 1e6, 2)


def hooks_alone(torch, kind):
    """The hooks around functions that do nothing, less those functions."""
    from tensorwright_runner.context import Context
    from tensorwright_runner.control import StopControl
    from tensorwright_runner.hooks.pytorch.backward import hook_backward
    from tensorwright_runner.hooks.pytorch.loaders import Loaders
    from tensorwright_runner.hooks.pytorch.steps import step_hooks
    from tensorwright_runner.hooks.pytorch.tracker import Tracker
    from tensorwright_runner.imports import ImportHooks
    from tensorwright_runner.plan import Plan
    from tensorwright_runner.recording.recorder import Recorder

    model = torch.nn.Linear(4, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    batch = [torch.zeros(8, 4), torch.zeros(8)]
    loss = model(batch[0]).mean()
    original = torch.autograd.backward

    def nothing(*_, **__):
        return batch

    with tempfile.TemporaryDirectory() as folder:
        recorder = Recorder(folder)
        context = Context(Plan(folder, {"id": "bench", "file": __file__}), recorder, StopControl(folder), ImportHooks())
        tracker = context.torch = Tracker(context, torch)
        tracker.loaders = Loaders(tracker)
        torch.autograd.backward = nothing
        try:
            hook_backward(tracker, torch)
            backward = torch.autograd.backward
        finally:
            torch.autograd.backward = original
        before, after = step_hooks(tracker, torch)
        begin, end = FRAMEWORKS[kind](tracker, torch, batch, model)
        recorder.start_ticking(context.stop.poll)
        args = (optimizer,)

        def hooked():
            begin()
            backward(loss)
            before(optimizer, args, {})
            after(optimizer, args, {})
            end()

        def bare():
            nothing()
            nothing(loss)
            nothing(optimizer, args, {})
            nothing(optimizer, args, {})
            nothing()

        hooked()
        times = {}
        for function in (hooked, bare):
            began = time.process_time()
            for _ in range(STEPS):
                function()
            if function is hooked:
                recorder.flush()
            times[function] = time.process_time() - began
        steps = recorder.steps
        recorder.end("ok", 0)
        size = os.path.getsize(recorder.writer.file)
    if steps != STEPS + 1 or size < STEPS:
        raise SystemExit("%d of %d steps were recorded in %d bytes" % (steps, STEPS + 1, size))
    return round((times[hooked] - times[bare]) / STEPS * 1e6, 3)


def own_loop(tracker, torch, batch, model):
    """A loop over a loader."""
    iterator = iter(torch.utils.data.DataLoader(range(8), batch_size=8))
    fetch = tracker.loaders.hook(lambda _: batch)
    return lambda: fetch(iterator), lambda: None


def lightning(tracker, torch, batch, model):
    """A module that logs one value a step."""
    from tensorwright_runner.hooks.lightning import make_callback

    logged = SimpleNamespace(meta=SimpleNamespace(on_step=True, name="train_loss"), has_reset=False, _forward_cache=torch.zeros(()))
    trainer = SimpleNamespace(
        _results={"training_step.train_loss": logged},
        callback_metrics={},
        optimizers=[],
        current_epoch=0,
        num_training_batches=STEPS,
        accumulate_grad_batches=1,
        max_epochs=1,
    )
    callback = make_callback(tracker, object)()
    callback.on_fit_start(trainer, model)
    callback.on_train_start(trainer, model)
    callback.on_train_epoch_start(trainer, model)
    return (
        lambda: callback.on_train_batch_start(trainer, model, batch, 0),
        lambda: callback.on_train_batch_end(trainer, model, None, batch, 0),
    )


def trainer_of_transformers(tracker, torch, batch, model):
    from tensorwright_runner.hooks.transformers import make_callback

    state, control = SimpleNamespace(epoch=0.0, num_train_epochs=1, max_steps=STEPS), SimpleNamespace()
    callback = make_callback(tracker, object)()
    callback.on_train_begin(None, state, control, model=model)
    callback.on_epoch_begin(None, state, control)
    return lambda: tracker.driver.fetched(batch), lambda: callback.on_step_end(None, state, control)


FRAMEWORKS = {"own loop": own_loop, "Lightning": lightning, "Trainer of transformers": trainer_of_transformers}


if __name__ == "__main__":
    main(sys.argv[1])
