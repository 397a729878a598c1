"""One `fit`, `evaluate` or `predict`, as its list of callbacks tells it."""

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
        self._loop_steps = self._context.loop_steps

    def begin(self):
        self.training.use_optimizer()
        if not self._context.stop.requested:
            self._recorder.enter("training")

    def begin_epoch(self, epoch):
        training, series = self.training, self.training.series
        if self._offset is None:
            # Another `fit` counts from 1 again, unless it says that it goes on; its epochs go on here.
            self._offset = training.epoch - epoch if epoch + 1 <= training.epoch else 0
        training.epoch = epoch + 1 + self._offset
        training.use_optimizer()
        self._steps = self._size_changes = 0
        self._samples = 0
        self._recorder.drain(series)
        series.context(epoch=training.epoch, bs=self._sizes.usual)
        self._values.begin_epoch()
        self._sizes.begin_epoch(training.iterations)
        series.read_loss_mean = self._values.newest_loss_mean
        # The rate is read as long as it can be.
        training.learning_rate_ahead()
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
            self.training.learning_rate_ahead()

    def end_batch(self, batch, logs):
        """After the batch with this index in the epoch, the last of those that were done at once."""
        now = self._recorder.clock()
        if self._context.loop_steps != self._loop_steps:
            # The loop around these callbacks trains by a tape, which has told the step already.
            self._loop_steps = self._context.loop_steps
            self._steps = batch + 1
            return
        steps, samples = self._sizes.after(batch + 1 - self._steps, self._steps, self.training.count_iterations)
        self._steps += steps
        self._samples = None if samples is None or self._samples is None else self._samples + samples
        loss, metrics = self._values.items(logs, self._steps, self._samples, self._take_losses())
        self._note_size(steps, samples)
        self._note_kind()
        self._write(steps, loss, metrics, now)
        if not self._announced:
            self._announced = self.training.announce(self._plan(), self.training.series.batch_size, must=True)
            self._trainings.shapes.end()
        if self._context.stop.requested and self._context.stop.seen_by_hook():
            self.model.stop_training = True
            if not self.is_fit:
                raise StopRun()

    def _take_losses(self):
        if self._call is None or not self._call.losses:
            return ()
        losses, self._call.losses = self._call.losses, []
        return losses

    def _write(self, steps, loss, metrics, now):
        series = self.training.series
        if steps > 1:
            # Keras tells of several steps at once only what they come to.
            nothing = metrics and dict.fromkeys(metrics)
            each = (now - self._last) / steps
            for i in range(1, steps):
                series.step(None, nothing, self._last + i * each)
        # The rate of the last of them.
        series.step(loss, metrics, now, self._scheduled and self._scheduled.after(self._steps - 1))
        self._last = now
        if self._asks_rate:
            self.training.learning_rate(may_ask=True)

    def _note_size(self, steps, samples):
        size = samples // steps if samples is not None else self._measure(steps)
        if size is None or size == self.training.series.batch_size or (steps > 1 and self.training.series.batch_size):
            return
        self._size_changes += 1
        self.training.series.set_batch_size(size if self._size_changes <= _MOST_SIZES else None)
        self.training.saw_batch(size)

    def _measure(self, steps):
        """The samples that TensorFlow drew by itself, asked for when they may have changed: at the first step, and at the last of an epoch."""
        series = self.training.series
        if self._steps == steps and series.batch_size is None:
            count = self._values.first_samples
            return count and count // steps
        if self._steps == self._sizes.steps and series.batch_size and self._samples is None:
            count = self._library.loss_count(self.model)
            left = count and count - series.batch_size * (self._steps - 1)
            return left if left and 0 < left < series.batch_size else None
        return None

    def _note_kind(self):
        derived = self._values.is_derived
        series = self.training.series
        if derived is not None and derived != series.derived:
            self._recorder.drain(series)
            series.derived = derived

    def before_epoch_end(self):
        """Before the program's callbacks, which may change the rate of the epochs that follow."""
        self._recorder.drain(self.training.series)
        self._rate = self.training.learning_rate(may_ask=True)
        self._sizes.steps = self._sizes.steps or self._steps

    def end_epoch(self, logs):
        """After all callbacks: some add metrics of their own."""
        values = numbers_in(logs)
        for name in ("learning_rate", "lr"):
            if self._rate is not None and abs(values.get(name, 0) - self._rate) <= 1e-5 * abs(self._rate):
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
        self._trainings.shapes.end()

    def begin_validation(self):
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
