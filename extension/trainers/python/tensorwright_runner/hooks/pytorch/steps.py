"""Notes each step of each optimizer."""

import sys

from ..patch import around
from .frames import EpochVariable
from .losses import Parts


def hook_steps(tracker, torch):
    """Whether this PyTorch tells of steps at all."""
    # The package hides its module of that name.
    optimizers = sys.modules[torch.optim.Optimizer.__module__]
    if not hasattr(optimizers, "register_optimizer_step_post_hook"):
        return False
    before, after = step_hooks(tracker, torch)
    optimizers.register_optimizer_step_pre_hook(before)
    optimizers.register_optimizer_step_post_hook(after)

    def make(original):
        def __init__(self, *args, **kwargs):
            original(self, *args, **kwargs)
            try:
                tracker.was_made(self)
            except Exception as error:  # noqa: BLE001
                tracker.failed("optimizer", error)

        return __init__

    around(optimizers.Optimizer, "__init__", make)
    return True


def step_hooks(tracker, torch):
    state = tracker.thread
    stop = tracker.stop
    graphs = tracker.graphs
    met = tracker.met
    variable = EpochVariable()
    searches = getattr(torch.optim, "LBFGS", ())

    def before(optimizer, args, kwargs):
        if tracker.is_off:
            return
        thread = state
        try:
            if thread.is_engine or thread.is_in_backward:
                tracker.stepped_inside = optimizer
                return
            key = id(optimizer)
            if thread.stepping and thread.stepping != key and thread.stepping_since == thread.backwards:
                # One that another one makes its step with.
                return
            thread.stepping = key
            thread.stepping_since = thread.backwards
            if key not in met:
                tracker.meet(optimizer)
            if not tracker.has_trained or tracker.recorder.phase != "training":
                tracker.trains()
        except Exception as error:  # noqa: BLE001
            tracker.failed("step", error)

    def after(optimizer, args, kwargs):
        thread = state
        if thread.stepping != id(optimizer):
            return
        thread.stepping = 0
        try:
            note(thread, optimizer)
        except Exception as error:  # noqa: BLE001
            tracker.failed("step", error)
        if stop.requested and tracker.driver is None:
            stop.at_step()

    def note(thread, optimizer):
        if graphs.capturing:
            # Recorded into a graph, and not done.
            return
        entry = met[id(optimizer)]
        losses = thread.losses
        if entry.group == thread.group:
            loss = None
        else:
            entry.group = thread.group
            n = len(losses)
            if n == 1 and thread.touched[0] is None:
                loss = losses[0]
            elif n == 0:
                loss = None
            else:
                loss, n = several(thread, optimizer)
            if n and n != entry.micro:
                entry.micro = n
                entry.series.context(micro=n)
        thread.is_used = True
        tracker.steps += 1
        lr = optimizer.param_groups[0].get("lr")
        if type(lr) is not float and lr is not None:
            lr = rate(lr)
        if entry.is_new:
            entry.is_new = False
            tracker.introduce(optimizer, entry)
        driver = tracker.driver
        if driver is None:
            batch = thread.batch
            if batch is None:
                epoch = variable.value()
                if epoch is not None:
                    entry.epochs.value_is(epoch)
            else:
                if batch is not entry.batch or batch.bs != entry.bs:
                    use(entry, batch)
                if batch.is_left:
                    entry.series.step(loss, None, None, lr)
                    tracker.loaders.one_less(batch)
                    return
            entry.series.step(loss, None, None, lr)
        else:
            entry.series.context(driver.epoch, driver.bs)
            if driver.holds:
                driver.held.append((entry.series, loss, tracker.recorder.clock(), lr))
            else:
                entry.series.step(loss, None, None, lr)

    def use(entry, batch):
        """The first step with a batch of this pass, or with one of another size."""
        if batch is not entry.batch:
            entry.batch = batch
            tracker.loaders.used(batch, entry.epochs)
            entry.epochs.credit(batch)
        if batch.bs != entry.bs:
            entry.bs = batch.bs
            if batch.bs is not None:
                entry.series.context(bs=batch.bs)

    def several(thread, optimizer):
        """The loss of a step that followed several backward passes, and their number."""
        if searches and isinstance(optimizer, searches):
            # The others were computed on its search for the best step, at other parameters.
            return thread.losses[0], 1
        key = id(optimizer)
        places = [i for i in range(len(thread.losses)) if thread.touched[i] is None or thread.touched[i].get(key, True)]
        if len(places) < 2:
            return (thread.losses[places[0]], 1) if places else (None, 0)
        divisors = {thread.divisors[i] for i in places}
        are_divided = (len(divisors) == 1 and None not in divisors) or (tracker.driver is not None and tracker.driver.adds_losses)
        return Parts([thread.losses[i] for i in places], are_divided), len(places)

    def rate(lr):
        if isinstance(lr, torch.Tensor):
            # On another device it would have to be waited for.
            return lr.item() if lr.is_cpu else None
        return float(lr)

    return before, after
