"""One `fit`, `evaluate` or `predict`, as its list of callbacks tells it."""

import threading

from ..control import StopRun
from .batch_sizes import BatchSizes
from .keras_steps import StepValues
from .scalars import read_scalars

# Loops that have no flag by which they can be asked to end are broken off when a stop has waited for this long.
_PATIENCE_SECONDS = 3.0
# Batches of so many different sizes in one epoch have no size worth telling.
_MOST_SIZES = 3


class FitSession:
    """From `on_train_begin` to `on_train_end`. `call` is `None` for a program that calls the callbacks of a loop of its own."""

    def __init__(self, trainings, model, call, params):
        self._context = trainings.context
        self._recorder = trainings.context.recorder
        self._library = trainings.library
        self._trainings = trainings
        self._params = params or {}
        self.model = model
        self.training = trainings.of(model)
        self._series = self.training.series
        self.is_fit = call is not None
        self._call = call
        self._values = StepValues(trainings.library, model, self.is_fit)
        self._sizes = BatchSizes(trainings.library, call, self._params.get("steps"))
        self._announced = False
        self._offset = None
        self._steps = 0
        self._samples = 0
        self._size_changes = 0
        self._began = self._last = 0.0
        self._scheduled = None
        self._asks_rate = False
        self._rate = None
        self._size = None
        self._knows_kind = self._verifies = False
        self._loop_steps = self._context.loop_steps

    def begin(self):
        self.training.use_optimizer()
        if not self._context.stop.requested:
            self._recorder.enter("training")

    def begin_epoch(self, epoch):
        training, series = self.training, self._series
        if self._offset is None:
            # Another `fit` counts from 1 again, unless it says that it goes on; its epochs go on here.
            self._offset = training.epoch - epoch if epoch + 1 <= training.epoch else 0
        training.epoch = epoch + 1 + self._offset
        training.use_optimizer()
        self._steps = 0
        self._size_changes = _MOST_SIZES if self._values.batches_differ else 0
        self._size = self._sizes.usual
        self._samples = 0
        self._drain()
        series.context(epoch=training.epoch)
        series.set_batch_size(None if self._values.batches_differ else self._sizes.usual)
        self._values.begin_epoch()
        self._sizes.begin_epoch(training.iterations)
        series.read_loss_mean = self._values.newest_loss_mean
        # The rate is read as long as it can be.
        training.learning_rate()
        self._scheduled = training.scheduled_rate()
        self._asks_rate = training.asks_rate
        if not self._announced:
            self._announced = training.announce(self._plan())
        if self._context.stop.seen_by_hook():
            self.model.stop_training = True
        self._began = self._last = self._recorder.clock()
        series.restart_clock()

    def begin_batch(self):
        """After what the program does before a batch. Under JAX the rate can be read now or never."""
        if self._library.has_state(self.model):
            self.training.learning_rate()

    def end_batch(self, batch, logs):
        """After the batch with this index in the epoch, the last of those that were done at once."""
        now = self._recorder.clock()
        context = self._context
        if context.loop_steps != self._loop_steps:
            # The loop around these callbacks trains by a tape, which has told the step already.
            self._loop_steps = context.loop_steps
            self._steps = batch + 1
            return
        steps, samples = self._sizes.after(batch + 1 - self._steps, self._steps, self.training.count_iterations)
        self._steps += steps
        if samples is None or self._samples is None:
            self._samples = None
        else:
            self._samples += samples
        loss, metrics = self._values.items(logs, self._steps, self._samples, self._call.take_losses() if self.is_fit else ())
        size = samples if steps == 1 else None
        if size is None or size != self._size:
            self._note_size(steps, samples)
        if not self._knows_kind:
            self._note_kind()
        self._write(steps, loss, metrics, now)
        if not self._announced:
            self._announced = self.training.announce(self._plan(), self.training.series.batch_size, must=True)
            self._trainings.shapes.end()
        if context.stop.requested:
            self._end_if_stopped()

    def _end_if_stopped(self):
        if self._context.stop.seen_by_hook():
            self.model.stop_training = True
            if not self.is_fit:
                raise StopRun()

    def _write(self, steps, loss, metrics, now):
        series = self._series
        if self._verifies and now >= self._recorder.drain_due:
            # The step is written down at once, with all that wait.
            self._values.verify(is_last=self._steps == self._sizes.steps)
        if steps > 1:
            # Keras tells of several steps at once only what they come to.
            nothing = metrics and dict.fromkeys(metrics)
            each = (now - self._last) / steps
            for i in range(1, steps):
                series.note(None, nothing, self._last + i * each)
        if self._asks_rate:
            self._write_asked(loss, metrics, now)
        elif self._scheduled:
            series.step(loss, metrics, now, self._scheduled.after(self._steps - 1))
        else:
            series.step(loss, metrics, now)
        self._last = now

    def _write_asked(self, loss, metrics, now):
        rate = self.training.ask_rate(ahead=1)
        self._series.step(loss, metrics, now, rate)
        if rate is not None:
            # The rate of a record is that of its last step.
            self._drain()

    def _drain(self, is_last=False):
        if self._verifies:
            self._values.verify(is_last)
        self._recorder.drain(self._series)

    def _note_size(self, steps, samples):
        series = self._series
        size = samples // steps if samples is not None else self._measure(steps)
        if size is None or size == series.batch_size or (steps > 1 and series.batch_size):
            return
        if self._sizes.usual is None:
            self._sizes.usual = size
        self._size_changes += 1
        self._size = size if self._size_changes <= _MOST_SIZES else None
        series.set_batch_size(self._size)

    def _note_kind(self):
        derived = self._values.is_derived
        if derived is None:
            return
        self._knows_kind = True
        if derived != self._series.derived:
            self._drain()
            self._series.derived = derived
        if self._values.batches_differ:
            self._series.set_batch_size(None)
            self._size_changes = _MOST_SIZES
        self._verifies = self._values.must_verify
        if self._verifies:
            # Only the thread that trains can ask before it reads.
            owner = threading.get_ident()
            self._series.can_read = lambda: threading.get_ident() == owner

    def _measure(self, steps):
        """The samples that TensorFlow drew by itself, asked for when they may have changed: at the first step, and at the last of an epoch."""
        series = self.training.series
        if self._sizes.steps is None:
            # Any batch may be the last, which may be a short one.
            return None
        if self._steps == steps and series.batch_size is None:
            return self._values.first_samples
        if self._steps == self._sizes.steps and series.batch_size and self._samples is None:
            count = self._library.loss_count(self.model)
            left = count and count - series.batch_size * (self._steps - 1)
            return left if left and 0 < left < series.batch_size else None
        return None

    def before_epoch_end(self):
        """Before the program's callbacks, which may change the rate of the epochs that follow."""
        self._drain(is_last=True)
        self._rate = self.training.ask_rate(patience=self._recorder.clock() - self._began)
        if self._sizes.steps is None:
            self._sizes.steps = self._steps
            self._sizes.usual = self._sizes.usual or self._values.first_samples

    def end_epoch(self, logs):
        """After all callbacks: some add metrics of their own."""
        values = numbers_in(logs)
        for name in ("learning_rate", "lr"):
            if self._rate is not None and name in values and abs(values[name] - self._rate) <= 1e-5 * abs(self._rate):
                del values[name]
        training = self.training
        self._recorder.epoch(
            training.epoch,
            training.series.count,
            self._recorder.clock() - self._began,
            values,
            "callback",
            lr=self._rate,
            opt=training.series.opt,
        )

    def end(self):
        """The training is over, also when it failed."""
        self._trainings.shapes.end()
        self._series.can_read = None

    def begin_validation(self):
        # The metrics are emptied for the validation, and steps come before it.
        self._drain(is_last=True)
        if not self._context.stop.requested:
            self._recorder.enter("validating")

    def end_validation(self, logs):
        if not self._context.stop.requested:
            self._recorder.enter("training")

    def _plan(self):
        epochs = self._params.get("epochs")
        size = self._sizes.usual or self.training.series.batch_size
        return {"epochs": epochs and epochs + self._offset, "stepsPerEpoch": self._params.get("steps"), "batchSize": size} if self.is_fit else {}


