"""Hugging Face's `Trainer`: a callback tells of epochs, evaluations and what it logs."""

import math

from .patch import around
from .pytorch.driver import Driver, without_prefix

# What the trainer measures of itself.
_OF_SPEED = ("_runtime", "_samples_per_second", "_steps_per_second", "_model_preparation_time", "_jit_compilation_time")
# Part of every log, and recorded otherwise.
_KNOWN = ("epoch", "learning_rate", "step", "total_flos")


def hook_transformers(context, module):
    tracker = context.torch
    if tracker is None:
        return
    callback_class = make_callback(tracker, module.TrainerCallback)

    def make(original):
        def __init__(self, *args, **kwargs):
            original(self, *args, **kwargs)
            try:
                self.add_callback(callback_class())
                shorten(context, self)
            except Exception as error:  # noqa: BLE001
                tracker.recorder.hook_failed("the trainer of transformers", error)

        return __init__

    around(module.Trainer, "__init__", make)


def shorten(context, trainer):
    epochs = context.epochs_asked()
    if epochs is None:
        return
    if trainer.args.max_steps > 0 and not hasattr(trainer.train_dataset, "__len__"):
        # Data without a length have epochs only by a number of steps.
        context.warn_of_own_loop()
        return
    trainer.args.num_train_epochs = float(epochs)
    trainer.args.max_steps = -1


class TransformersDriver(Driver):
    # The trainer divides by the number of batches, or by that of all their tokens.
    adds_losses = True

    def __init__(self, tracker, state):
        super().__init__(tracker)
        self._state = state

    def plan(self):
        state = self._state
        plan = {"epochs": math.ceil(state.num_train_epochs or 0), "batchSize": self.bs}
        if state.max_steps and plan["epochs"]:
            plan["stepsPerEpoch"] = math.ceil(state.max_steps / plan["epochs"])
        return {name: value for name, value in plan.items() if value}

    def fetched(self, batch):
        if self.tracker.torch.is_grad_enabled():
            self.batch(batch)


def make_callback(tracker, base):
    def guarded(function):
        def method(self, args, state, control, **kwargs):
            try:
                function(self, args, state, control, **kwargs)
            except Exception as error:  # noqa: BLE001
                tracker.recorder.hook_failed("transformers' %s" % function.__name__, error)
            return control

        method.__name__ = function.__name__
        return method

    class TensorwrightCallback(base):
        def __init__(self):
            self._driver = None

        def __reduce__(self):
            # What is copied or sent to another process records nothing.
            return (base, ())

        @guarded
        def on_train_begin(self, args, state, control, model=None, **kwargs):
            self._leave()
            self._driver = TransformersDriver(tracker, state)
            self._driver.enter(model)
            tracker.trains()

        @guarded
        def on_epoch_begin(self, args, state, control, **kwargs):
            # Steps of this one so far are a fraction.
            self._driver.begin_epoch(math.floor((state.epoch or 0) + 1e-6) + 1)

        @guarded
        def on_epoch_end(self, args, state, control, **kwargs):
            # A number of steps may end the training within an epoch.
            if not tracker.stop.requested and abs(state.epoch - round(state.epoch)) < 1e-3:
                self._driver.end_epoch()

        @guarded
        def on_substep_end(self, args, state, control, **kwargs):
            self._stop_if_asked(control)

        @guarded
        def on_step_end(self, args, state, control, **kwargs):
            self._stop_if_asked(control)

        def _stop_if_asked(self, control):
            if tracker.stop.seen_by_hook():
                control.should_epoch_stop = control.should_training_stop = True

        @guarded
        def on_log(self, args, state, control, logs=None, **kwargs):
            # The end of a training sums it up, and evaluations are told by their own event.
            if self._driver is None or not logs or "train_runtime" in logs:
                return
            values = {name: value for name, value in logs.items() if name not in _KNOWN and not name.startswith(("eval_", "test_"))}
            if "loss" in values:
                # The mean since the last log, and not the loss of this step.
                values["logged_loss"] = values.pop("loss")
            self._driver.metric("train", values)

        @guarded
        def on_prediction_step(self, args, state, control, **kwargs):
            self._now().evaluates()

        @guarded
        def on_evaluate(self, args, state, control, metrics=None, **kwargs):
            self._evaluated(metrics or {})

        @guarded
        def on_predict(self, args, state, control, metrics=None, **kwargs):
            self._evaluated(metrics or {})

        def _now(self):
            if self._driver is not None:
                return self._driver
            driver = Driver(tracker)
            driver.entries = [entry for entry in tracker.entries() if entry.series.count][:1]
            return driver

        def _evaluated(self, metrics):
            values = {name: value for name, value in metrics.items() if name not in _KNOWN and not name.endswith(_OF_SPEED)}
            phase = "test" if any(name.startswith("test_") for name in values) else "val"
            driver = self._now()
            driver.metric(phase, {without_prefix(name, ("eval", phase)): value for name, value in values.items()})
            driver.evaluated()

        @guarded
        def on_train_end(self, args, state, control, **kwargs):
            self._leave()

        def _leave(self):
            if self._driver is not None:
                self._driver.leave()
                self._driver = None

    return TensorwrightCallback
