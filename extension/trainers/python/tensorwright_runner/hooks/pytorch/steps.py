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
    """The functions to be called before and after each step of each optimizer."""
    threads = tracker.threads
    recorder, stop, graphs, met = tracker.recorder, tracker.stop, tracker.graphs, tracker.met
    variable = EpochVariable()
    searches = getattr(torch.optim, "LBFGS", ())

    def before(optimizer, args, kwargs):
        if tracker.is_off:
            if stop.poll():
                # A process beside the one that is recorded.
                stop.at_step()
            return
        try:
            thread = threads.own
            if thread.is_engine or thread.is_in_backward:
                tracker.stepped_inside = optimizer
                return
            key = id(optimizer)
            if thread.stepping and thread.stepping != key and thread.stepping_since == thread.backwards:
                # One that another one makes its step with.
                return
            if key not in met and tracker.meet(optimizer) is None:
                return
            thread.stepping = key
            thread.stepping_since = thread.backwards
            if recorder.phase != "training":
                tracker.trains()
        except Exception as error:  # noqa: BLE001
            tracker.failed("step", error)

    def after(optimizer, args, kwargs):
        thread = threads.own
        if thread.stepping != id(optimizer):
            return
        thread.stepping = 0
        try:
            if not graphs.capturing:
                note(thread, optimizer)
            else:
                # It is written down for later, and not done.
                recorder.warn("hook", "Steps that a CUDA graph holds are not recorded when it is replayed.")
        except Exception as error:  # noqa: BLE001
            tracker.failed("step", error)
        if stop.requested and tracker.driver is None:
            stop.at_step()

    def note(thread, optimizer):
        entry = met[id(optimizer)]
        n = 1
        if entry.group == thread.group:
            loss, n = None, 0
        else:
            entry.group = thread.group
            if len(thread.losses) == 1 and thread.losses[0][2] is None:
                loss = thread.losses[0][0]
            else:
                loss, n = several(thread, optimizer, entry)
        if n and n != entry.micro:
            entry.micro = n
            entry.series.context(micro=n)
        thread.is_used = True
        tracker.steps += 1
        tracker.newest = entry
        lr = optimizer.param_groups[0].get("lr")
        if type(lr) is not float and lr is not None:
            lr = rate(lr)
        if entry.is_new:
            entry.is_new = False
            tracker.introduce(optimizer, entry)
        if tracker.driver is not None:
            tracker.driver.step(entry, loss, lr)
            return
        batch = thread.batch
        if batch is None:
            epoch = variable.value()
            if epoch is not None:
                entry.epochs.value_is(epoch)
        elif batch is not entry.batch or batch.bs != entry.bs:
            use(entry, batch)
        entry.series.step(loss, None, None, lr)
        if batch is not None and batch.is_left:
            tracker.loaders.one_less(batch)

    def use(entry, batch):
        """The first step with a batch of this pass, or with one of another size."""
        if batch is not entry.batch:
            entry.batch = batch
            tracker.loaders.used(batch, entry.epochs)
            entry.epochs.credit(batch)
            tracker.validation.trains_on(batch.dataset)
        if batch.bs != entry.bs:
            entry.bs = batch.bs
            entry.series.set_batch_size(batch.bs)

    def several(thread, optimizer, entry):
        """The loss of a step that followed several backward passes, and the number of those that count."""
        losses = thread.losses
        if searches and isinstance(optimizer, searches):
            # The others were computed on its search for the best step, at other parameters.
            return (losses[0][0], 1) if losses else (None, 0)
        key = id(optimizer)
        own = [loss for loss in losses if loss[2] is None or loss[2].get(key, True)]
        if len(own) < 2:
            return (own[0][0], 1) if own else (None, 0)
        divisors = {loss[1] for loss in own[1:]}
        if divisors == {len(own)}:
            entry.divisor = len(own)
        # The last step of an epoch may have fewer.
        are_divided = divisors == {entry.divisor} != {None} or (tracker.driver is not None and tracker.driver.adds_losses)
        return Parts([loss[0] for loss in own], are_divided), len(own)

    def rate(lr):
        if isinstance(lr, torch.Tensor):
            # On another device it would have to be waited for.
            return lr.item() if lr.is_cpu else None
        return float(lr)

    return before, after
