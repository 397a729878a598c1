"""A framework that leads the training itself, and tells what hand-written loops leave to be found out."""

from .batches import size_reader


class Driver:
    """`epoch` (from 1) is that of the steps that follow. Losses and rates still come from the hooks of PyTorch.

    A driver that sets `holds` gets each step before it is written, until it has added what it knows: it calls `release`.
    """

    # Whether the losses of the micro-batches of a step add up to the loss of the step.
    adds_losses = False
    holds = False

    def __init__(self, tracker):
        self.tracker = tracker
        self.recorder = tracker.recorder
        self.stop = tracker.stop
        self.epoch = None
        self.bs = None
        self.began = None
        # Optimizers that made steps, the first one first.
        self.entries = []
        self._held = []
        self._size_of = None
        self._before = None

    def enter(self, root):
        """The training begins, of a model that is known."""
        tracker = self.tracker
        self._before = tracker.driver
        tracker.driver = self
        tracker.models.known_root = root

    def leave(self):
        self.release(None)
        if self.tracker.driver is self:
            self.tracker.driver = self._before
            self.tracker.models.known_root = None

    def plan(self):
        """What the training call announced, as `ModelEvent.plan`."""
        return {}

    def batch(self, batch):
        """A batch is about to be used."""
        size = self._size_of(batch) if self._size_of else None
        if size is None:
            self._size_of = size_reader(batch, None)
            size = self._size_of(batch)
        self.bs = size

    def fetched(self, batch):
        """A loader gave a batch; those for training are told from others by whether gradients are wanted."""

    def step(self, entry, loss, lr):
        series = entry.series
        now = (self.epoch, self.bs)
        if entry.batch != now:
            self._place(entry, now)
        if self.holds:
            self._held.append((series, loss, self.recorder.clock(), lr))
        else:
            series.step(loss, None, None, lr)

    def _place(self, entry, now):
        entry.batch = now
        if entry not in self.entries:
            self.entries.append(entry)
        entry.series.context(epoch=self.epoch)
        entry.series.set_batch_size(self.bs)

    def release(self, metrics):
        """Writes down the steps that were held; `metrics` go to one of the first optimizer among them."""
        if not self._held:
            return
        held, self._held = self._held, []
        if len(held) == 1:
            series, loss, at, lr = held[0]
            series.step(loss, metrics or None, at, lr)
            return
        first = min(range(len(held)), key=lambda i: (held[i][0].opt, -i))
        for i, (series, loss, at, lr) in enumerate(held):
            series.step(loss, metrics if i == first and metrics else None, at, lr)

    def begin_epoch(self, number):
        self.epoch = number
        self.began = self.recorder.clock()
        for entry in self.entries:
            entry.series.restart_clock(self.began)

    def end_epoch(self, metrics=None):
        """The epoch is over; `metrics` are its means."""
        if self.began is None:
            return
        for i, entry in enumerate(self.entries):
            entry.epochs.number = self.epoch
            entry.series.end_epoch(self.epoch, self.began, "callback", metrics if i == 0 else None)
        self.began = None

    def metric(self, phase, values):
        """Values that were measured after the newest step; names come without the phase."""
        if self.entries:
            self.entries[0].series.metric(phase, values, self.epoch)
        elif values:
            self.recorder.metric(phase, 0, values, self.epoch)

    def evaluates(self):
        if self.tracker.has_trained and not self.stop.requested:
            self.recorder.enter("validating")

    def evaluated(self):
        """What came between two steps is part of neither."""
        for entry in self.entries:
            entry.series.restart_clock()


def without_prefix(name, prefixes):
    """`val_loss`, `val/loss` as `loss`."""
    for prefix in prefixes:
        if name.startswith((prefix + "_", prefix + "/")) and len(name) > len(prefix) + 1:
            return name[len(prefix) + 1 :]
    return name
