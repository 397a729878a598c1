"""Lightning, by either of its names: a callback in every trainer tells of epochs, evaluations and logged values."""

import importlib
import math

from .patch import around
from .pytorch.driver import Driver, without_prefix

_VALIDATION = ("val", "valid", "validation")


def hook_lightning(context, module):
    tracker = context.torch
    if tracker is None:
        return
    package = module.__name__.rpartition(".trainer.trainer")[0]
    base = importlib.import_module(package + ".callbacks.callback").Callback
    callback_class = make_callback(tracker, base)

    def make(original):
        def __init__(self, *args, **kwargs):
            original(self, *args, **kwargs)
            try:
                prepare(context, self, callback_class())
            except Exception as error:  # noqa: BLE001
                tracker.recorder.hook_failed("Lightning's trainer", error)

        return __init__

    around(module.Trainer, "__init__", make)
    try:
        loops = importlib.import_module(package + ".loops.fit_loop")
    except ImportError:
        return
    loop = getattr(loops, "_FitLoop", None) or getattr(loops, "FitLoop", None)
    if loop is not None and "run" in vars(loop):
        around(loop, "run", lambda original: leave_out_trials(tracker, callback_class, original))


def leave_out_trials(tracker, callback_class, original):
    """A tuner tries rates and batch sizes without the callbacks, and puts everything back: that is no part of the training."""

    def run(self):
        if tracker.is_off or any(isinstance(callback, callback_class) for callback in self.trainer.callbacks):
            return original(self)
        tracker.is_off = True
        try:
            return original(self)
        finally:
            tracker.is_off = False

    return run


def prepare(context, trainer, callback):
    # Those that save come last, and look at what others have done.
    place = next((i for i, other in enumerate(trainer.callbacks) if _saves(other)), len(trainer.callbacks))
    trainer.callbacks.insert(place, callback)
    epochs = context.epochs_asked()
    if epochs is not None:
        loop = trainer.fit_loop
        loop.max_epochs = epochs
        loop.min_epochs = min(loop.min_epochs, epochs) if loop.min_epochs else loop.min_epochs
        loop.epoch_loop.max_steps = -1


def _saves(callback):
    return any(cls.__name__ == "Checkpoint" for cls in type(callback).__mro__)


class LightningDriver(Driver):
    # The module divides the loss by the number of batches before it computes gradients.
    adds_losses = True
    holds = True

    def __init__(self, tracker, trainer):
        super().__init__(tracker)
        self._trainer = trainer

    def plan(self):
        trainer = self._trainer
        plan = {"batchSize": self.bs}
        batches = trainer.num_training_batches
        if batches and math.isfinite(batches):
            plan["stepsPerEpoch"] = math.ceil(batches / max(1, trainer.accumulate_grad_batches))
        if trainer.max_epochs is not None and trainer.max_epochs > 0:
            plan["epochs"] = trainer.max_epochs
        elif trainer.max_steps > 0 and plan.get("stepsPerEpoch"):
            plan["epochs"] = math.ceil(trainer.max_steps / plan["stepsPerEpoch"])
        return {name: value for name, value in plan.items() if value}


