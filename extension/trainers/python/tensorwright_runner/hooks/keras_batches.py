"""Loops of the program's own over `train_on_batch` and `test_on_batch`."""

import inspect
import sys
import weakref

from .batch_sizes import samples_in
from .inside import InsideKeras
from .keras_session import numbers_in
from .patch import around


class BatchHooks:
    """A batch that was trained is a step; batches that were tested between two steps make one value each metric."""

    def __init__(self, context, trainings):
        self._context = context
        self._trainings = trainings
        self._test = None

    def install(self):
        for cls in self._trainings.library.batch_trainers:
            around(cls, "train_on_batch", lambda original: self._batch(original, self._trained, is_training=True))
            around(cls, "test_on_batch", lambda original: self._batch(original, self._tested))

    def _batch(self, original, note, is_training=False):
        context, trainings = self._context, self._trainings
        signature = inspect.signature(original)

        def on_batch(model, *args, **kwargs):
            try:
                bound = signature.bind(model, *args, **kwargs)
            except TypeError:
                return original(model, *args, **kwargs)
            as_dict = bound.arguments.get("return_dict", False)
            # With names; what the program gets is made of it as Keras does it.
            bound.arguments["return_dict"] = True
            if is_training:
                trainings.look_at_shapes(model)
                trainings.of(model)
            with InsideKeras(context):
                logs = original(*bound.args, **bound.kwargs)
            try:
                note(model, logs, samples_in(bound.arguments.get("x")), bound.arguments.get("reset_metrics", True))
            except Exception as error:  # noqa: BLE001
                context.recorder.hook_failed("Keras's %s" % original.__name__, error)
            if is_training:
                context.stop.at_step()
            return logs if as_dict else _in_order(original, model, logs)

        return on_batch

    def _trained(self, model, logs, samples, is_fresh):
        self.end_test()
        training, series = self._trainings.of(model), self._trainings.of(model).series
        if training.is_new:
            if not self._context.stop.requested:
                self._context.recorder.enter("training")
            self._context.warn_of_own_loop()
        training.use_optimizer(again=False)
        if series.derived:
            self._context.recorder.drain(series)
            series.derived = False
        series.read_loss_mean = None
        if samples != series.batch_size:
            series.set_batch_size(samples)
        # Unless they were told to forget, the metrics hold all batches so far.
        values = numbers_in(logs) if is_fresh else {}
        loss = values.pop("loss", None)
        series.step(loss, values or None, lr=training.ask_rate(ahead=1) if training.asks_rate else None)
        if training.is_new:
            training.announce({"batchSize": samples}, samples, must=True)
            self._trainings.shapes.end()

    def _tested(self, model, logs, samples, is_fresh):
        training = self._trainings.known(model)
        step = training.series.count if training else 0
        test = self._test
        if test is None or test.model() is not model or test.step != step:
            self.end_test()
            test = self._test = _Test(model, step, training, self._trainings.library.other_metrics(model))
        if is_fresh:
            test.add(numbers_in(logs), samples or 1)

    def end_test(self):
        """Writes down what the tested batches come to."""
        test, self._test = self._test, None
        values = test.values() if test else None
        if values:
            opt = test.training.series.opt if test.training else None
            self._context.recorder.metric("test", test.step, values, opt=opt)


class _Test:
    """Batches that were tested one after the other, without a step in between."""

    def __init__(self, model, step, training, others):
        self.model = weakref.ref(model)
        self.step = step
        self.training = training
        self._others = others
        self._sums = {}
        self._batches = 0

    def add(self, values, samples):
        self._batches += 1
        for name, value in values.items():
            total, weight = self._sums.get(name, (0.0, 0))
            self._sums[name] = (total + value * samples, weight + samples)

    def values(self):
        """Means by samples. What is no mean of its batches, such as an area under a curve, only a single batch can tell."""
        return {name: total / weight for name, (total, weight) in self._sums.items() if self._batches == 1 or name not in self._others}


def _in_order(original, model, logs):
    if hasattr(model, "_flatten_metrics_in_order"):
        return model._flatten_metrics_in_order(logs)
    return sys.modules[original.__module__].flatten_metrics_in_order(logs, model.metrics_names)