class TestSession:
    """An `evaluate` by itself."""

    def __init__(self, trainings, model):
        self._context = trainings.context
        self._recorder = trainings.context.recorder
        self._training = trainings.known(model)
        self._phase = self._recorder.phase

    def begin_validation(self):
        if not self._context.stop.requested:
            self._recorder.enter("validating")

    def end_validation(self, logs):
        training = self._training
        if training is None:
            self._recorder.metric("test", 0, numbers_in(logs))
        else:
            self._recorder.metric("test", training.series.count, numbers_in(logs), training.epoch or None, training.series.opt)
        if not self._context.stop.requested and self._phase:
            self._recorder.enter(self._phase)


def end_if_stopped(context, model, flag):
    """For the loops of `evaluate` and `predict`, after each batch."""
    stop = context.stop
    if not stop.requested:
        return
    if hasattr(model, flag):
        stop.seen_by_hook()
        setattr(model, flag, True)
    elif context.recorder.clock() - stop.requested_at > _PATIENCE_SECONDS:
        raise StopRun()


def numbers_in(logs):
    flat = {}
    for name, value in (logs or {}).items():
        flat.update(numbers_in(value) if isinstance(value, dict) else {name: value})
    return {name: value for name, value in zip(flat, read_scalars(list(flat.values()))) if value is not None}