def make_callback(tracker, base):
    """A class below the package's own: trainers look at that."""

    def guarded(function):
        def method(self, *args, **kwargs):
            try:
                function(self, *args, **kwargs)
            except Exception as error:  # noqa: BLE001
                tracker.recorder.hook_failed("Lightning's %s" % function.__name__, error)

        method.__name__ = function.__name__
        return method

    class TensorwrightCallback(base):
        def __init__(self):
            self._driver = None
            # Values that were there before an epoch, and before an evaluation.
            self._before = {}
            self._seen = {}
            # Epochs that the model was trained by other trainers.
            self._offset = 0
            self._asked_to_stop = 0

        def __reduce__(self):
            # What is copied or sent to another process records nothing.
            return (base, ())

        def __deepcopy__(self, memo):
            return self

        @guarded
        def on_fit_start(self, trainer, pl_module):
            self._driver = LightningDriver(tracker, trainer)
            self._driver.enter(pl_module)

        @guarded
        def on_train_start(self, trainer, pl_module):
            tracker.trains()
            known = [tracker.entry_of(optimizer) for optimizer in trainer.optimizers]
            number = max([entry.epochs.number for entry in known if entry is not None], default=0)
            # The same model is trained further by another trainer, which counts from the beginning.
            self._offset = number if trainer.current_epoch < number else 0

        @guarded
        def on_train_epoch_start(self, trainer, pl_module):
            self._end_epoch(trainer)
            self._driver.begin_epoch(trainer.current_epoch + 1 + self._offset)
            self._before = dict(trainer.callback_metrics)

        def on_train_batch_start(self, trainer, pl_module, batch, batch_idx):
            try:
                if self._driver is not None:
                    self._driver.batch(batch)
            except Exception as error:  # noqa: BLE001
                tracker.recorder.hook_failed("Lightning's on_train_batch_start", error)
            # It goes on when it was told to make a least number of steps.
            if self._asked_to_stop > 1:
                tracker.stop.at_step()

        def on_train_batch_end(self, trainer, pl_module, outputs, batch, batch_idx):
            try:
                if self._driver is not None:
                    self._driver.release(step_values(trainer))
                if tracker.stop.seen_by_hook():
                    self._asked_to_stop += 1
                    trainer.should_stop = True
            except Exception as error:  # noqa: BLE001
                tracker.recorder.hook_failed("Lightning's on_train_batch_end", error)

        @guarded
        def on_validation_start(self, trainer, pl_module):
            self._evaluates(trainer)

        @guarded
        def on_validation_end(self, trainer, pl_module):
            self._evaluated(trainer, "sanity" if trainer.sanity_checking else "val", _VALIDATION)

        @guarded
        def on_test_start(self, trainer, pl_module):
            self._evaluates(trainer)

        @guarded
        def on_test_end(self, trainer, pl_module):
            self._evaluated(trainer, "test", ("test",))

        def _evaluates(self, trainer):
            self._seen = dict(trainer.callback_metrics)
            if not trainer.sanity_checking:
                (self._driver or Driver(tracker)).evaluates()

        def _evaluated(self, trainer, phase, prefixes):
            driver = self._driver
            if driver is None:
                driver = Driver(tracker)
                driver.entries = [entry for entry in tracker.entries() if entry.series.count][:1]
            new = changed(trainer.callback_metrics, self._seen)
            driver.metric(phase, {without_prefix(name, prefixes): value for name, value in new.items()})
            # They are no means of the epoch in which they were measured.
            self._before.update(new)
            driver.evaluated()

        def _end_epoch(self, trainer):
            driver = self._driver
            if driver is None or driver.began is None or tracker.stop.requested:
                return
            driver.end_epoch(epoch_values(trainer, changed(trainer.callback_metrics, self._before)))

        @guarded
        def on_fit_end(self, trainer, pl_module):
            self._end_epoch(trainer)
            self._leave()

        @guarded
        def on_exception(self, trainer, pl_module, exception):
            self._leave()

        def _leave(self):
            if self._driver is not None:
                self._driver.leave()
                self._driver = None

    return TensorwrightCallback


def changed(metrics, before):
    """Those that were computed since: the values are other tensors then. A name that ends with `_epoch` doubles one without."""
    new = {name: value for name, value in metrics.items() if before.get(name) is not value}
    return {name: value for name, value in new.items() if not (name.endswith("_epoch") and name[: -len("_epoch")] in new)}


def step_values(trainer):
    """What the module logged in this step, by the names that it gave."""
    results = trainer._results
    if not results:
        return None
    values = {}
    for result in results.values():
        meta = result.meta
        # The loss of the step is known.
        if meta.on_step and not result.has_reset and meta.name != "loss":
            value = result._forward_cache
            if value is not None:
                values[meta.name] = value.item() if value.is_cpu else value.detach()
    return values


def epoch_values(trainer, values):
    """Without what is of a single step."""
    results = getattr(trainer.fit_loop, "_results", None) or {}
    of_steps = {result.meta.name for result in results.values() if not result.meta.on_epoch}
    of_steps |= {result.meta.forked_name(True) for result in results.values() if result.meta.on_step}
    names = {result.meta.name for result in results.values() if result.meta.on_epoch}
    return {name: float(value) for name, value in values.items() if name in names or name not in of_steps}
